import { BOTTOM, glyphs, TOP, WIDTH } from './glyphs.js';
import { type Glyph, writeFont } from './truetype.js';

/** The font of the marks, as a file. */
export function marksFont(): Uint8Array {
  // The first glyph stands for what is not there.
  const all: Glyph[] = [{ code: null, width: WIDTH, contours: [] }];
  for (const [character, contours] of Object.entries(glyphs)) {
    all.push({ code: character.codePointAt(0) as number, width: WIDTH, contours });
  }
  return writeFont({ name: 'Reboot Marks', ascent: TOP, descent: BOTTOM, glyphs: all });
}
