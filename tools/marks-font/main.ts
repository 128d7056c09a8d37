/** `npm run font`: writes the font of the marks into the theme, after a change of the glyphs. */
import { writeFileSync } from 'node:fs';
import { marksFont } from './font.js';

const FONT = new URL('../../src/browser/theme/marks.ttf', import.meta.url);

/** Resolves with the exit code. */
export async function main(): Promise<number> {
  writeFileSync(FONT, marksFont());
  return 0;
}
