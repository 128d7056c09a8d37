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

/** Paints whole pictures on a terminal's other screen: passes on the lines that changed. */
export class Painter {
  private shown: string[] = [];
  private size = '';
  private open = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly unicode: boolean,
  ) {}

  enter(): void {
    this.open = true;
    this.terminal.write(ENTER);
  }

  leave(): void {
    if (!this.open) return;
    this.open = false;
    this.terminal.write(LEAVE);
  }

  paint(picture: readonly string[]): void {
    if (!this.open) return;
    const { columns, rows } = this.terminal;
    const size = `${columns}x${rows}`;
    const isNew = size !== this.size;
    const lines = picture.slice(0, rows).map((line) => (this.unicode ? line : toAscii(line)));
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
  }
}
