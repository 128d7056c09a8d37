/** `npm run fuzz -- --minutes 10 --seed 7` */
import { parseArgs } from 'node:util';
import { heapInUse } from './heap.js';
import { fuzzScreen, newFindings } from './screens.js';
import { watchForHang } from './watchdog.js';

const USAGE = `npm run fuzz -- [options]
  --minutes <n>  how long (1)
  --seed <n>     where the random output begins (drawn by lot, and printed)`;

/** Screens between two looks at the heap and at the clock. */
const SCREENS_A_TURN = 20;
/** What is left on the heap of closed screens, in MB: nothing but what the engine itself takes. */
const MOST_MORE_MB = 48;
const REPORT_MS = 10_000;

function number(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} ${text}: it must be a number above 0.\n\n${USAGE}`);
  process.exit(2);
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1e9)) },
    },
  });
  const first = number('seed', values.seed);
  const end = performance.now() + number('minutes', values.minutes) * 60_000;
  const findings = newFindings();
  const watchdog = watchForHang();
  let seed = first;
  let isOver = false;
  let reported = performance.now();
  const before = await heapInUse();
  const report = (heap: number) =>
    console.log(
      `seeds ${first} to ${seed - 1}: ${(findings.bytes / 1e6).toFixed(1)} MB, heap ${(heap - before).toFixed(1)} MB more, at most ` +
        `${Math.round(findings.callsPerPiece)} calls a piece and ${findings.callsPerWork.toFixed(0)} for a character of work, ` +
        `${findings.failures} terminals started afresh, ${findings.wrongs.length} wrong`,
    );
  process.on('SIGINT', () => {
    isOver = true;
  });
  console.log(`seed ${first}`);
  while (!isOver && performance.now() < end && findings.wrongs.length === 0) {
    for (let times = 0; times < SCREENS_A_TURN; times++) {
      watchdog.beat(seed);
      await fuzzScreen(seed++, findings);
    }
    const heap = await heapInUse();
    if (heap - before > MOST_MORE_MB)
      findings.wrongs.push(`the heap has ${(heap - before).toFixed(0)} MB more than at first`);
    if (performance.now() - reported < REPORT_MS) continue;
    reported = performance.now();
    report(heap);
  }
  watchdog.stop();
  report(await heapInUse());
  for (const [kind, at] of findings.kinds) console.log(`contained: ${kind}, first at seed ${at}`);
  for (const wrong of findings.wrongs) console.error(wrong);
  return findings.wrongs.length === 0 ? 0 : 1;
}
