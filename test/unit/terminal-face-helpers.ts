import headless from '@xterm/headless';
import type { Frame } from '../../src/cli/terminal/frame.js';
import { UNICODE } from '../../src/cli/terminal/marks.js';
import { type Rebirth, withRebirth } from '../../src/cli/terminal/rebirths.js';
import type { Line } from '../../src/cli/terminal/text.js';
import { plain } from '../../src/cli/terminal/text.js';
import type { Demo } from '../../src/demo/demo.js';
import { treeNodes } from '../../src/demo/tree.js';
import { type EventBody, EventLog, type View } from '../../src/log/index.js';

const worker = (id: string, cols: number, restart: 'temporary' | 'permanent') => ({
  id,
  program: 'x.js',
  restart,
  cols,
  rows: 13,
});
const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);

/** The shape of `isolation`: two terminals and a list of twelve. */
export const demo: Demo = {
  name: 'example',
  title: 'Example',
  claim: 'What shares nothing shares no fate.',
  tree: {
    id: 'root',
    strategy: 'one_for_one',
    intensity: 3,
    period: 10_000,
    children: [
      worker('objects', 32, 'temporary'),
      worker('threads', 32, 'temporary'),
      ...LINES.map((id) => worker(id, 48, 'permanent')),
    ],
  },
  panes: [
    { title: '12 objects', processes: ['objects'] },
    { title: '12 threads', processes: ['threads'] },
    { title: '12 processes', processes: LINES },
  ],
  faults: { throw: { label: 'throw', on: ['objects', ...LINES] }, spin: { label: 'spin', on: LINES } },
  running: [],
  script: [{ fault: 'throw', id: 'objects', checks: [] }],
};

/** A log whose clock the test sets. */
export class Story {
  now = 0;
  readonly log = new EventLog(() => this.now);
  rebirths: readonly Rebirth[] = [];

  constructor(of: Demo = demo) {
    this.log.append({ type: 'scene', demo: of.name, tree: treeNodes(of.tree) });
  }

  append(body: EventBody): this {
    const before = this.view;
    this.rebirths = withRebirth(this.rebirths, before, this.log.append(body));
    return this;
  }

  get view(): View {
    return this.log.view;
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  born(id: string, pid: number, incarnation = 1): this {
    return this.append({ type: 'start', id, pid, incarnation, because: incarnation === 1 ? 'boot' : 'restart' });
  }

  ready(id: string, pid: number, incarnation = 1): this {
    return this.append({ type: 'ready', id, pid, incarnation, afterMs: 50 });
  }

  says(id: string): this {
    return this.append({ type: 'output', id, data: 'x' });
  }

  fault(id: string, pid: number, name: string): this {
    return this.append({ type: 'fault', id, pid, name });
  }

  dies(id: string, pid: number, signal: string | null = 'SIGSEGV', incarnation = 1): this {
    const code = signal ? null : 1;
    return this.append({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs: 1234, expected: false });
  }

  /** Ended by its supervisor, because of another one. */
  isEnded(id: string, pid: number, incarnation = 1): this {
    const code = null;
    return this.append({ type: 'exit', id, pid, incarnation, code, signal: 'SIGTERM', uptimeMs: 999, expected: true });
  }

  /** Started and ready, everybody. */
  allUp(): this {
    for (const [at, id] of Object.keys(this.view.processes).entries()) this.born(id, 5000 + at).ready(id, 5000 + at);
    return this;
  }
}

export const frameOf = (story: Story, more: Partial<Frame> = {}): Frame => ({
  demo,
  view: story.view,
  now: story.now,
  past: null,
  rebirths: story.rebirths,
  screens: new Map(),
  chosen: 'objects',
  stunts: 0,
  message: null,
  asked: null,
  mode: 'panes',
  marks: UNICODE,
  ...more,
});

export const texts = (lines: readonly Line[]) => lines.map(plain);

/** Plain text as the rows of a terminal. */
export const rows = (...words: string[]): Line[] => words.map((text) => (text === '' ? [] : [{ text }]));

/** A terminal that remembers what was written to it, and what a real emulator makes of that. */
export class FakeTerminal {
  written: string[] = [];
  constructor(
    public columns = 80,
    public rows = 24,
  ) {}
  write(text: string) {
    this.written.push(text);
  }
  get last() {
    return this.written.at(-1) ?? '';
  }
  async screen(): Promise<string[]> {
    const { active } = (await this.emulated()).buffer;
    return Array.from({ length: this.rows }, (_, row) => (active.getLine(row)?.translateToString() ?? '').trimEnd());
  }
  /** A character and its style as they are shown; `colour` is one of 16 or 256, or RGB in one number; null for the usual one. */
  async cell(row: number, column: number) {
    const cell = (await this.emulated()).buffer.active.getLine(row)?.getCell(column);
    return {
      text: cell?.getChars() ?? '',
      colour: cell?.isFgDefault() ? null : (cell?.getFgColor() ?? null),
      paper: cell?.isBgDefault() ? null : (cell?.getBgColor() ?? null),
      bold: (cell?.isBold() ?? 0) > 0,
      inverse: (cell?.isInverse() ?? 0) > 0,
    };
  }
  async modes() {
    const terminal = await this.emulated();
    const cursor = /\x1b\[\?25([hl])(?!.*\x1b\[\?25[hl])/s.exec(this.written.join(''))?.[1] === 'h';
    return { alternate: terminal.buffer.active.type === 'alternate', cursor, wraps: terminal.modes.wraparoundMode };
  }
  private async emulated() {
    const terminal = new headless.Terminal({ cols: this.columns, rows: this.rows, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(this.written.join(''), resolve));
    return terminal;
  }
}
