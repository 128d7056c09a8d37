/** Lines of styled text that know their width in cells. */
import stringWidth from 'string-width';
import type { LifeState } from '../../log/index.js';

export type Tone = 'plain' | 'dim' | 'alive' | 'wait' | 'dead';

export interface Style {
  tone?: Tone;
  bold?: boolean;
  /** Printed in the negative: a band in the colour of its tone. */
  inverse?: boolean;
}

export interface Span extends Style {
  text: string;
}

export type Line = readonly Span[];

export const TONE_OF: Readonly<Record<LifeState, Tone>> = {
  waiting: 'dim',
  booting: 'wait',
  up: 'alive',
  frozen: 'wait',
  down: 'dead',
  off: 'dead',
};

/** ASCII, our own marks, box drawing and braille: most of what there is, and measured without looking at each character. */
const ONE_CELL_EACH = /^[\x20-\x7e·–…›‖○◀◐♥✕↻\u2500-\u257f\u2800-\u28ff]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export const hasOneCellEach = (text: string) => ONE_CELL_EACH.test(text);

const widthOfText = (text: string) => (hasOneCellEach(text) ? text.length : stringWidth(text));

export const widthOf = (line: Line) => line.reduce((sum, { text }) => sum + widthOfText(text), 0);

export const plain = (line: Line) => line.map(({ text }) => text).join('');

/** The characters as a reader sees them (grapheme clusters), each with its width. */
export function charactersOf(text: string): { character: string; cells: number }[] {
  if (hasOneCellEach(text)) return [...text].map((character) => ({ character, cells: 1 }));
  return [...segmenter.segment(text)].map(({ segment }) => ({ character: segment, cells: stringWidth(segment) }));
}

/** The start of the text that fits into so many cells. */
export function cut(text: string, cells: number): string {
  if (hasOneCellEach(text)) return text.slice(0, Math.max(0, cells));
  let kept = '';
  let used = 0;
  for (const { character, cells: width } of charactersOf(text)) {
    used += width;
    if (used > cells) break;
    kept += character;
  }
  return kept;
}

/** The words in lines of at most so many cells. */
export function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOfText(longer) <= cells) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The text in exactly so many cells. */
export function pad(text: string, cells: number): string {
  const kept = cut(text, cells);
  return kept + ' '.repeat(Math.max(0, cells - widthOfText(kept)));
}

/** The start of the line that fits into so many cells. */
export function cutLine(line: Line, cells: number): Line {
  let left = cells;
  const kept: Span[] = [];
  for (const span of line) {
    const text = cut(span.text, left);
    if (text !== '') kept.push({ ...span, text });
    if (text !== span.text) break;
    left -= widthOfText(text);
  }
  return kept;
}

/** The line in exactly so many cells; what does not fit is cut off. `style`: of what is left blank. */
export function fill(line: Line, cells: number, style: Style = {}): Line {
  const kept = cutLine(line, cells);
  const left = cells - widthOf(kept);
  return left > 0 ? [...kept, { ...style, text: ' '.repeat(left) }] : kept;
}

/** The line in lines of at most so many cells, broken after a blank where there is one. */
export function fold(line: Line, cells: number): Line[] {
  const kept = cutLine(line, cells);
  const length = plain(kept).length;
  if (length === plain(line).length || length === 0) return [kept];
  const blank = plain(kept).lastIndexOf(' ') + 1;
  const end = plain(line)[length] === ' ' || blank === 0 ? length : blank;
  const [head, tail] = parted(line, end);
  const rest = plain(tail).trimStart() === '' ? [] : fold(tail, cells);
  return [head, ...rest];
}

/** The line up to a character, and from there on. */
function parted(line: Line, at: number): [Line, Line] {
  const head: Span[] = [];
  const tail: Span[] = [];
  let seen = 0;
  for (const { text, ...style } of line) {
    const here = Math.min(text.length, Math.max(0, at - seen));
    if (here > 0) head.push({ ...style, text: text.slice(0, here) });
    if (here < text.length) tail.push({ ...style, text: text.slice(here) });
    seen += text.length;
  }
  return [head, tail];
}

/** `left` at the start, `right` at the end, in exactly so many cells; `left` gives way. */
export function apart(left: Line, right: Line, cells: number, style: Style = {}): Line {
  return [...fill(left, Math.max(0, cells - widthOf(right)), style), ...cutLine(right, cells)];
}

/** The first that fits, so that no number is ever cut in the middle; the last when none does. */
export function firstThatFits(candidates: readonly Line[], cells: number): Line {
  return candidates.find((line) => widthOf(line) <= cells) ?? (candidates.at(-1) as Line);
}

/** A ruled line with words near its start. */
export function ruled(words: Line, rule: string, cells: number): Line {
  const left: Line = [{ text: `${rule} `, tone: 'dim' }, ...words, { text: ' ' }];
  return fill([...left, { text: rule.repeat(Math.max(0, cells - widthOf(left))), tone: 'dim' }], cells);
}
