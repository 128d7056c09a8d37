import { expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.js';
import { restore } from '../../src/terminal/snapshot/index.js';
import { newEmulator, written } from '../helpers/terminal-state.js';

const newScreen = () => new Screen(20, 5, { pressure: () => {}, answer: () => {} });

it('a snapshot has all that was written before it was asked for', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('before'));
  const asked = screen.snapshot();
  screen.write(Buffer.from(' after'));
  const restored = newEmulator(20, 5);
  restore(restored, await asked);
  await written(restored, '|');
  expect(restored.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('before|');
  restored.close();
  screen.close();
});

it('a snapshot that meets the end of its screen is empty, and so is one asked for later', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('x'.repeat(1000)));
  const asked = screen.snapshot();
  screen.close();
  expect(await asked).toBe('');
  expect(await screen.snapshot()).toBe('');
});

it('a snapshot of a screen that cannot be read says so, and is restored like any other', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('before'));
  const { emulator } = screen as unknown as { emulator: { terminal: { _core: { coreService: object } } } };
  const { coreService } = emulator.terminal._core;
  emulator.terminal._core.coreService = {};
  const restored = newEmulator(40, 5);
  expect(restore(restored, await screen.snapshot())).toBe(true);
  await written(restored, 'after it');
  const row = (at: number) => restored.terminal.buffer.active.getLine(at)?.translateToString(true);
  expect([row(0), row(1)]).toEqual(['── this terminal cannot be read', 'after it']);
  emulator.terminal._core.coreService = coreService;
  restored.close();
  screen.close();
});

it('has its lines with their styles; what was broken at the edge is whole, what was not stays apart', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('\x1b[31;1mred\x1b[0m plain \x1b[38;5;200;7mx\x1b[0m\r\n'));
  screen.write(Buffer.from('a long line \x1b[2mthat is broken\x1b[0m\r\n電話'));
  await screen.snapshot();
  const plain = { colour: null, bold: false, dim: false, inverse: false };
  expect(screen.runs()).toEqual([
    [
      { ...plain, text: 'red', colour: 1, bold: true },
      { ...plain, text: ' plain ' },
      { ...plain, text: 'x', inverse: true },
    ],
    [
      { ...plain, text: 'a long line ' },
      { ...plain, text: 'that is ', dim: true },
      { ...plain, text: 'broken', dim: true },
    ],
    [{ ...plain, text: '電話' }],
    [],
  ]);
  screen.close();
});
