/** `npm run export`: what is here, in files for the programs of others. */
import { HELP, readOptions } from './options.js';
import { UsageError } from './usage.js';

const COMMAND = 'npm run export --';
const USAGE = `${COMMAND} --cast DIR [demo ...]
  Writes DIR/<demo>/<process>.cast, which asciinema plays, for each terminal of the recordings of
  these demos, or of all demos that have one.
  --cast-version 2  for programs that do not read version 3 of the format
  --overwrite       replaces files that are there already`;
const OPTIONS = {
  cast: { type: 'string' },
  'cast-version': { type: 'string' },
  overwrite: { type: 'boolean' },
  ...HELP,
} as const;

export async function run(args: string[]): Promise<number> {
  const expected = { options: OPTIONS, usage: USAGE, command: COMMAND, allowPositionals: true };
  const { values, positionals } = readOptions(args, expected);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { cast, overwrite = false } = values;
  if (cast === undefined) throw new UsageError(`Name the folder of the casts: --cast DIR.\n\n${USAGE}`);
  const version = versionOf(values['cast-version'] ?? '3');
  const { exportCasts } = await import('./export-casts.js');
  return exportCasts({ folder: cast, names: positionals, version, overwrite });
}

function versionOf(text: string): 2 | 3 {
  if (text === '2' || text === '3') return Number(text) as 2 | 3;
  throw new UsageError(`--cast-version ${text}: a cast has version 2 or 3.\n\n${USAGE}`);
}
