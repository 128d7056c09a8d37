import type { Capabilities } from './capabilities.js';
import { changesOf, NOTHING, Pen, type Row, rowOf } from './rows.js';
import type { Line } from './text.js';

const ESC = '\x1b[';
/** The other screen, so that what was on the terminal is there again afterwards; no cursor; what is too long is cut. */
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}?7l`;
const LEAVE = `${ESC}0m${ESC}?7h${ESC}?25h${ESC}?1049l`;
/** Terminals that know it show the changes between these two at once; the others ignore it. */
const BEGIN = `${ESC}?2026h`;
const END = `${ESC}?2026l`;
const ERASE = `${ESC}2J`;

interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
}

/** Paints whole pictures on a terminal's other screen: passes on the cells that changed. */
export class Painter {
  private shown: Row[] = [];
  /** The window that `shown` is in; none when nothing is known of what is there. */
  private size = '';
  private open = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly can: Pick<Capabilities, 'colours' | 'unicode'>,
  ) {}

  /** Also after others have used the terminal: nothing of what was there is taken for granted. */
  enter(): void {
    this.open = true;
    this.size = '';
    this.terminal.write(ENTER);
  }

  leave(): void {
    if (!this.open) return;
    this.open = false;
    this.terminal.write(LEAVE);
  }

  /** Lines as wide as the window. */
  paint(picture: readonly Line[]): void {
    if (!this.open) return;
    const { columns, rows } = this.terminal;
    const size = `${columns}x${rows}`;
    const isNew = size !== this.size;
    const before = isNew ? [] : this.shown;
    const after = picture.slice(0, rows).map((line, top) => rowOf(line, this.can.unicode, before[top] ?? NOTHING));
    const pen = new Pen(this.can.colours);
    if (isNew) {
      pen.take({});
      pen.written += ERASE;
    }
    for (let top = 0; top < Math.max(before.length, after.length); top++) {
      const row = after[top] ?? NOTHING;
      for (const [from, to] of changesOf(before[top] ?? NOTHING, row)) pen.write(top, row, from, Math.min(to, columns));
    }
    this.shown = after;
    this.size = size;
    if (pen.written !== '') this.terminal.write(BEGIN + pen.written + END);
  }
}
