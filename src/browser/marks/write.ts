/** Writes the font of the marks into the theme. After a change of the glyphs: `node dist/src/browser/marks/write.js`. */
import { writeFileSync } from 'node:fs';
import { project } from '../../project.js';
import { marksFont } from './font.js';

writeFileSync(project.marksFont, marksFont());
