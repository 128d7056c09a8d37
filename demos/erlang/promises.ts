// How many promises? Each belongs to an async function that waits.
import { onFault, ready, startPulse } from '../common/tell.js';
import { referee, tell } from './contest.js';

const AT_ONCE = 1000;

async function wait(bell: Promise<void>): Promise<void> {
  await bell;
}

function start(): void {
  let ring = () => {};
  const bell = new Promise<void>((resolve) => {
    ring = resolve;
  });
  const before = process.memoryUsage.rss();
  const bytesUsed = () => process.memoryUsage.rss() - before;
  const mayStart = referee(bytesUsed);
  const crowd: Promise<void>[] = [];
  while (mayStart()) for (let at = 0; at < AT_ONCE; at++) crowd.push(wait(bell));
  tell(crowd.length, bytesUsed());
  ring();
}

console.log('promises: at your service');
onFault({ spawn: start });
startPulse();
ready();
