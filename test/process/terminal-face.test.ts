import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import headless from '@xterm/headless';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, processesWith } from '../../src/supervisor/processes.js';
import { ROOT, run } from '../helpers/app.js';
import { until } from '../helpers/until.js';

/** The part of node-pty that is used: under this name its own typings are not found. */
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
const LEFT = '\x1b[D';
const END = '\x1b[F';
const CTRL_Z = '\x1a';
/** Fifteen processes, on a machine that has other things to do. */
const START_MS = 45_000;

interface Show {
  demo: string;
  title: string;
  /** The screen when all of it is up. */
  isUp: string | RegExp;
}
const ISOLATION: Show = { demo: 'isolation', title: 'Isolation', isUp: '12 of 12 up' };
/** Three processes are enough for what is the same with every demo. */
const SMALLER: Show = { demo: 'blackbox', title: 'Black Box', isUp: /up pid \d+ .*up pid \d+ .*up pid \d+ / };

const faceOf = ({ demo }: Show) => [`${ROOT}/src/boot.cjs`, 'demo', demo];

interface Seat {
  show?: Show;
  cols?: number;
  rows?: number;
  env?: Record<string, string>;
  file?: string;
  args?: string[];
}

/** The demo in a real terminal, as its user sits before it. */
class Sitting {
  readonly pty: Pty;
  readonly show: Show;
  readonly exit: Promise<number>;
  bytes = '';
  private readonly terminal: InstanceType<typeof headless.Terminal>;
  private code: number | null = null;

  constructor({ show = SMALLER, cols = 80, rows = 24, env = {}, file = process.execPath, args }: Seat = {}) {
    this.show = show;
    this.terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
    const surroundings = { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env } as Record<
      string,
      string
    >;
    this.pty = spawn(file, args ?? faceOf(show), { cols, rows, cwd: ROOT, env: surroundings });
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
      return (active.getLine(active.baseY + row)?.translateToString() ?? '').trimEnd();
    });
  }

  get text() {
    return this.lines.join('\n');
  }

  /** The pid in the list's cell of a line; null while it has none. */
  pidOf(id: string): number | null {
    const found = new RegExp(`♥[ ›](?:line-)?${id.replace('line-', '')} +(\\d+)\\b`).exec(this.text);
    return found ? Number(found[1]) : null;
  }

  async sees(what: string | RegExp, deadline?: number): Promise<void> {
    const matches = () => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text));
    await until(matches, { what: `${what}`, ...(deadline ? { deadline } : {}) }).catch(() => {
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

  /** As its user left it: own screen, cursor, and what is too long goes on in the next line. */
  isGivenBack(): boolean {
    const last = (mode: number) => [...this.bytes.matchAll(new RegExp(`\\x1b\\[\\?${mode}([hl])`, 'g'))].at(-1)?.[1];
    const synchronised = last(2026);
    return !this.isOpen && last(25) === 'h' && this.terminal.modes.wraparoundMode && synchronised === 'l';
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
  await sitting.sees(sitting.show.isUp, START_MS);
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
  expect(face.text).toMatch(new RegExp(`${face.show.title}: \\d+ deaths?.*, 0 processes left over\\.`));
  expect(face.isGivenBack()).toBe(true);
  nothingIsLeft(face);
}

const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);

describe('npm run demo <name>', () => {
  it('npm run demo <name> shows all panes in 80x24; a segfault of line-7 by key gives it a new pid, and nobody else', async () => {
    const face = await sit({ show: ISOLATION });
    expect(face.lines[0]).toMatch(/^ISOLATION +0 deaths .* up$/);
    expect(face.text).toContain('What shares nothing shares no fate: of twelve calls that are processes, a crash');
    expect(face.text).toMatch(/♥ as objects .*♥ as threads .*♥ as processes/);
    expect(face.text).toMatch(/12 0:\d\d [0-9a-f]{4} /);
    expect(face.lines.at(-1)).toContain('q quit');
    const before = LINES.map((id) => face.pidOf(id));
    expect(before.every((pid) => pid !== null && isAlive(pid))).toBe(true);

    await face.press(RIGHT, /›♥ as threads/);
    await face.press(RIGHT, /♥›line-1 /);
    for (let line = 2; line <= 7; line++) await face.press(DOWN, new RegExp(`♥›line-${line} `));
    await face.press('5', /1 death /);
    await until(() => ![null, before[6]].includes(face.pidOf('line-7')), { what: 'a new pid' });
    await face.sees(/\d+ m?s to recover/);
    await face.sees(/line-7 .*✕.*♥2 [\d.]+ m?s/);

    const after = LINES.map((id) => face.pidOf(id));
    expect(isAlive(after[6] as number)).toBe(true);
    expect(after.toSpliced(6, 1)).toEqual(before.toSpliced(6, 1));
    face.pty.write('q');
    await endsInOrder(face);
    expect(face.text).toMatch(/Isolation: 1 death, back in [\d.]+ m?s \(median of 1\)/);
  });

  it('plays the script fault by fault, restarts processes that are off, and resets', async () => {
    const face = await sit({ show: ISOLATION, cols: 120, rows: 40 });
    await face.sees('s throw objects');
    await face.press('s', /off: exit 1/);
    await face.press('s', /off: SIGSEGV/);
    await face.press('s', 'script played');
    await face.press('s', 'The script is at its end; reset to play it again.');
    await face.press('b', /up pid \d+ life 2 /);
    await face.press('r', /s throw objects/);
    await face.sees('12 of 12 up');
    expect(face.lines[0]).toMatch(/ 0 deaths /);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> tells a refusal in one line and changes nothing else', async () => {
    const face = await sit({ show: ISOLATION });
    await face.press('x', '✕ objects is off and stays so.');
    await face.press('7', '› objects has no process right now; wait until it is back, or restart it.');
    expect(face.lines[0]).toMatch(/ 1 death /);
    await face.press(DOWN, 'q quit');
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('helps, and a key pressed then is no fault', async () => {
    const face = await sit();
    await face.press('?', 'any key: back');
    await face.press('2', SMALLER.isUp);
    expect(face.lines[0]).toMatch(/ 0 deaths /);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> shows the tree, and kills in it', async () => {
    const face = await sit({ show: ISOLATION });
    await face.press('t', '└─ lines  one for one');
    for (const id of ['threads', 'line-1', 'line-2']) await face.press(DOWN, `♥›${id}`);
    await face.press('x', /♥›line-2 +\d+ life 2 ✕ SIGKILL/);
    expect(face.text).toContain('lines  one for one · 1 of 20 restarts in 10 s');
    await face.press('t', '12 of 12 up');
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> shows one terminal, large', async () => {
    const face = await sit();
    await face.press('\r', /^›♥ chimp$/m);
    await face.press('\x1b', SMALLER.isUp);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> goes back to before a death while the processes run on, and refuses to kill there', async () => {
    const face = await sit({ show: ISOLATION });
    const [before] = LINES.map((id) => face.pidOf(id));
    await face.press(RIGHT + RIGHT, '♥›line-1');
    await face.press('x', / 1 death /);
    await until(() => ![null, before].includes(face.pidOf('line-1')), { what: 'a new pid' });
    const after = face.pidOf('line-1');

    await face.press(' ', 'THE PAST');
    // Ready, booting, dead, faulted: each of them a step of its own.
    for (let step = 0; step < 8 && !/ 0 deaths /.test(face.text); step++) {
      const shown = face.text;
      face.pty.write(',');
      await until(() => face.text !== shown);
    }
    expect(face.lines[0]).toMatch(/ 0 deaths /);
    expect(face.pidOf('line-1')).toBe(before);
    expect(isAlive(before as number)).toBe(false);
    await face.press('x', 'THE PAST  The past cannot be changed.');
    await face.press(LEFT, /THE PAST {2}[\d.]+ s ago/);

    await face.press(END, 'q quit');
    await face.sees(/ 1 death /);
    expect(face.pidOf('line-1')).toBe(after);
    expect(isAlive(after as number)).toBe(true);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> says so when the window becomes too small, takes no faults then, and goes on when it is large again', async () => {
    const face = await sit();
    face.resize(60, 15);
    await face.sees('This window is 60x15; the picture needs 80x24.');
    face.pty.write('2');
    face.resize(120, 40);
    // The picture is drawn from the top, and may come in parts: the keys are its last part.
    await face.sees(/help +q quit$/);
    expect(face.text).toContain('heart monitor');
    expect(face.lines[0]).toMatch(/ 0 deaths /);
    face.pty.write('\x03');
    await endsInOrder(face);
  });

  it('npm run demo <name> waits in a window that is too small from the start', async () => {
    const face = new Sitting({ cols: 79, rows: 24 });
    sitting = face;
    await face.sees('This window is 79x24; the picture needs 80x24.');
    face.resize(80, 24);
    await face.sees(SMALLER.isUp, START_MS);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> stands a storm of resizes', async () => {
    const face = await sit({ show: ISOLATION });
    for (let at = 0; at < 60; at++) {
      face.resize(60 + ((at * 37) % 140), 15 + ((at * 23) % 50));
      const { length } = face.bytes;
      // Some of them between two pictures, others after one.
      if (at % 7 === 0) await until(() => face.bytes.length > length);
    }
    face.resize(100, 30);
    await until(() => /^ISOLATION .* up$/.test(face.lines[0] ?? '') && face.lines[0]?.length === 100);
    await face.sees('12 of 12 up');
    await until(() => face.lines.at(-1)?.endsWith('q quit') ?? false);
    // Each name once in the list and once on the monitor, and nothing of another size in between.
    for (const id of LINES.slice(1)) expect(face.text.match(new RegExp(`${id}\\b`, 'g'))?.length).toBe(2);
    expect(face.lines.filter((line) => line.includes('heart monitor'))).toHaveLength(1);
    face.pty.write('q');
    await endsInOrder(face);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'])('%s stops it in order', async (signal) => {
    const face = await sit();
    face.pty.kill(signal);
    await endsInOrder(face);
  });

  it.each(['SIGTERM', 'SIGINT'])('%s stops it in order while its processes boot', async (signal) => {
    sitting = new Sitting();
    await until(() => sitting.isOpen);
    sitting.pty.kill(signal);
    await endsInOrder(sitting);
  });

  it('npm run demo <name> gives the terminal back when it crashes, and what it says then can be read', async () => {
    const bomb = 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("boom")})';
    const face = await sit({ args: ['--import', bomb, ...faceOf(SMALLER)] });
    face.pty.kill('SIGUSR2');
    expect(await face.exit).toBe(1);
    await face.sees('Error: boom');
    expect(face.isGivenBack()).toBe(true);
    await until(() => processesOf(face).length === 0);
  });

  it('stops with Ctrl-Z, gives the terminal to the shell, and goes on where it was', async () => {
    const face = new Sitting({ file: 'sh', args: ['-i'], env: { PS1: 'ready> ', ENV: '' } });
    sitting = face;
    await face.sees('ready>');
    face.pty.write(`"${process.execPath}" ${faceOf(SMALLER).join(' ')}\r`);
    await face.sees(SMALLER.isUp, START_MS);
    await face.press(CTRL_Z, /Stopped|Suspended/);
    expect(face.isGivenBack()).toBe(true);
    await face.press("stty -a | grep -q -- '-icanon' || echo 'not raw'\r", /^not raw$/m);
    await face.press('fg\r', SMALLER.isUp);
    expect(face.isOpen).toBe(true);
    expect(face.lines[0]).toMatch(/^BLACK BOX .* up$/);
    face.pty.write('q');
    await face.sees(/Black Box: 0 deaths, 0 processes left over\./);
    expect(face.isGivenBack()).toBe(true);
    face.pty.write('exit\r');
    await face.exit;
  });

  it('npm run demo <name> goes on at once where nobody could wake it up again', async () => {
    const face = await sit();
    const { length } = face.bytes;
    face.pty.write(CTRL_Z);
    await until(() => face.bytes.slice(length).includes('\x1b[?1049h'));
    await face.sees(SMALLER.isUp);
    await face.press('?', 'any key: back');
    face.pty.write('q');
    await endsInOrder(face);
  });

  it('npm run demo <name> leaves no process behind when its terminal goes away', async () => {
    const face = await sit();
    expect(processesOf(face).length).toBeGreaterThanOrEqual(3);
    face.pty.destroy();
    await until(() => !isAlive(face.pty.pid) && processesOf(face).length === 0);
  });

  it('without Unicode and colour says the same in ASCII', async () => {
    const face = await sit({ show: ISOLATION, env: { LC_ALL: 'C', NO_COLOR: '1', TERM: 'linux' } });
    await face.press('x', 'x objects is off and stays so.');
    await face.sees(/x>objects .*x\.\./);
    face.pty.write('q');
    await endsInOrder(face);
    expect(face.bytes).toMatch(/^[\x00-\x7f]*$/);
    expect(face.bytes).not.toMatch(/\x1b\[[0-9;]*3[0-8][;m]/);
  });

  it('speaks in lines where nothing can be drawn, and takes orders in lines', async () => {
    const face = new Sitting({ env: { TERM: 'dumb' } });
    sitting = face;
    await face.sees('Type:', START_MS);
    await face.press('kill guest\r', /guest: reborn as \d+ in /);
    await face.press('kill nobody\r', 'There is no process nobody');
    await face.press('list\r', /guest: up, pid \d+, life 2/);
    await face.press('list\r', /1 death, .* up/);
    face.pty.write('quit\r');
    expect(await face.exit).toBe(0);
    expect(face.text).toMatch(/Black Box: 1 death, .*, 0 processes left over\./);
    expect(face.bytes).not.toContain('\x1b');
    nothingIsLeft(face);
  });

  it('npm run demo <name> refuses to play without a terminal', async () => {
    const piped = run(['demo', 'isolation']);
    expect(await piped.exit).toBe(2);
    expect(piped.stderr).toContain(
      'This needs a terminal. Use --auto to play the script, or --json for the event log.',
    );
  });
});

describe('npm run demo', () => {
  it('lists the demos with their claims, and knows which one was meant', async () => {
    const list = run(['demo']);
    expect(await list.exit).toBe(0);
    expect(list.stdout).toMatch(/^isolation +What shares nothing shares no fate: of twelve .* ends one\.$/m);
    expect(list.stdout).not.toContain('\x1b');
    const wrong = run(['demo', 'isolatoin']);
    expect(await wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('There is no demo isolatoin. Did you mean “isolation”?');
  });
});
