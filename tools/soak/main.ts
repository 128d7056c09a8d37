/** `npm run soak -- --minutes 20 --seed 7 --kills 10000 --rounds 2` */
import { HELP, readOptions } from '../../src/cli/options.js';
import { UsageError } from '../../src/cli/usage.js';
import { Soak } from './soak.js';
import { table } from './table.js';

const USAGE = `npm run soak -- [options]
  --minutes <n>  how long at most (20)
  --kills <n>    how many at most (no limit)
  --seed <n>     which plan of faults (drawn by lot, and printed)
  --rounds <n>   how often the root is killed (2)
  --patience <n> how many times the usual deadlines, on a machine that is busy (1)`;

const MOST_WRONGS = 200;

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
    command: 'npm run soak --',
    options: {
      ...HELP,
      minutes: { type: 'string', default: '20' },
      kills: { type: 'string' },
      seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1e9)) },
      rounds: { type: 'string', default: '2' },
      patience: { type: 'string', default: '1' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const seed = number('seed', values.seed);
  console.log(`seed ${seed}`);
  const soak = new Soak({
    seed,
    minutes: number('minutes', values.minutes),
    kills: values.kills === undefined ? Number.POSITIVE_INFINITY : number('kills', values.kills),
    rounds: number('rounds', values.rounds),
    patience: number('patience', values.patience),
    mostWrongs: MOST_WRONGS,
    tell: console.log,
  });
  process.on('SIGINT', () => soak.end());
  process.on('SIGTERM', () => soak.end());
  const result = await soak.run();
  console.log(table(result).join('\n'));
  return result.wrongs.length === 0 ? 0 : 1;
}
