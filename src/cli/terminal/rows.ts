/** Rows of cells, and what has to be written when one becomes another. Pure. */
import type { Colours } from './capabilities.js';
import { restyle } from './ink.js';
import { toAscii } from './marks.js';
import { charactersOf, hasOneCellEach, type Line, type Style } from './text.js';

export interface Row {
  /** The same for lines that look the same. */
  key: string;
  /** A character for each cell; nothing for the second cell of a wide one. */
  characters: string[];
  styles: Style[];
  /** Whether the terminal and we are sure to agree on how wide each character is. */
  isSure: boolean;
}

/** Cells of no change between two changes that are written along: moving the cursor costs as much. */
const GAP = 4;

export const NOTHING: Row = { key: '', characters: [], styles: [], isSure: true };

const keyOf = (line: Line) =>
  line.map(({ text, tone, bold, inverse }) => `${tone}${bold ? 'b' : ''}${inverse ? 'i' : ''}\n${text}`).join('\n');

/** `before`: the row that was there; it is given back when the line looks the same. */
export function rowOf(line: Line, unicode: boolean, before: Row): Row {
  const key = keyOf(line);
  if (key === before.key) return before;
  const row: Row = { key, characters: [], styles: [], isSure: true };
  for (const { text, ...style } of line) {
    if (unicode && !hasOneCellEach(text)) row.isSure = false;
    for (const { character, cells } of charactersOf(text)) {
      const written = unicode
        ? [character, ...Array<string>(Math.max(0, cells - 1)).fill('')]
        : toAscii(character, cells);
      for (const one of written) {
        row.characters.push(one);
        row.styles.push(style);
      }
    }
  }
  return row;
}

const isSameStyle = (one: Style | undefined, other: Style | undefined) =>
  one === other ||
  ((one?.tone ?? 'plain') === (other?.tone ?? 'plain') &&
    !one?.bold === !other?.bold &&
    !one?.inverse === !other?.inverse);

/** Where `after` is different: from a cell up to another, excluded. All of it, when not every width is sure. */
export function changesOf(before: Row, after: Row): [number, number][] {
  const changes: [number, number][] = [];
  if (before === after) return changes;
  const { length } = after.characters;
  for (let at = 0; at < Math.max(length, before.characters.length); at++) {
    if (before.characters[at] === after.characters[at] && isSameStyle(before.styles[at], after.styles[at])) continue;
    if (!before.isSure || !after.isSure) return [[0, length]];
    const last = changes.at(-1);
    if (last && at - last[1] <= GAP) last[1] = at + 1;
    else changes.push([at, at + 1]);
  }
  return changes;
}

/** Writes parts of rows, and changes place and style only when it has to. */
export class Pen {
  written = '';
  private style: Style | null = null;

  constructor(private readonly colours: Colours) {}

  /** From here on in this style: also what is erased. */
  take(style: Style): void {
    if (style === this.style) return;
    this.written += restyle(this.style, style, this.colours);
    this.style = style;
  }

  write(top: number, { characters, styles, isSure }: Row, from: number, to: number): void {
    let isAt = -1;
    if (!isSure) {
      this.take({});
      this.written += `\x1b[${top + 1};1H\x1b[K`;
    }
    for (let at = from; at < to; at++) {
      const character = characters[at] ?? ' ';
      if (character === '') continue;
      if (isAt !== at) this.written += `\x1b[${top + 1};${at + 1}H`;
      this.take(styles[at] ?? {});
      this.written += character;
      // Where the cursor is now, only the terminal knows.
      isAt = isSure || hasOneCellEach(character) ? at + 1 : -1;
    }
  }
}
