import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Emulator } from '../../src/terminal/emulator/emulator.js';
import { Screen } from '../../src/terminal/screen.js';
import { randomOf } from '../../tools/soak/random.js';
import { type HeadlessTerminal, openHeadless, writeSync } from '../helpers/headless.js';
import { sequences } from '../helpers/sequences.js';
import { until } from '../helpers/until.js';

const SIZE = { cols: 60, rows: 5 };
/** A sequence of nobody's, at which the terminals of these tests throw. */
const FAILING = '\x1b[?7z';

function failAtIt({ parser }: HeadlessTerminal): void {
  parser.registerCsiHandler({ prefix: '?', final: 'z' }, () => {
    throw new Error('a failure of the parser');
  });
}

const opened: HeadlessTerminal[] = [];
function openFailing(): HeadlessTerminal {
  const terminal = openHeadless(SIZE);
  failAtIt(terminal);
  opened.push(terminal);
  return terminal;
}

const textOf = ({ buffer: { active } }: HeadlessTerminal) =>
  Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    .join('\n')
    .trim();
const settled = (emulator: Emulator<HeadlessTerminal>) => new Promise<void>((resolve) => emulator.write('', resolve));

const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);
beforeEach(() => {
  opened.length = uncaught.length = 0;
  process.on('uncaughtException', note);
});
afterEach(() => {
  process.off('uncaughtException', note);
  expect(uncaught).toEqual([]);
});

describe('an emulator whose terminal throws', () => {
  it('an emulator whose terminal throws gets a fresh terminal, which says so and takes what comes after; another emulator goes on', async () => {
    const replaced = vi.fn();
    const [failing, other] = [new Emulator(openFailing, replaced), new Emulator(openFailing)];
    const done = vi.fn();
    failing.write('before');
    failing.write(`${FAILING}lost`, done);
    failing.write('after');
    other.write('untouched');
    await Promise.all([settled(failing), settled(other)]);
    expect(textOf(failing.terminal)).toMatch(/^── the terminal failed and started afresh\nafter$/);
    expect(textOf(other.terminal)).toBe('untouched');
    expect(replaced).toHaveBeenCalledOnce();
    expect(done).toHaveBeenCalledOnce();
    expect(failing.backlog).toBe(0);
    for (const emulator of [failing, other]) emulator.close();
  });

  it('an emulator whose terminal throws waits after a failure, so that one failure after another costs little', () => {
    vi.useFakeTimers();
    try {
      const emulator = new Emulator(openFailing);
      for (let times = 0; times < 1000; times++) emulator.write(FAILING);
      vi.advanceTimersByTime(1000);
      expect(opened.length).toBeGreaterThan(2);
      expect(opened.length).toBeLessThan(10);
      emulator.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('an emulator whose terminal throws does not keep its source waiting: the pressure of a screen ends', async () => {
    const pressure: boolean[] = [];
    const screen = new Screen(60, 5, { pressure: (full) => pressure.push(full), answer: () => {} });
    const { emulator } = screen as unknown as { emulator: Emulator<HeadlessTerminal> };
    failAtIt(emulator.terminal);
    for (let times = 0; times < 40; times++) screen.write(Buffer.from(`${FAILING}${'words '.repeat(10_000)}`));
    expect(pressure).toEqual([true]);
    await until(() => pressure.length > 1);
    expect(pressure).toEqual([true, false]);
    const snapshot = await screen.snapshot();
    expect(snapshot).toContain('words words');
    screen.close();
  });
});

describe('an emulator', () => {
  it('an emulator works in turns: timers of others run meanwhile', async () => {
    const emulator = new Emulator(() => openHeadless(SIZE));
    let beats = 0;
    const beat = setInterval(() => beats++, 1);
    emulator.write('\x1b[2J\x1b[5M'.repeat(50_000));
    await settled(emulator);
    clearInterval(beat);
    expect(beats).toBeGreaterThan(4);
    emulator.close();
  });

  it('calls back once for each write, in order, also when it is closed meanwhile and afterwards', async () => {
    const emulator = new Emulator(() => openHeadless(SIZE));
    const calls: number[] = [];
    const all = new Promise<void>((resolve) => {
      emulator.write('one', () => calls.push(1));
      emulator.write('\x1b[', () => {
        calls.push(2);
        emulator.close();
      });
      emulator.write('three', () => calls.push(3));
      emulator.write('', resolve);
    });
    await all;
    emulator.write('five', () => calls.push(5));
    expect(calls).toEqual([1, 2, 3, 5]);
    expect(emulator.backlog).toBe(0);
  });

  it('an emulator counts a sequence as the work that it is, so that its source waits before bytes are many', () => {
    const pressure: boolean[] = [];
    const screen = new Screen(80, 24, { pressure: (full) => pressure.push(full), answer: () => {} });
    screen.write(Buffer.from('x\x1b[1900b'.repeat(1000)));
    expect(pressure).toEqual([true]);
    screen.close();
  });

  it('an emulator says nothing on the console, whatever bytes it gets', async () => {
    const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
    const screen = new Screen(20, 5, { pressure: () => {}, answer: () => {} });
    const { terminal } = screen as unknown as { terminal: HeadlessTerminal };
    const bytes = Uint8Array.from({ length: 10_000 }, (_, at) => (at * 7 + (at >> 3)) % 256);
    screen.write(bytes);
    await screen.snapshot();
    // Past the filter too.
    writeSync(terminal, bytes);
    for (const [at, method] of methods.entries()) expect(spies[at], method).not.toHaveBeenCalled();
    for (const spy of spies) spy.mockRestore();
    screen.close();
  });

  it('an emulator ends up as the terminal does that is given the output as it is', async () => {
    const random = randomOf(7);
    const emulator = new Emulator(() => openHeadless(SIZE));
    // Without the modes that the filter keeps back or limits marks for.
    const modes = /\x1b\[(\?[\d;]*(?<!\d)7(?!\d)[\d;]*l|[\d;]*(?<!\d)20(?!\d)[\d;]*h)/g;
    const output = sequences(random, { ...SIZE, noStrings: true }, 2000).replaceAll(modes, '');
    emulator.write(output);
    await settled(emulator);
    const plain = openHeadless(SIZE);
    await new Promise<void>((resolve) => plain.write(output, resolve));
    expect(textOf(emulator.terminal)).toBe(textOf(plain));
    emulator.close();
    plain.dispose();
  });
});
