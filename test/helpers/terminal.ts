/** A slot with processes in it, as a stage starts them. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { checkChildSpecs } from '../../src/supervisor/check.js';
import { type Launched, launchProcess } from '../../src/supervisor/index.js';
import type { Line } from '../../src/terminal/line.js';
import { Slot } from '../../src/terminal/slot.js';
import { cleanliness, markedEnv, newMark, WORKERS } from './os.js';
import { until } from './until.js';

export interface Inside {
  pid: number;
  launched: Launched;
  line: Line;
  exit: { code: number | null; signal: string | null } | null;
  isReady: boolean;
}

let mark: string;
let terminals: Terminal[] = [];
let processes: Inside[] = [];

/** After each test of this file nothing is left. */
export function tidyTerminals(): void {
  let assertClean: () => Promise<void>;
  beforeEach(() => {
    mark = newMark();
    assertClean = cleanliness(mark);
  });
  afterEach(async () => {
    for (const { launched } of processes) launched.kill();
    await until(() => processes.every(({ exit }) => exit !== null));
    for (const { slot } of terminals) slot.close();
    terminals = [];
    processes = [];
    await assertClean();
  });
}

export class Terminal {
  readonly slot: Slot;
  chunks: Buffer[] = [];
  bytes = 0;
  keep = true;

  constructor(
    readonly cols = 80,
    readonly rows = 24,
  ) {
    this.slot = new Slot({
      cols,
      rows,
      onOutput: (bytes) => {
        this.bytes += bytes.length;
        if (this.keep) this.chunks.push(bytes);
      },
    });
    terminals.push(this);
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  /** `isSpare`: it is started, and not yet the one that is spoken to. */
  launch(command: string, args: string[] = [], { isSpare = false } = {}): Inside {
    const [child] = checkChildSpecs([
      { id: 'inside', start: { command, args, env: markedEnv(mark) }, ready: 'notify' },
    ]);
    const line = this.slot.open();
    const inside: Inside = { pid: 0, launched: null as unknown as Launched, line, exit: null, isReady: false };
    inside.launched = launchProcess(
      child as never,
      { stdio: line.stdio(), terminal: line },
      {
        spawned: (pid) => {
          inside.pid = pid;
          line.pid = pid;
          if (!isSpare) this.slot.bringToForeground(pid);
        },
        ready: () => {
          inside.isReady = true;
        },
        ignored: () => {},
        beat: () => {},
        warm: () => {},
        message: () => {},
        exited: (code, signal) => {
          line.end();
          inside.exit = { code, signal };
        },
        failed: (message) => {
          throw new Error(message);
        },
      },
    );
    processes.push(inside);
    return inside;
  }

  shell(script: string, ...args: string[]): Inside {
    return this.launch('sh', ['-c', script, 'sh', ...args]);
  }

  talker(...acts: string[]): Inside {
    return this.launch(process.execPath, [join(WORKERS, 'talker.mjs'), ...acts]);
  }

  type(text: string): boolean {
    return this.slot.write(Buffer.from(text));
  }

  async says(text: string | RegExp): Promise<void> {
    const what = `the terminal says ${text}; it says ${JSON.stringify(this.text.slice(-300))}`;
    await until(() => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)), {
      what,
      deadline: 10_000,
    });
  }
}

/** The modes of its line. */
export const stty = ({ line }: Inside): string =>
  execFileSync('stty', ['-a'], { stdio: [line.stdio()[0] as number, 'pipe', 'pipe'], encoding: 'utf8' });

export const died = (inside: Inside) => until(() => inside.exit !== null, { deadline: 10_000, what: 'it ends' });
