/** Terminals of xterm.js with nothing before them, what they show, and how much work they do. */
import headless from '@xterm/headless';
import type { Size } from '../../src/terminal/emulator/counts.js';

export type HeadlessTerminal = InstanceType<typeof headless.Terminal>;

interface Inside {
  _core: {
    writeSync(data: string | Uint8Array): void;
    _bufferService: { buffer: { lines: { get(at: number): object } } };
  };
}

const insideOf = (terminal: HeadlessTerminal) => (terminal as unknown as Inside)._core;

export const openHeadless = ({ cols, rows }: Size, scrollback = 100): HeadlessTerminal =>
  new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });

export const writeSync = (terminal: HeadlessTerminal, data: string | Uint8Array): void =>
  insideOf(terminal).writeSync(data);

/** Each visible row as its cells, with their attributes, and the cursor. */
export function screenOf(terminal: HeadlessTerminal): unknown {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    return Array.from({ length: terminal.cols }, (_, column) => {
      const cell = line?.getCell(column);
      if (!cell) return null;
      const flags = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()];
      const more = [cell.isInvisible(), cell.isBlink(), cell.isStrikethrough(), cell.isOverline()];
      const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
      return [cell.getChars(), cell.getWidth(), ...colours, ...[...flags, ...more].map(Boolean)].join(' ');
    });
  });
  return { rows, x: active.cursorX, y: active.cursorY, kind: active.type, modes: terminal.modes };
}

/** The most characters that one cell holds, in the scrollback too. */
export function fullestCell(terminal: HeadlessTerminal): number {
  const { active } = terminal.buffer;
  let most = 0;
  for (let row = 0; row < active.length; row++) {
    for (let column = 0; column < terminal.cols; column++) {
      most = Math.max(most, [...(active.getLine(row)?.getCell(column)?.getChars() ?? '')].length);
    }
  }
  return most;
}

/**
 * Calls `measure` with a function that tells how many calls to buffers, to lists of rows and to rows the emulator makes
 * during `act`. Counts those of all terminals of the library meanwhile.
 */
export function withWork(terminal: HeadlessTerminal, measure: (workOf: (act: () => void) => number) => void): void {
  const { buffer } = insideOf(terminal)._bufferService;
  let calls = 0;
  const restored = [buffer, buffer.lines, buffer.lines.get(0)].map((object) =>
    countCalls(Object.getPrototypeOf(object), () => calls++),
  );
  try {
    measure((act) => {
      calls = 0;
      act();
      return calls;
    });
  } finally {
    for (const restore of restored) restore();
  }
}

function countCalls(prototype: object, count: () => void): () => void {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
  );
  for (const [name, descriptor] of methods) {
    const method = descriptor.value as (...values: unknown[]) => unknown;
    const counted = function (this: unknown, ...values: unknown[]) {
      count();
      return method.apply(this, values);
    };
    Object.defineProperty(prototype, name, { ...descriptor, value: counted });
  }
  return () => {
    for (const [name, descriptor] of methods) Object.defineProperty(prototype, name, descriptor);
  };
}
