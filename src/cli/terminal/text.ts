/** Lines of styled text that know their width in cells. */
import stringWidth from 'string-width';
import type { LifeState } from '../../log/index.js';

export type Tone = 'plain' | 'dim' | 'alive' | 'wait' | 'dead';

export interface Span {
  text: string;
  tone?: Tone;
  /** Not together with dim: one code ends both. */
  bold?: boolean;
  inverse?: boolean;
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
const ONE_CELL_EACH = /^[\x20-\x7e·–…›■◌♥✕\u2500-\u257f\u2800-\u28ff]*$/;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const widthOfText = (text: string) => (ONE_CELL_EACH.test(text) ? text.length : stringWidth(text));

export const widthOf = (line: Line) => line.reduce((sum, { text }) => sum + widthOfText(text), 0);

export const plain = (line: Line) => line.map(({ text }) => text).join('');

/** The start of the text that fits into so many cells. */
export function cut(text: string, cells: number): string {
  if (ONE_CELL_EACH.test(text)) return text.slice(0, Math.max(0, cells));
  let kept = '';
  let used = 0;
  for (const { segment } of characters.segment(text)) {
    used += widthOfText(segment);
    if (used > cells) break;
    kept += segment;
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

/** The line in exactly so many cells; what does not fit is cut off. */
export function fill(line: Line, cells: number): Line {
  const filled: Span[] = [];
  let left = cells;
  for (const span of line) {
    const text = cut(span.text, left);
    filled.push({ ...span, text });
    left -= widthOfText(text);
  }
  return left > 0 ? [...filled, { text: ' '.repeat(left) }] : filled;
}

/** `left` at the start, `right` at the end, in exactly so many cells; `left` gives way. */
export function apart(left: Line, right: Line, cells: number): Line {
  return [...fill(left, cells - widthOf(right)), ...right];
}

/** The first that fits, so that no number is ever cut in the middle; the last when none does. */
export function firstThatFits(candidates: readonly Line[], cells: number): Line {
  return candidates.find((line) => widthOf(line) <= cells) ?? (candidates.at(-1) as Line);
}

const SGR: Readonly<Record<Tone, number | null>> = { plain: null, dim: 2, alive: 32, wait: 33, dead: 31 };

/** The line for a terminal. Without colour, bold, dim and inverse stay: they are not colours. */
export function ansi(line: Line, colour: boolean): string {
  return line
    .map(({ text, tone = 'plain', bold, inverse }) => {
      const toneCode = colour || tone === 'dim' ? SGR[tone] : null;
      const codes = [toneCode, bold ? 1 : null, inverse ? 7 : null].filter((code) => code !== null);
      return codes.length === 0 || text === '' ? text : `\x1b[${codes.join(';')}m${text}\x1b[0m`;
    })
    .join('');
}
