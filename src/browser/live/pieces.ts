/** In characters; an input may have twice as many UTF-16 units (`INPUT_LIMIT` of the protocol). */
const PIECES = /.{1,4096}/gsu;

/** The text in pieces that an `input` command takes; none ends in the middle of a character. */
export const piecesOf = (text: string): string[] => text.match(PIECES) ?? [];
