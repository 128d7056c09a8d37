// A router, which takes any number of homes, but not all of them at the same moment.
import { appendFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { metric, ready, startPulse } from '../../src/demo/worker.js';
import { socketPath } from '../../src/protocol/unix-socket.js';

const MOST_ARRIVALS = 40;
const WITHIN_MS = 200;
const REPORT_MS = 250;

/** A byte for each time that this router has fainted, in whatever life. */
const diary = `${process.argv[2]}.faints`;
const faints = existsSync(diary) ? statSync(diary).size : 0;
const path = socketPath(`${process.argv[2]}.sock`);
let arrivals: number[] = [];
let homes = 0;

const server = createServer((home) => {
  const now = performance.now();
  arrivals = [...arrivals.filter((at) => at > now - WITHIN_MS), now];
  if (arrivals.length > MOST_ARRIVALS) {
    console.log(`${arrivals.length} in ${WITHIN_MS} ms! I faint.`);
    appendFileSync(diary, '.');
    process.exit(1);
  }
  homes++;
  home.on('error', () => {});
  home.on('close', () => homes--);
  home.resume();
  home.write('hello');
});

rmSync(path, { force: true });
server.listen(path, () => {
  console.log(faints === 0 ? 'plugged in' : `plugged in, fainted ${faints}×`);
  metric('faints', faints);
  ready();
});
let said = '';
setInterval(() => {
  metric('homes', homes);
  // Short, because a cell has room for few words.
  const words = faints === 0 ? `${homes} homes` : `fainted ${faints}×`;
  if (words !== said) console.log(words);
  said = words;
}, REPORT_MS);
startPulse();
