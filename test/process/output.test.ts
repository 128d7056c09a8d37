import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import type { Emulator } from '../../src/terminal/emulator/emulator.js';
import { MARKS_PER_CHARACTER } from '../../src/terminal/emulator/filter.js';
import { Slot } from '../../src/terminal/slot.js';
import { fullestCell, type HeadlessTerminal } from '../helpers/headless.js';
import { until } from '../helpers/until.js';

const slots: Slot[] = [];
const children: ChildProcess[] = [];
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);
process.on('uncaughtException', note);

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await until(() => children.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null));
  for (const slot of slots) slot.close();
  slots.length = children.length = 0;
  expect(uncaught.splice(0)).toEqual([]);
});

function newSlot(): Slot {
  const slot = new Slot({ cols: 60, rows: 10, onOutput: () => {} });
  slots.push(slot);
  return slot;
}

/** A process in the terminal that runs `script` and then says what it is told. */
function run(slot: Slot, script: string): ChildProcess {
  const line = slot.open();
  const stdio = line.stdio().filter((each) => each !== 'ipc');
  const program = `${script}\nprocess.stdin.on('data', (data) => process.stdout.write('heard ' + data));`;
  const command = `${line.preparation}; exec "$0" -e "$1"`;
  const child = spawn('sh', ['-c', command, process.execPath, program], { stdio });
  line.pid = child.pid ?? null;
  slot.bringToForeground(child.pid as number);
  children.push(child);
  return child;
}

const emulatorOf = (slot: Slot) => (slot.screen as unknown as { emulator: Emulator<HeadlessTerminal> }).emulator;
const shows = (slot: Slot, text: string) =>
  until(() => slot.screen.lines().join('\n').includes(text), { what: `the screen shows ${text}` });

it('A process that prints marks without end and large counts leaves its terminal, and another one, in order.', async () => {
  const [hostile, other] = [newSlot(), newSlot()];
  run(
    hostile,
    `const out = (text) => process.stdout.write(text);
     out('a' + '\\u0301'.repeat(300000));
     for (const final of ['S', 'T', 'L', 'M', '@', 'P', 'I', 'Z', 'b']) for (let n = 0; n < 200; n++) out('x\\x1b[999' + final);
     out('\\x1b]0;' + 'title '.repeat(100000) + '\\x07');
     out('\\x1b[H\\x1b[2Jdone');`,
  );
  run(other, `process.stdout.write('quiet');`);
  await shows(hostile, 'done');
  await shows(other, 'quiet');
  expect(fullestCell(emulatorOf(hostile).terminal)).toBeLessThanOrEqual(1 + MARKS_PER_CHARACTER);
  hostile.write(Buffer.from('you\n'));
  await shows(hostile, 'heard you');
});

it('A terminal that fails at the output of a process starts afresh, and the process goes on.', async () => {
  const [failing, other] = [newSlot(), newSlot()];
  const { terminal } = emulatorOf(failing);
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'z' }, () => {
    throw new Error('a failure of the parser');
  });
  const child = run(failing, `process.stdout.write('before\\x1b[?7zlost');`);
  run(other, `process.stdout.write('untouched');`);
  await shows(failing, 'the terminal failed and started afresh');
  await shows(other, 'untouched');
  failing.write(Buffer.from('you\n'));
  await shows(failing, 'heard you');
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  expect(emulatorOf(failing).terminal).not.toBe(terminal);
});
