// A router. It takes any number of homes, but not all of them at the same moment.
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { socketPath } from '../../src/stage/socket-path.js';
import { metric, ready, startPulse } from '../common/tell.js';

const MOST_ARRIVALS = 40;
const WITHIN_MS = 200;
const REPORT_MS = 500;

const path = socketPath(`${process.argv[2]}.sock`);
let arrivals: number[] = [];
let homes = 0;

const server = createServer((home) => {
  const now = performance.now();
  arrivals = [...arrivals.filter((at) => at > now - WITHIN_MS), now];
  if (arrivals.length > MOST_ARRIVALS) {
    console.log(`${arrivals.length} in ${WITHIN_MS} ms! I faint.`);
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
  console.log('plugged in');
  ready();
});
setInterval(() => metric('homes', homes), REPORT_MS);
startPulse();
