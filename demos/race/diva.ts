// The fast car. Her engine lasts five times as long, and she does not start without her entourage.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { drive } from './car.js';

const ENTOURAGE = 60;
const WHO = ['hairdresser', 'lawyer', 'photographer', 'astrologer', 'press'];

/** Each of them is a Node process that boots and has nothing to do. */
for (let at = 0; at < ENTOURAGE; at++) {
  if (at % 12 === 0) console.log(`waits for the ${WHO[at / 12]}`);
  await promisify(execFile)(process.execPath, ['-e', '0']);
}
console.log(`${ENTOURAGE} of them, at last`);

await drive({ name: 'diva', lapMs: 0, engineLastsLaps: 480 });
