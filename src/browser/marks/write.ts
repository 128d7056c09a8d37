/** Writes the font of the marks into the theme. After a change of the glyphs: `node dist/src/browser/marks/write.js`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marksFont } from './font.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
writeFileSync(join(ROOT, 'src/browser/theme/marks.ttf'), marksFont());
