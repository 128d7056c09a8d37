// How many promises? Each belongs to an async function that waits.
import { onFault, ready, startPulse } from '../../src/demo/worker.js';
import { enter, referee, tell } from './contest.js';

const AT_ONCE = 1000;
const SPIN_MS = 5000;

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

enter('promises');
/** Nobody catches what one of them throws. */
function crash(): void {
  const forever = new Promise<void>(() => {});
  for (let at = 1; at < AT_ONCE; at++) void wait(forever);
  void wait(Promise.reject(new Error('one of 1,000 threw')));
}

function spin(): void {
  console.log('an endless loop');
  const end = performance.now() + SPIN_MS;
  while (performance.now() < end);
  console.log('five seconds later');
}

onFault({ spawn: start, crash, spin });
startPulse();
ready();
