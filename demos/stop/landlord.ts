// Runs a pub: a supervisor of its own, with four children. Opens them in this order, and closes in the reverse one.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { type ChildSpec, Supervisor } from '../../src/supervisor/index.js';

const GRACE_MS = Number(process.env.GRACE_MS);

/** Others need the bar, so it is the first to open and the last to close. */
const CHILDREN = ['bar', 'host', 'sleeper', 'deaf'];

const child = (id: string): ChildSpec => ({
  id,
  start: {
    command: process.execPath,
    args: [fileURLToPath(new URL(`./${id}.js`, import.meta.url))],
    env: { ...(process.env as Record<string, string>), PUB: join(process.cwd(), id) },
  },
  // The sleeper will not say that it is ready.
  ready: id === 'sleeper' ? 'spawn' : 'notify',
  shutdown: GRACE_MS,
});

let pub: Supervisor | null = null;
/** Opening and closing take turns. */
let turn: Promise<unknown> = Promise.resolve();

async function open(): Promise<void> {
  if (pub) return;
  pub = new Supervisor({ children: CHILDREN.map(child) });
  await pub.start();
  console.log('the pub is open');
}

async function close(): Promise<void> {
  if (!pub) return;
  console.log('time, please!');
  const begun = performance.now();
  let [since, place] = [begun, 0];
  pub.events.on('event', (event) => {
    if (event.type !== 'exit') return;
    // The next one is asked when the one before is gone.
    const tookMs = performance.now() - since;
    since += tookMs;
    const how = event.signal ?? `exit ${event.code}`;
    console.log(`${tookMs.toFixed().padStart(5)} ms  ${event.id}: ${how}`);
    metric(`${event.id} took`, Math.round(tookMs));
    metric(`${event.id} place`, ++place);
  });
  await pub.stop();
  pub = null;
  console.log(`${(performance.now() - begun).toFixed().padStart(5)} ms  in all`);
}

const inTurn = (work: () => Promise<void>) => {
  turn = turn.then(work);
  return turn;
};

onFault({ close: () => void inTurn(close), open: () => void inTurn(open) });
process.on('SIGTERM', () => void inTurn(close).then(() => process.exit()));
await inTurn(open);
startPulse();
ready();
