import headless from '@xterm/headless';
import { Emulator } from './emulator/emulator.js';
import { snapshotOfText, takeSnapshot } from './snapshot/index.js';

/** Printed characters that the emulator may have before it; past the high mark its source should pause until the low one. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 128 * 1024;
const SCROLLBACK = 500;

/** Characters of one row in one style. */
export interface Run {
  text: string;
  /** One of the terminal's own sixteen colours; null for its usual one, and for the many others. */
  colour: number | null;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
}

const OWN_COLOURS = 16;

const UNREADABLE = '\x1b[31m── this terminal cannot be read\x1b[0m\r\n';

/** A terminal emulator without a window: what somebody who comes late has missed, as a picture instead of a replay. */
export class Screen {
  private readonly emulator: Emulator<InstanceType<typeof headless.Terminal>>;
  private full = false;
  private closed = false;

  constructor(
    cols: number,
    rows: number,
    private readonly on: {
      /** Called with true when the emulator falls behind, with false when it has caught up. */
      pressure(full: boolean): void;
      /** Its answers to queries of the process, like "where is the cursor?": one answerer, however many watch. */
      answer(data: string): void;
    },
  ) {
    this.emulator = new Emulator(() => this.newTerminal(cols, rows));
  }

  private get terminal(): InstanceType<typeof headless.Terminal> {
    return this.emulator.terminal;
  }

  write(bytes: Uint8Array): void {
    this.emulator.write(bytes, () => this.tellPressure());
    this.tellPressure();
  }

  /** Calls back when all that was written before is on the screen. */
  settled(callback: () => void): void {
    this.terminal.write('', callback);
  }

  /**
   * The whole state of the terminal as text for `restore` of `./snapshot`, exactly as of all that was written before this
   * call. Empty when the screen was closed meanwhile. A screen that cannot be read is one that says so: the others are
   * still to be shown.
   */
  async snapshot(): Promise<string> {
    if (this.closed) return '';
    const snapshot = await takeSnapshot(this.emulator).catch(() => snapshotOfText(UNREADABLE));
    return this.closed ? '' : snapshot;
  }

  /** The visible rows as plain text, trailing blanks cut. */
  lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  /** The visible lines with their styles, trailing blanks cut; those that were broken at the edge are whole. */
  runs(): Run[][] {
    const { active } = this.terminal.buffer;
    const lines: Run[][] = [];
    for (let row = 0; row < this.terminal.rows; row++) {
      const line = active.getLine(active.baseY + row);
      if (!line) continue;
      const goesOn = active.getLine(active.baseY + row + 1)?.isWrapped === true;
      const runs = runsOf(line, line.translateToString(!goesOn).length);
      const wrapped = line.isWrapped ? lines.at(-1) : undefined;
      if (wrapped) wrapped.push(...runs);
      else lines.push(runs);
    }
    return lines;
  }

  close(): void {
    this.closed = true;
    this.emulator.close();
  }

  private newTerminal(cols: number, rows: number): InstanceType<typeof headless.Terminal> {
    const options = { cols, rows, scrollback: SCROLLBACK, allowProposedApi: true, logLevel: 'off' } as const;
    const terminal = new headless.Terminal(options);
    terminal.onData((data) => this.on.answer(data));
    return terminal;
  }

  private tellPressure(): void {
    const full = this.emulator.backlog > (this.full ? LOW_WATER : HIGH_WATER);
    if (this.closed || full === this.full) return;
    this.full = full;
    this.on.pressure(full);
  }
}

type BufferLine = NonNullable<ReturnType<InstanceType<typeof headless.Terminal>['buffer']['active']['getLine']>>;

/** The first `length` characters of a line; a wide one is followed by a cell without any. */
function runsOf(line: BufferLine, length: number): Run[] {
  const runs: Run[] = [];
  let cell: ReturnType<BufferLine['getCell']>;
  for (let at = 0, taken = 0; at < line.length && taken < length; at++) {
    cell = line.getCell(at, cell);
    if (!cell || cell.getWidth() === 0) continue;
    const text = cell.getChars() || ' ';
    taken += text.length;
    const colour = cell.isFgPalette() && cell.getFgColor() < OWN_COLOURS ? cell.getFgColor() : null;
    const style = { colour, bold: cell.isBold() > 0, dim: cell.isDim() > 0, inverse: cell.isInverse() > 0 };
    const run = runs.at(-1);
    if (run && isSame(run, style)) run.text += text;
    else runs.push({ text, ...style });
  }
  return runs;
}

const isSame = (one: Omit<Run, 'text'>, other: Omit<Run, 'text'>) =>
  one.colour === other.colour && one.bold === other.bold && one.dim === other.dim && one.inverse === other.inverse;
