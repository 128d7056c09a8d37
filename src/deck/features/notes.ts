import { linesOutsideCode } from '../lines.js';

/** The separator of reveal.js's own plugin: any case, singular or plural, however far the line is indented. */
const MARK = /^[ \t]*notes?:[ \t]*\n*/i;

export interface Piece {
  /** The mark itself, or nothing before the first one. */
  mark: string;
  body: string;
}

/**
 * Cuts a text at each line that opens notes. The cut is made before markdown is read, because a list, a quote, a table
 * or HTML takes the line that touches it as its own, and the room would read the notes. A line that begins with the
 * sign of a list or a quote is not such a line.
 */
export function splitAtNoteMarks(text: string): Piece[] {
  const pieces: Piece[] = [{ mark: '', body: '' }];
  let from = 0;
  for (const { offset } of linesOutsideCode(text)) {
    const [mark] = offset < from ? [] : (MARK.exec(text.slice(offset)) ?? []);
    if (mark === undefined) continue;
    (pieces.at(-1) as Piece).body += text.slice(from, offset);
    pieces.push({ mark, body: '' });
    from = offset + mark.length;
  }
  (pieces.at(-1) as Piece).body += text.slice(from);
  return pieces;
}
