import type { Frame } from '../../src/cli/terminal/frame.js';
import { UNICODE } from '../../src/cli/terminal/marks.js';
import type { Line } from '../../src/cli/terminal/text.js';
import { plain } from '../../src/cli/terminal/text.js';
import { EventLog, type View } from '../../src/log/index.js';
import type { Demo } from '../../src/stage/demo.js';
import { treeNodes } from '../../src/stage/tree.js';

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

  constructor(of: Demo = demo) {
    this.log.append({ type: 'scene', demo: of.name, tree: treeNodes(of.tree) });
  }

  get view(): View {
    return this.log.view;
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  born(id: string, pid: number, incarnation = 1): this {
    this.log.append({ type: 'start', id, pid, incarnation, because: incarnation === 1 ? 'boot' : 'restart' });
    return this;
  }

  ready(id: string, pid: number, incarnation = 1): this {
    this.log.append({ type: 'ready', id, pid, incarnation, afterMs: 50 });
    return this;
  }

  says(id: string): this {
    this.log.append({ type: 'output', id, data: 'x' });
    return this;
  }

  fault(id: string, pid: number, name: string): this {
    this.log.append({ type: 'fault', id, pid, name });
    return this;
  }

  dies(id: string, pid: number, signal: string | null = 'SIGSEGV', incarnation = 1): this {
    const code = signal ? null : 1;
    this.log.append({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs: 1234, expected: false });
    return this;
  }
}

export const frameOf = (story: Story, more: Partial<Frame> = {}): Frame => ({
  demo,
  view: story.view,
  now: story.now,
  screens: new Map(),
  chosen: 'objects',
  stunts: 0,
  message: null,
  help: false,
  marks: UNICODE,
  ...more,
});

export const texts = (lines: readonly Line[]) => lines.map(plain);
