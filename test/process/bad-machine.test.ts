/** A machine that lacks what the program needs: the command says what, where and what to do, and shows no stack. */
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Slot } from '../../src/terminal/slot.js';
import { type App, ROOT, run, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { realThing } from '../helpers/real-thing.js';
import { until } from '../helpers/until.js';

const BOOT = join(ROOT, 'src/boot.cjs');
let scratch: string;
let copy: Copy;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'bad-machine-'));
  copy = copyProject();
});
afterAll(() => {
  copy?.remove();
  rmSync(scratch, { recursive: true, force: true });
});

interface Answer {
  code: number | null;
  text: string;
}

function answerOf(file: string, args: string[], env: Record<string, string> = {}): Promise<Answer> {
  const child = spawn(file, args, { env: { ...process.env, CI: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}

const command = (args: string[], env: Record<string, string> = {}) => answerOf(process.execPath, [BOOT, ...args], env);
/** The command in a mount namespace of its own: `walls` are arguments of bwrap, behind a view of the whole machine. */
const behind = (walls: string[], boot: string, args: string[]) =>
  answerOf('bwrap', ['--dev-bind', '/', '/', ...walls, process.execPath, boot, ...args]);

describe('the folder for temporary files', () => {
  const COMMANDS = [
    ['demo', 'integrity', '--auto'],
    ['present', '--no-open'],
    ['check', 'integrity'],
  ];

  it.each(COMMANDS)('%s %s names TMPDIR if that folder does not exist', async (...args) => {
    const { code, text } = await command(args, { TMPDIR: join(scratch, 'absent') });
    expect(text).toContain(`${join(scratch, 'absent')}, the folder for temporary files, does not exist. Set TMPDIR`);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it('demo names TMPDIR if a file stands in its place', async () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    const { code, text } = await command(['demo', 'integrity', '--auto'], { TMPDIR: file });
    expect(text).toContain(`${file}, the folder for temporary files, is a file.`);
    expect(code).toBe(2);
  });

  it.skipIf(!realThing('bwrap', 'bubblewrap'))('demo names TMPDIR if its file system is read-only', async () => {
    const folder = mkdtempSync(join(scratch, 'read-only-'));
    const walls = ['--ro-bind', folder, folder, '--setenv', 'TMPDIR', folder];
    const { code, text } = await behind(walls, BOOT, ['demo', 'integrity', '--auto']);
    expect(text).toContain(`${folder}, the folder for temporary files, is on a file system that is read-only.`);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it('demo plays if TMPDIR is a relative path', async () => {
    const folder = mkdtempSync(join(ROOT, 'relative-'));
    try {
      const { code, text } = await command(['demo', 'integrity', '--auto'], { TMPDIR: folder.slice(ROOT.length) });
      expect(text).toContain('It held.');
      expect(code).toBe(0);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a folder for units that cannot be made', () => {
  it('is named if it lies below a file', async () => {
    const folder = join(ROOT, 'package.json/units');
    const { code, text } = await command(['demo', 'integrity', '--units', folder]);
    expect(text).toContain(`--units ${folder}: ${folder} leads through a file, not through folders.`);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it.skipIf(!realThing('bwrap', 'bubblewrap'))('is named if its file system is read-only', async () => {
    const parent = mkdtempSync(join(scratch, 'read-only-'));
    const args = ['demo', 'integrity', '--units', join(parent, 'a/b')];
    const { code, text } = await behind(['--ro-bind', parent, parent], BOOT, args);
    expect(text).toContain(`${join(parent, 'a/b')} is on a file system that is read-only. Take a folder`);
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });
});

describe('a checkout that cannot be used as it is', () => {
  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'is refused in one sentence if it is read-only and its build is stale',
    async () => {
      const now = new Date();
      utimesSync(join(copy.folder, 'src/protocol.ts'), now, now);
      const walls = ['--ro-bind', copy.folder, copy.folder];
      const { code, text } = await behind(walls, copy.inCopy.boot, ['demo', 'integrity', '--auto']);
      expect(text).toContain(`${join(copy.folder, 'dist')} is on a file system that is read-only (EROFS)`);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    },
  );

  it.each(['ws', 'marked', '@xterm/headless'])('names the package %s if its install was broken off', async (absent) => {
    const packages = join(copy.folder, 'node_modules');
    rmSync(packages);
    mkdirSync(packages);
    for (const name of readdirSync(join(ROOT, 'node_modules'), { recursive: false }) as string[]) {
      if (name === absent) continue;
      const whole = join(ROOT, 'node_modules', name);
      if (!absent.startsWith(`${name}/`)) {
        symlinkSync(whole, join(packages, name));
        continue;
      }
      mkdirSync(join(packages, name));
      for (const part of readdirSync(whole))
        if (`${name}/${part}` !== absent) symlinkSync(join(whole, part), join(packages, name, part));
    }
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'present', '--no-open']);
      expect(text).toContain(`These packages are not installed: ${absent}. Run \`npm ci --ignore-scripts\` first.`);
      expect(code).toBe(2);
    } finally {
      rmSync(packages, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), packages);
    }
  });

  it('names the file if a part of the build is gone', async () => {
    const part = join(copy.folder, 'dist/src/system-error.js');
    await answerOf(process.execPath, [copy.inCopy.boot, 'demo']);
    renameSync(part, `${part}.away`);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'demo']);
      expect(text).toMatch(/The build is incomplete: .*system-error\.js.*Remove dist, then try again\./);
      expect(text).not.toMatch(/ {4}at /);
      expect(code).toBe(2);
    } finally {
      renameSync(`${part}.away`, part);
    }
  });
});

describe('a machine without terminals', () => {
  it.skipIf(!realThing('bwrap', 'bubblewrap'))('is told by name, and the demo ends', async () => {
    const { code, text } = await behind(['--tmpfs', '/dev/pts'], BOOT, ['demo', 'integrity', '--auto']);
    expect(text).toMatch(/could not start: this machine gives no terminal \(.*\)\. Is \/dev\/pts mounted\?/);
    expect(code).toBe(1);
  });
});

describe('a stage that cannot listen', () => {
  it('says why in one sentence', async () => {
    const folder = join(scratch, 'no-folder');
    const main = join(ROOT, 'dist/src/stage/main.js');
    const { code, text } = await answerOf(process.execPath, [main], { REBOOT_CAMP_DOORS: folder });
    expect(text).toMatch(/^The stage cannot listen on its socket: .*no-folder\/stage\.sock/);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});

describe('a port that a talk of the same user holds', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  it('is refused with the process and the address of that talk', async () => {
    const again = run(['present', '--port', String(app.port), '--no-open']);
    expect(await again.exit).toBe(2);
    expect(again.stderr).toContain(
      `Port ${app.port} is taken by Reboot Camp itself: process ${app.process.pid}, since`,
    );
    expect(again.stderr).toContain(app.address);
    expect(again.stderr).toContain(`kill ${app.process.pid}`);
  });

  it('is offered to be opened if somebody sits at a terminal with a display', async () => {
    let text = '';
    const slot = new Slot({ cols: 100, rows: 24, onOutput: (bytes) => (text += bytes) });
    const { CI: _, ...rest } = process.env;
    const line = slot.open();
    const command = `${line.preparation}; exec ${process.execPath} ${BOOT} present --port ${app.port}`;
    const child = spawn('sh', ['-c', command], {
      env: { ...rest, DISPLAY: ':none' },
      stdio: line.stdio().slice(0, 3) as number[],
    });
    line.pid = child.pid ?? null;
    slot.bringToForeground(child.pid as number);
    const exit = new Promise((resolve) => child.on('close', resolve));
    try {
      await until(() => text.includes('Open it in the browser now? (y/N)'));
      slot.write(Buffer.from('n\r'));
      expect(await exit).toBe(2);
    } finally {
      child.kill('SIGKILL');
      slot.close();
    }
  });
});
