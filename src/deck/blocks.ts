import type { Token } from 'marked';
import { markdown } from './markdown.js';

/** A piece of markdown with the offset at which it starts in its file. */
export interface Block {
  token: Token;
  offset: number;
}

/** The file is read as a whole, so that a reference is known on every slide of it, wherever it is defined. */
export function blocksOf(text: string): Block[] {
  let offset = 0;
  return markdown.lexer(text).map((token) => {
    const block = { token, offset };
    offset += token.raw.length;
    return block;
  });
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
