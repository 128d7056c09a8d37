/** `npm run export`: what is here, in files for the programs of others. */
import { HELP, readOptions } from './options.js';
import { UsageError } from './usage.js';

const COMMAND = 'npm run export --';
const USAGE = `${COMMAND} --cast DIR [demo ...]
  Writes DIR/<demo>/<process>.cast, which asciinema plays, for each terminal of the recordings of
  these demos, or of all demos that have one.
  --cast-version 2  for programs that do not read version 3 of the format
${COMMAND} --pdf FILE
  Prints the deck, a page for each slide, with a browser of this machine.
  --browser PATH    this browser, or the one that CHROME_PATH names, and not the first that is found
Either of them takes --overwrite, which replaces files that are there already.`;
const OPTIONS = {
  cast: { type: 'string' },
  'cast-version': { type: 'string' },
  pdf: { type: 'string' },
  browser: { type: 'string' },
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
  const { cast, pdf, browser, overwrite = false } = values;
  const castVersion = values['cast-version'];
  if (cast !== undefined && pdf === undefined && browser === undefined) {
    const { exportCasts } = await import('./export-casts.js');
    return exportCasts({ folder: cast, names: positionals, version: versionOf(castVersion ?? '3'), overwrite });
  }
  if (pdf !== undefined && cast === undefined && castVersion === undefined && positionals.length === 0) {
    const { exportPdf } = await import('./export-pdf.js');
    return exportPdf({ file: pdf, browser, overwrite });
  }
  throw new UsageError(`Name one thing to write, with its own options: --cast DIR or --pdf FILE.\n\n${USAGE}`);
}

function versionOf(text: string): 2 | 3 {
  if (text === '2' || text === '3') return Number(text) as 2 | 3;
  throw new UsageError(`--cast-version ${text}: a cast has version 2 or 3.\n\n${USAGE}`);
}
