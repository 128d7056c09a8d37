/** Entry point of the process that measures slides: the address comes on stdin, because others on this machine can read arguments. */
import { text } from 'node:stream/consumers';
import type { Answer } from './measured.js';
import { measureTalk } from './talk.js';

const answer = await measureTalk(await text(process.stdin)).catch(
  (error: Error): Answer => ({ trouble: error.message }),
);
process.stdout.write(JSON.stringify(answer));
