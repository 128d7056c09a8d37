/** Entry point of the talk process: the log of the talk itself. A kill loses nothing that matters, because pages say again what they hold. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { TALK_VARIABLE, talkSocketPath } from '../protocol/socket-paths.js';
import { ready, SUPERVISOR_SILENT_MS, startBeating, watchSupervisor } from '../supervisor/worker.js';
import { reasonOf } from '../system-error.js';
import { openTalkServer } from './socket-server.js';
import { Talk } from './talk.js';

/** How often the sums of the audience are told, in ms: soon enough for a reader of a number. */
const COUNT_MS = 250;

const path = talkSocketPath(process.env[TALK_VARIABLE] as string);

function leave(): never {
  rmSync(path, { force: true });
  process.exit(0);
}
process.on('SIGTERM', leave);
process.on('disconnect', leave);
if (process.connected === false) leave();

// A talk process that was killed leaves its socket behind.
rmSync(path, { force: true });
const talk = new Talk(() => performance.now());
await openTalkServer(path, randomBytes(8).toString('hex'), talk).catch((error: unknown) => {
  console.error(`The talk process cannot listen on its socket: ${path} ${reasonOf(error)}.`);
  process.exit(1);
});
// To the command that has started the talk, which may write a rehearsal down.
talk.subscribe((event) => {
  if (event.type === 'place' && process.connected) process.send?.({ type: 'place', place: event.place });
});
setInterval(() => talk.count(), COUNT_MS).unref();
ready();
startBeating();
watchSupervisor(SUPERVISOR_SILENT_MS);
