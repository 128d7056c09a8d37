import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import headless from '@xterm/headless';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, processesWith } from '../../src/supervisor/processes.js';
import { ROOT, run } from '../helpers/app.js';
import { until } from '../helpers/until.js';

/** What is used of node-pty: under this name its own typings are not found. */
interface Pty {
  readonly pid: number;
  onData(listener: (data: string) => void): void;
  onExit(listener: (how: { exitCode: number }) => void): void;
  write(data: string): void;
  resize(cols: number, rows: number): void;
  kill(signal: string): void;
  destroy(): void;
}

interface SpawnOptions {
  cols: number;
  rows: number;
  cwd: string;
  env: NodeJS.ProcessEnv;
}

const { spawn } = createRequire(import.meta.url)('node-pty') as {
  spawn(file: string, args: string[], options: SpawnOptions): Pty;
};

const DOWN = '\x1b[B';
const RIGHT = '\x1b[C';

/** The demo in a real terminal, as its user sits before it. */
class Sitting {
  readonly pty: Pty;
  readonly exit: Promise<number>;
  bytes = '';
  private readonly terminal: InstanceType<typeof headless.Terminal>;
  private code: number | null = null;

  constructor(cols = 80, rows = 24, env: Record<string, string> = {}) {
    this.terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
    const surroundings = { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env } as Record<
      string,
      string
    >;
    const args = [`${ROOT}/src/boot.cjs`, 'demo', 'isolation'];
    this.pty = spawn(process.execPath, args, { cols, rows, cwd: ROOT, env: surroundings });
    this.pty.onData((data) => {
      this.bytes += data;
      this.terminal.write(data);
    });
    this.exit = new Promise((resolve) => {
      this.pty.onExit(({ exitCode }) => {
        this.code = exitCode;
        resolve(exitCode);
      });
    });
  }

  get hasEnded() {
    return this.code !== null;
  }

  /** Is the picture shown, on the screen that is not the user's own? */
  get isOpen() {
    return this.terminal.buffer.active.type === 'alternate';
  }

  get lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
  }

  get text() {
    return this.lines.join('\n');
  }

  /** The pid in the list's row of a process; null while it has none. */
  pidOf(id: string): number | null {
    const found = new RegExp(`${id} +♥ (\\d+) `).exec(this.text);
    return found ? Number(found[1]) : null;
  }

  async sees(what: string | RegExp): Promise<void> {
    const matches = () => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text));
    await until(matches, { what: `${what} in\n${this.text}` }).catch(() => {
      throw new Error(`never seen: ${what}\n${this.text}`);
    });
  }

  /** Presses a key and waits for what it brings. */
  async press(key: string, brings: string | RegExp): Promise<void> {
    this.pty.write(key);
    await this.sees(brings);
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows);
    this.pty.resize(cols, rows);
  }
}

let sitting: Sitting;

beforeAll(async () => {
  expect(await run(['build']).exit).toBe(0);
});
afterEach(async () => {
  if (!sitting || sitting.hasEnded) return;
  sitting.pty.kill('SIGKILL');
  await sitting.exit;
});

async function sit(...args: ConstructorParameters<typeof Sitting>): Promise<Sitting> {
  sitting = new Sitting(...args);
  await sitting.sees('12 of 12 up');
  return sitting;
}

const processesOf = ({ pty: { pid } }: Sitting) =>
  processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${pid}-`));

const nothingIsLeft = (face: Sitting) => {
  const { pid } = face.pty;
  expect(processesOf(face)).toEqual([]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${pid}-`))).toEqual([]);
};

async function endsInOrder(face: Sitting): Promise<void> {
  expect(await face.exit).toBe(0);
  await until(() => !face.isOpen);
  expect(face.text).toMatch(/Isolation: \d+ kills?.*, 0 processes left over\./);
  // The cursor is there again, and no mode is left on.
  expect(face.bytes.lastIndexOf('\x1b[?25h')).toBeGreaterThan(face.bytes.lastIndexOf('\x1b[?25l'));
  nothingIsLeft(face);
}

const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);

describe('npm run demo isolation', () => {
  it('shows all panes in 80x24; a segfault of line-7 by key gives it a new pid, and nobody else', async () => {
    const face = await sit();
    expect(face.lines[0]).toMatch(/^Isolation +kills +0/);
    expect(face.lines[1]).toMatch(/12 objects .*12 threads .*12 processes/);
    expect(face.lines[2]).toMatch(/♥ .*♥ /);
    expect(face.text).toMatch(/12 0:\d\d [0-9a-f]{4} /);
    expect(face.lines.at(-1)).toContain('q quit');
    const before = LINES.map((id) => face.pidOf(id));
    expect(before.every((pid) => pid !== null && isAlive(pid))).toBe(true);

    await face.press(RIGHT, /› 12 threads/);
    await face.press(RIGHT, /›line-1 /);
    for (let line = 2; line <= 7; line++) await face.press(DOWN, new RegExp(`│›line-${line} `));
    await face.press('5', /kills +1 /);
    await until(() => ![null, before[6]].includes(face.pidOf('line-7')), { what: 'a new pid' });
    await face.sees(/time to recovery +\d+ ms/);
    await face.sees(/line-7 .*✕/);

    const after = LINES.map((id) => face.pidOf(id));
    expect(isAlive(after[6] as number)).toBe(true);
    expect(after.toSpliced(6, 1)).toEqual(before.toSpliced(6, 1));
    face.pty.write('q');
    await endsInOrder(face);
    expect(face.text).toMatch(/Isolation: 1 kill, back in \d+ ms \(median of 1\)/);
  });

  it('plays the script stunt by stunt, boots again what is off, and begins anew', async () => {
    const face = await sit();
    await face.sees('s throw objects');
    await face.press('s', /✕ off: exit 1/);
    await face.press('s', /✕ off: SIGSEGV/);
    await face.press('s', 's script played');
    await face.press('s', 'The script is at its end; reset to play it again.');
    await face.press('b', /^♥ up \d+ life 2/m);
    await face.press('r', /s throw objects/);
    await face.sees('12 of 12 up');
    expect(face.lines[0]).toMatch(/kills +0 /);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('tells a refusal in one line and changes nothing else', async () => {
    const face = await sit();
    await face.press('7', '✕ off: SIGKILL');
    await face.press('7', '› objects has no process right now; wait until it is back, or restart it.');
    expect(face.lines[0]).toMatch(/kills +1 /);
    await face.press(DOWN, 'q quit');
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('helps, and a key pressed then is no fault', async () => {
    const face = await sit();
    await face.press('?', 'Any key: back');
    await face.press('7', '12 of 12 up');
    expect(face.text).toMatch(/^♥ up /m);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('says so when the window becomes too small, takes no faults then, and goes on when it is large again', async () => {
    const face = await sit();
    face.resize(60, 15);
    await face.sees(/This window is 60x15; the picture needs 80x24\./);
    face.pty.write('7');
    face.resize(120, 40);
    await face.sees('heart monitor');
    expect(face.lines[0]).toMatch(/kills +0 /);
    expect(face.lines.at(-1)).toContain('q quit');
    face.pty.write('\x03');
    await endsInOrder(face);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('%s stops it in order', async (signal) => {
    const face = await sit();
    face.pty.kill(signal);
    await endsInOrder(face);
  });

  it('leaves no process behind when its terminal goes away', async () => {
    const face = await sit();
    expect(processesOf(face).length).toBeGreaterThanOrEqual(14);
    face.pty.destroy();
    await until(() => !isAlive(face.pty.pid) && processesOf(face).length === 0);
  });

  it('without Unicode and colour says the same in ASCII', async () => {
    const face = await sit(80, 24, { LC_ALL: 'C', NO_COLOR: '1', TERM: 'linux' });
    await face.press('7', 'x off: SIGKILL');
    await face.sees(/objects .*[_^]x\.\./);
    face.pty.write('q');
    await endsInOrder(face);
    expect(face.bytes).toMatch(/^[\x00-\x7f]*$/);
    expect(face.bytes).not.toMatch(/\x1b\[[0-9;]*3[0-7]m/);
  });

  it('refuses a window that is too small, with both sizes', async () => {
    sitting = new Sitting(79, 24);
    expect(await sitting.exit).toBe(2);
    await until(() => sitting.text.includes('This window is 79x24; the picture needs 80x24.'));
  });

  it('refuses to play without a terminal', async () => {
    const piped = run(['demo', 'isolation']);
    expect(await piped.exit).toBe(2);
    expect(piped.stderr).toContain(
      'This needs a terminal. Use --auto to play the script, or --json for the event log.',
    );
  });
});
