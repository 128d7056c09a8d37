import { Tokenizer, type TokenizerExtension, type TokenizerObject, type Tokens } from 'marked';
import type { Block } from '../blocks.js';

const MARK = /^Notes?:[ \t]*\n*/;
const MARK_LINE = /\nNotes?:/;
const NOTE_MARK = 'noteMark';

/** `Note:` at the start of a line: everything from here to the end of the slide is for the speaker. */
export const noteMark: TokenizerExtension = {
  name: NOTE_MARK,
  level: 'block',
  start(src) {
    const found = MARK_LINE.exec(src);
    if (found) return found.index + 1;
  },
  tokenizer(src) {
    const [raw] = MARK.exec(src) ?? [];
    if (raw !== undefined) return { type: NOTE_MARK, raw };
  },
};

/** A list swallows the line that touches it; it must not swallow the notes, or the room reads them. */
export const listEndsAtNotes: TokenizerObject = {
  list(src: string): Tokens.List | undefined | false {
    const mark = MARK_LINE.exec(src);
    return mark ? Tokenizer.prototype.list.call(this, src.slice(0, mark.index + 1)) : false;
  },
};

export function splitNotes(blocks: Block[]): { body: Block[]; notes: Block[] } {
  const isMark = (block: Block) => block.token.type === NOTE_MARK;
  const mark = blocks.findIndex(isMark);
  if (mark < 0) return { body: blocks, notes: [] };
  return { body: blocks.slice(0, mark), notes: blocks.slice(mark + 1).filter((block) => !isMark(block)) };
}
