/** The rows of a buffer as output for a fresh terminal of the same size. */
import { BG, COLOUR_BITS, CONTENT, EMPTY, isConsistent } from './bits.js';
import type { Buffer, Cell, Line } from './internals.js';
import { Styles } from './style.js';

/** A cell that no output brings about by itself, as half of a wide character: where it is, and what is in it. */
export interface OddCell {
  row: number;
  column: number;
  cell: Cell;
}

const WIDE = 2;
const NOT_EXTENDED = { _ext: 0, clone: () => ({ ...NOT_EXTENDED }) };

const newCell = (): Cell => ({ content: EMPTY, combinedData: '', fg: 0, bg: 0, extended: NOT_EXTENDED });

export function textOf({ content, combinedData }: Pick<Cell, 'content' | 'combinedData'>): string {
  if (content & CONTENT.combined) return combinedData;
  const codePoint = content & CONTENT.codePoint;
  return codePoint === 0 ? '' : String.fromCodePoint(codePoint);
}

/** The length of an odd cell in a snapshot beside its text, in characters. */
const ODD_CELL_LENGTH = 128;

export interface Painting {
  /** Output that paints rows. */
  text: string;
  /** Cells that the text leaves out. */
  odd: OddCell[];
  /** Rows that continue the row before them. */
  wrapped: number[];
}

/** Writes buffers one after the other. The writer visits each cell of a terminal, so it makes no object for a cell. */
export class RowWriter {
  private readonly styles = new Styles();
  /** The pen of the terminal that reads the text. */
  private fg = 0;
  private bg = 0;
  private ext = 0;
  /** Columns that were passed over: nothing is written for those at the end of a row. */
  private skipped = 0;
  private readonly cell = newCell();
  private readonly neighbour = newCell();

  /**
   * The rows of `buffer`. Those before the row `from` are blank, so that each row has the same number in both terminals; so
   * are the oldest rows of the scrollback when the rest of it takes `limit` characters.
   */
  write(buffer: Buffer, from = 0, limit = Number.POSITIVE_INFINITY): Painting {
    return this.tryWrite(buffer, from, limit) ?? (this.tryWrite(buffer, firstRowWithin(buffer, limit)) as Painting);
  }

  /** Null when the scrollback takes more than `limit` characters. */
  private tryWrite(buffer: Buffer, from: number, limit = Number.POSITIVE_INFINITY): Painting | null {
    const odd: OddCell[] = [];
    const wrapped: number[] = [];
    let text = '\n'.repeat(from);
    for (let row = from; row < buffer.lines.length; row++) {
      if (row < buffer.ybase && text.length + oddLength(odd) > limit) return this.giveUp();
      if (row > from) text += this.nextRow();
      const line = buffer.lines.get(row) as Line;
      if (line.isWrapped) wrapped.push(row);
      text += this.writeRow(line, row, odd);
    }
    this.skipped = 0;
    return { text: text + this.setPen(0, 0, NOT_EXTENDED), odd, wrapped };
  }

  /** How many characters the row takes at the most. */
  lengthOf(line: Line): number {
    const odd: OddCell[] = [];
    const text = this.writeRow(line, 0, odd) + this.setPen(0, 0, NOT_EXTENDED);
    this.skipped = 0;
    return text.length + oddLength(odd);
  }

  private giveUp(): null {
    this.setPen(0, 0, NOT_EXTENDED);
    this.skipped = 0;
    return null;
  }

  /** A row that scrolls in is filled with the background of the pen. */
  private nextRow(): string {
    this.skipped = 0;
    return `${this.bg & COLOUR_BITS ? this.setPen(0, 0, NOT_EXTENDED) : ''}\r\n`;
  }

  private writeRow(line: Line, row: number, odd: OddCell[]): string {
    const { cell } = this;
    let text = '';
    for (let column = 0; column < line.length; column++) {
      line.loadCell(column, cell);
      const { fg, bg } = cell;
      if (isErased(cell)) {
        if (bg === 0) this.skipped++;
        else {
          text += this.erase(line, column);
          column += this.skipped - 1;
        }
        continue;
      }
      const width = this.widthInPrint(line, column);
      if (width === 0) {
        odd.push({ row, column, cell: { ...cell } });
        this.skipped++;
        continue;
      }
      if (this.skipped > 0) text += this.skip();
      if (fg !== this.fg || bg !== this.bg || bg & BG.extended) text += this.setPen(fg, bg, cell.extended);
      text += textOf(cell);
      column += width - 1;
    }
    return text;
  }

  /** Cells without text that have a background: as many as are alike, to be passed over then. */
  private erase(line: Line, from: number): string {
    const { neighbour } = this;
    const { bg } = this.cell;
    const text = this.skip() + this.setPen(0, bg, NOT_EXTENDED);
    let end = from + 1;
    while (end < line.length && isErased(line.loadCell(end, neighbour)) && neighbour.bg === bg) end++;
    this.skipped = end - from;
    return `${text}\x1b[${this.skipped}X`;
  }

  /** The columns of the cell's text; 0 when to print it makes another cell. */
  private widthInPrint(line: Line, column: number): number {
    const { cell } = this;
    const width = cell.content >> CONTENT.widthShift;
    if (width === 0 || (cell.content & CONTENT.any) === 0 || !isConsistent(cell)) return 0;
    return width < WIDE || this.isFollowedByHalf(line, column) ? width : 0;
  }

  /** The cell after a wide character has no width, no text and the same colours and flags. */
  private isFollowedByHalf(line: Line, column: number): boolean {
    if (column + 1 >= line.length) return false;
    const { cell, neighbour } = this;
    line.loadCell(column + 1, neighbour);
    return neighbour.content === 0 && neighbour.fg === cell.fg && neighbour.bg === cell.bg;
  }

  private skip(): string {
    const columns = this.skipped;
    this.skipped = 0;
    return columns === 0 ? '' : `\x1b[${columns}C`;
  }

  private setPen(fg: number, bg: number, extended: Cell['extended']): string {
    const ext = bg & BG.extended ? extended._ext : 0;
    if (fg === this.fg && bg === this.bg && ext === this.ext) return '';
    this.fg = fg;
    this.bg = bg;
    this.ext = ext;
    return this.styles.of(fg, bg, ext);
  }
}

/** The first row of the scrollback from which on it takes no more than `limit` characters. */
function firstRowWithin({ lines, ybase }: Buffer, limit: number): number {
  const writer = new RowWriter();
  let row = ybase;
  for (let left = limit; row > 0; row--) {
    left -= writer.lengthOf(lines.get(row - 1) as Line);
    if (left < 0) break;
  }
  return row;
}

const oddLength = (odd: readonly OddCell[]) =>
  odd.reduce((length, { cell }) => length + ODD_CELL_LENGTH + textOf(cell).length, 0);

const isErased = ({ content, fg, bg }: Cell) => content === EMPTY && fg === 0 && (bg & ~COLOUR_BITS) === 0;
