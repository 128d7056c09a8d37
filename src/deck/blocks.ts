import type { Token } from 'marked';
import { splitAtNoteMarks } from './features/notes.js';
import { markdown } from './markdown.js';

/** A piece of markdown with the offset at which it starts in its file. */
export interface Block {
  token: Token;
  offset: number;
}

/** The type of the block that stands where the notes of a slide begin. */
export const NOTE_MARK = 'noteMark';

/** Definitions of links and pictures, by label. */
type Links = Record<string, { href: string; title: string }>;

/**
 * The blocks of a file, in order and without a gap. A reference is known on every slide of the file, wherever it is
 * defined, because all pieces are read twice: for their definitions first.
 */
export function blocksOf(text: string): Block[] {
  const pieces = splitAtNoteMarks(text);
  const links: Links = Object.create(null);
  for (const { body } of pieces) lex(body, links);
  const blocks: Block[] = [];
  let offset = 0;
  const add = (token: Token): void => {
    blocks.push({ token, offset });
    offset += token.raw.length;
  };
  for (const { mark, body } of pieces) {
    if (mark !== '') add({ type: NOTE_MARK, raw: mark });
    lex(body, links).forEach(add);
  }
  return blocks;
}

function lex(text: string, links: Links): Token[] {
  const lexer = new markdown.Lexer(markdown.defaults);
  lexer.tokens.links = links;
  return lexer.lex(text);
}

// Only dashes: a row of stars is a line on the slide.
const isSeparator = ({ token }: Block): boolean => token.type === 'hr' && /^ {0,3}-{3,}\s*$/.test(token.raw);

const isVisible = ({ token }: Block): boolean => token.type !== 'space' && token.type !== 'def';

/** One list of blocks for each slide. Two separators in a row make no empty slide. */
export function splitSlides(blocks: Block[]): Block[][] {
  const slides: Block[][] = [[]];
  for (const block of blocks) {
    if (isSeparator(block)) slides.push([]);
    else slides.at(-1)?.push(block);
  }
  return slides.map((slide) => slide.filter(isVisible)).filter((slide) => slide.length > 0);
}

/** The blocks for the room, and those for the speaker: everything behind the first mark. */
export function splitNotes(blocks: Block[]): { body: Block[]; notes: Block[] } {
  const isMark = ({ token }: Block) => token.type === NOTE_MARK;
  const mark = blocks.findIndex(isMark);
  if (mark < 0) return { body: blocks, notes: [] };
  return { body: blocks.slice(0, mark), notes: blocks.slice(mark + 1).filter((block) => !isMark(block)) };
}
