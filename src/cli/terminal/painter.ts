import { toAscii } from './marks.js';

const ESC = '\x1b[';
/** The other screen, so that what was on the terminal is there again afterwards; no cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}2J`;
const LEAVE = `${ESC}0m${ESC}?25h${ESC}?1049l`;
/** Terminals that know it show the changes between these two at once; the others ignore it. */
const BEGIN = `${ESC}?2026h`;
const END = `${ESC}?2026l`;

interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
}

/**
 * What Ink writes to, whole frames, in place of the terminal: passes on the lines that changed. Ink itself would clear
 * a picture as high as the window before each redraw, and the user's scrollback with it.
 */
export class Painter {
  private shown: string[] = [];
  private size = '';
  private open = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly unicode: boolean,
  ) {}

  get columns(): number {
    return this.terminal.columns;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  enter(): void {
    this.open = true;
    this.terminal.write(ENTER);
  }

  leave(): void {
    if (!this.open) return;
    this.open = false;
    this.terminal.write(LEAVE);
  }

  write(frame: string): boolean {
    if (!this.open) return true;
    const size = `${this.columns}x${this.rows}`;
    const isNew = size !== this.size;
    const lines = (this.unicode ? frame : toAscii(frame)).split('\n').slice(0, this.rows);
    const last = isNew ? lines.length : Math.max(lines.length, this.shown.length);
    let changes = isNew ? `${ESC}2J` : '';
    for (let row = 0; row < last; row++) {
      const line = lines[row] ?? '';
      // Erased first: after a line as wide as the window the cursor still stands on its last cell.
      if (isNew || line !== this.shown[row]) changes += `${ESC}${row + 1};1H${ESC}2K${line}`;
    }
    this.shown = lines;
    this.size = size;
    if (changes !== '') this.terminal.write(BEGIN + changes + END);
    return true;
  }

  /** Ink listens for resizes of what it writes to; here the one who draws does. */
  on(): this {
    return this;
  }

  off(): this {
    return this;
  }
}
