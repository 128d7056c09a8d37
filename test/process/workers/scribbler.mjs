// Writes the bytes of a file onto its channel, in pieces, and ends: arguments are the file, the pieces' sizes and the ending.
// Node is not to know of the channel: it would answer for what it has not said.
import { spawn } from 'node:child_process';
import { closeSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const CHANNEL = 3;
const [file, sizes, ending] = process.argv.slice(2);
const bytes = readFileSync(file);

function write(piece) {
  for (let at = 0; at < piece.length; ) at += writeSync(CHANNEL, piece, at);
}

let at = 0;
for (const size of sizes.split(',').map(Number)) {
  write(bytes.subarray(at, at + size));
  at += size;
  await pause(0);
}
write(bytes.subarray(at));

const endings = {
  exit: () => process.exit(0),
  fail: () => process.exit(3),
  die: () => process.kill(process.pid, 'SIGKILL'),
  close: () => closeSync(CHANNEL),
  /** Somebody in its group who holds the channel, and is killed with it. */
  heir: () =>
    spawn('sleep', ['1000'], { stdio: ['ignore', 'ignore', 'ignore', CHANNEL] }).on('spawn', () => process.exit(0)),
};
endings[ending]();
