/** `npm run fuzz -- --minutes 10 --seed 7`, with `--app` through the whole app. */
import { HELP, readOptions } from '../../src/cli/options.js';
import { UsageError } from '../../src/cli/usage.js';
import { fuzzApp } from './app.js';
import { heapInUse } from './heap.js';
import { fuzzScreen, newFindings } from './screens.js';
import { watchForHang } from './watchdog.js';

const USAGE = `npm run fuzz -- [options]
  --app          hostile processes in the whole app, watched by a page in a browser, instead of screens alone
  --minutes <n>  how long (1)
  --seed <n>     where the random output begins (drawn by lot, and printed)`;

/** Screens between two looks at the heap and at the clock. */
const SCREENS_A_TURN = 20;
/** The heap that closed screens may leave, in MB: no more than the engine itself takes. */
const MOST_MORE_MB = 48;
const REPORT_MS = 10_000;

function number(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} ${text}: it must be a number above 0.\n\n${USAGE}`);
  process.exit(2);
}

export async function main(args: string[]): Promise<number> {
  try {
    return await runWith(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function runWith(args: string[]): Promise<number> {
  const { values } = readOptions(args, {
    usage: USAGE,
    command: 'npm run fuzz --',
    options: {
      ...HELP,
      app: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1e9)) },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const first = number('seed', values.seed);
  const ms = number('minutes', values.minutes) * 60_000;
  let isOver = false;
  process.on('SIGINT', () => {
    isOver = true;
  });
  console.log(`seed ${first}`);
  if (values.app) return judge(await fuzzApp(first, ms, () => isOver, console.log));
  return judge(await fuzzScreens(first, ms, () => isOver));
}

function judge(wrongs: string[]): number {
  for (const wrong of wrongs) console.error(wrong);
  return wrongs.length === 0 ? 0 : 1;
}

async function fuzzScreens(first: number, ms: number, isOver: () => boolean): Promise<string[]> {
  const end = performance.now() + ms;
  const findings = newFindings();
  const watchdog = watchForHang();
  let seed = first;
  let reported = performance.now();
  const before = await heapInUse();
  const report = (heap: number) =>
    console.log(
      `seeds ${first} to ${seed - 1}: ${(findings.bytes / 1e6).toFixed(1)} MB, heap ${(heap - before).toFixed(1)} MB more, at most ` +
        `${Math.round(findings.callsPerPiece)} calls a piece and ${findings.callsPerWork.toFixed(0)} for a character of work, ` +
        `${findings.failures} terminals started afresh, ${findings.wrongs.length} wrong`,
    );
  while (!isOver() && performance.now() < end && findings.wrongs.length === 0) {
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
  return findings.wrongs;
}
