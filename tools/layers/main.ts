/** `npm run layers`: writes the table of layers into the lint rule. With `--check` nothing is written. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { mistakesIn, overridesOf } from './rule.js';
import { LAYERS, OUTSIDE, WITHIN } from './table.js';

const ROOT = new URL('../../', import.meta.url);
const RULE = new URL('biome.json', ROOT);

/** Folders, and TypeScript modules under the names by which they are imported. The rest of `src` runs before the code is built. */
const inSources = (): string[] =>
  readdirSync(new URL('src/', ROOT), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
    .map(({ name }) => name.replace(/\.ts$/, '.js'));

/** Resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  const mistakes = mistakesIn(LAYERS, OUTSIDE, inSources());
  const rule = JSON.parse(readFileSync(RULE, 'utf8')) as { overrides: unknown };
  const overrides = overridesOf(LAYERS, OUTSIDE, WITHIN);
  if (mistakes.length > 0) {
    console.error(`${mistakes.join('\n')}\nThe table is tools/layers/table.ts.`);
    return 1;
  }
  if (isDeepStrictEqual(rule.overrides, overrides)) return 0;
  if (args.includes('--check')) {
    console.error('biome.json is not made from the table of layers. Run `npm run layers`.');
    return 1;
  }
  writeFileSync(RULE, `${JSON.stringify({ ...rule, overrides }, null, 2)}\n`);
  return 0;
}
