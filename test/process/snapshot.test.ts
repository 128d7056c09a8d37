import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkChildSpecs } from '../../src/supervisor/check.js';
import { type Launched, launchProcess } from '../../src/supervisor/index.js';
import { Slot } from '../../src/terminal/slot.js';
import { restore } from '../../src/terminal/snapshot/index.js';
import { randomOf } from '../../tools/soak/random.js';
import { cleanliness, markedEnv, newMark } from '../helpers/os.js';
import { mixedSequences } from '../helpers/rare-sequences.js';
import { realThing } from '../helpers/real-thing.js';
import { newEmulator, stateOf, written } from '../helpers/terminal-state.js';
import { until } from '../helpers/until.js';

const COLS = 80;
const ROWS = 24;
const SEED = Math.floor(Math.random() * 1e6);

interface Program {
  command: string;
  /** The Debian package. */
  from: string;
  args: string[];
  /** The typed input, and the screen when the program has drawn its answer. */
  steps: [keys: string, shows: string][];
}

/** `text.txt` is in the folder where they run. */
const PROGRAMS: Program[] = [
  {
    command: 'vim',
    from: 'vim',
    // Nothing of the user's own, no swap file; a status line that fills the row before the last.
    args: [
      '-u',
      'NONE',
      '-i',
      'NONE',
      '-nN',
      '-c',
      'set laststatus=2 mouse=a ttymouse=sgr hlsearch | syntax on',
      'text.txt',
    ],
    steps: [
      ['', 'text.txt'],
      [':set list number\r', ' 1 line 1'],
      ['/three\r', '/three'],
      [':split\r\x17jVjj', 'VISUAL'],
      ['\x1biwords 電話 e\u0301', 'INSERT'],
    ],
  },
  {
    command: 'less',
    from: 'less',
    args: ['-RMS', 'text.txt'],
    steps: [
      ['', 'line 1 '],
      [' ', 'line 30 '],
      ['/line 45\r', 'lines 45-'],
    ],
  },
  {
    command: 'htop',
    from: 'htop',
    args: ['--delay=20'],
    steps: [
      ['', 'F10'],
      ['\x1b[15~', 'Command'],
      ['\x1bOQ', 'Setup'],
    ],
  },
  {
    command: 'nano',
    from: 'nano',
    args: ['--ignorercfiles', '--mouse', '--linenumbers', '--constantshow', 'text.txt'],
    steps: [
      ['', 'Exit'],
      ['words 電話 e\u0301', 'Modified'],
      ['\x0b\x0bcut', 'cut'],
    ],
  },
  {
    command: 'dialog',
    from: 'dialog',
    args: ['--backtitle', 'a backtitle', '--menu', 'a menu', '15', '50', '4', '1', 'one', '2', 'two', '3', 'three'],
    steps: [
      ['', 'three'],
      ['\x1bOB', '<  OK  >'],
      ['\t', '<Cancel>'],
    ],
  },
];

const TEXT = Array.from(
  { length: 60 },
  (_, at) => `line ${at + 1} \x1b[3${at % 8}mcoloured\x1b[m one\ttwo three${' and more'.repeat(at % 12)}`,
);

let mark: string;
let folder: string;
let assertClean: () => Promise<void>;
let stop: () => Promise<void> = async () => {};

beforeEach(() => {
  mark = newMark();
  assertClean = cleanliness(mark);
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-snapshot-'));
  writeFileSync(join(folder, 'text.txt'), `${TEXT.join('\n')}\n`);
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
  await assertClean();
});

/** Runs a program in a slot; `stop` ends both. */
function run({ command, args }: Program): { slot: Slot; chunks: Buffer[] } {
  const chunks: Buffer[] = [];
  const slot = new Slot({ cols: COLS, rows: ROWS, onOutput: (bytes) => chunks.push(bytes) });
  const env = { ...markedEnv(mark), HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const [child] = checkChildSpecs([{ id: 'inside', start: { command, args, cwd: folder, env }, ready: 'spawn' }]);
  let launched: Launched | null = null;
  const line = slot.open();
  const exited = new Promise<void>((resolve, reject) => {
    const nothing = () => {};
    launched = launchProcess(
      child as never,
      { stdio: line.stdio(), terminal: line },
      {
        spawned: (pid) => {
          line.pid = pid;
          slot.bringToForeground(pid);
        },
        ready: nothing,
        ignored: nothing,
        beat: nothing,
        warm: nothing,
        message: nothing,
        exited: () => {
          line.end();
          resolve();
        },
        failed: (message) => reject(new Error(message)),
      },
    );
  });
  stop = async () => {
    launched?.kill();
    await exited;
    slot.close();
  };
  return { slot, chunks };
}

/** Compares the snapshot of this moment with a terminal that has seen all output. */
async function check({ slot, chunks }: ReturnType<typeof run>, step: number): Promise<void> {
  const output = Buffer.concat(chunks);
  const snapshot = await slot.screen.snapshot();
  const live = newEmulator(COLS, ROWS);
  const restored = newEmulator(COLS, ROWS);
  await written(live, output);
  restore(restored, snapshot);
  await written(restored);
  expect(stateOf(restored)).toEqual(stateOf(live));
  const after = mixedSequences(randomOf(SEED + step), { cols: COLS, rows: ROWS }, 50);
  await Promise.all([written(live, after), written(restored, after)]);
  expect(stateOf(restored), `after 50 sequences of seed ${SEED + step}`).toEqual(stateOf(live));
  live.close();
  restored.close();
}

describe('programs of other people', () => {
  for (const program of PROGRAMS) {
    it.skipIf(!realThing(program.command, program.from))(
      `a snapshot restores the terminal of ${program.command}, and what the next 50 sequences do`,
      async () => {
        const running = run(program);
        const { slot } = running;
        for (const [step, [keys, shows]] of program.steps.entries()) {
          const drawn = running.chunks.length;
          expect(slot.write(Buffer.from(keys))).toBe(true);
          const text = () => slot.screen.lines().join('\n');
          const isDrawn = () => running.chunks.length > drawn && text().includes(shows);
          await until(isDrawn, { what: `${program.command} shows ${shows}` }).catch((error) => {
            throw new Error(`${error.message}; it shows\n${text()}`);
          });
          await check(running, step);
        }
      },
    );
  }
});
