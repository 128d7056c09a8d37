/** A machine that lacks what the program needs: the command says what, where and what to do, and shows no stack. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Slot } from '../../src/terminal/slot.js';
import { type App, freePort, ROOT, run, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { byDay } from '../helpers/night.js';
import { realThing } from '../helpers/real-thing.js';
import { until } from '../helpers/until.js';

const BOOT = join(ROOT, 'src/boot.cjs');
let scratch: string;
let behindLink: string;
let copy: Copy;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'bad-machine-'));
  behindLink = join(scratch, 'behind-link');
  copy = copyProject();
});
afterAll(() => {
  copy?.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Room for one build: a build that finds less does not begin. In bytes. */
const SMALL_DISK = 20 * 1024 * 1024;

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

  it.skipIf(!realThing('bwrap', 'bubblewrap')).each([
    ...COMMANDS.map((args) => [64, args] as const),
    // Room for its sockets, and for none of its books.
    [2048, ['demo', 'durability', '--auto']],
  ] as const)('a disk of %i KiB under TMPDIR is refused by %s', async (kibibytes, args) => {
    const folder = mkdtempSync(join(scratch, 'full-'));
    const walls = ['--size', `${kibibytes * 1024}`, '--tmpfs', folder, '--setenv', 'TMPDIR', folder];
    const { code, text } = await behind(walls, BOOT, [...args]);
    expect(text).toContain(
      `${folder}, the folder for temporary files, is on a disk that is full: a demo needs 4 MiB. Set TMPDIR`,
    );
    expect(text).not.toMatch(/ {4}at /);
    expect(code).toBe(2);
  });

  it.skipIf(!realThing('unshare', 'util-linux'))(
    'a disk that takes no more files under TMPDIR is refused',
    async () => {
      const folder = mkdtempSync(join(scratch, 'inodes-'));
      const shell = 'mount -t tmpfs -o nr_inodes=12 tmpfs "$TMPDIR" && exec "$@"';
      const mounting = ['--user', '--map-root-user', '--mount', 'sh', '-c', shell, 'sh'];
      const playing = [process.execPath, BOOT, 'demo', 'durability', '--auto'];
      const { code, text } = await answerOf('unshare', [...mounting, ...playing], { TMPDIR: folder });
      expect(text).toContain(
        `${folder}, the folder for temporary files, is on a disk that is full: a demo needs 40 inodes`,
      );
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    },
  );

  it('demo plays if TMPDIR is a relative path', async () => {
    const folder = mkdtempSync(join(ROOT, 'relative-'));
    try {
      const { code, text } = await command(['demo', 'integrity', '--auto'], { TMPDIR: folder.slice(ROOT.length) });
      expect(text).toContain('PASS');
      expect(code).toBe(0);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a folder for units that cannot be made', () => {
  it('a folder for units that cannot be made is named if it lies below a file', async () => {
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
      utimesSync(join(copy.folder, 'src/protocol/messages.ts'), now, now);
      const walls = ['--ro-bind', copy.folder, copy.folder];
      const { code, text } = await behind(walls, copy.inCopy.boot, ['demo', 'integrity', '--auto']);
      expect(text).toContain(`${join(copy.folder, 'dist')} is on a file system that is read-only (EROFS)`);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    },
  );

  it.skipIf(!realThing('bwrap', 'bubblewrap')).each(
    byDay([
      [
        'code is',
        'build-*',
        2,
        /\/dist\/build-\S+ cannot be written: no space left on device\. Mend that, then try again\.$/,
      ],
      [
        'pages are',
        'public-next-*',
        1,
        /The pages cannot be written to \S+, because its disk is full\. Make room on it/,
      ],
    ]),
  )('says that the disk is full if it fills while the %s built', async (_, sign, exitCode, sentence) => {
    const dist = join(copy.folder, 'dist');
    const script = `node src/boot.cjs build & until ls -d dist/${sign} 2>&1 | grep -qv 'No such'; do sleep 0.01; done
      head -c ${2 * SMALL_DISK} /dev/zero 2>/dev/null > dist/fill; wait $!`;
    const walls = ['--size', `${SMALL_DISK}`, '--tmpfs', dist, '--chdir', copy.folder];
    const { code, text } = await answerOf('bwrap', ['--dev-bind', '/', '/', ...walls, 'sh', '-c', script]);
    expect(text.trim()).toMatch(sentence);
    expect(text).not.toMatch(/ {4}at |TS5033/);
    expect(code).toBe(exitCode);
  });

  it.each(byDay(['ws', 'rolldown', '@lydell/node-pty-linux-x64', 'marked', '@xterm/headless', 'lit-html'], 3))(
    'names the package %s if its install was broken off',
    async (absent) => {
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
        expect(text).toContain(`These packages are not installed: ${absent} `);
        expect(text).toContain('. Run `npm ci --ignore-scripts` first.');
        expect(text.trim().split('\n')).toHaveLength(1);
        expect(code).toBe(2);
      } finally {
        rmSync(packages, { recursive: true });
        symlinkSync(join(ROOT, 'node_modules'), packages);
      }
    },
  );

  it.skipIf(!realThing('bwrap', 'bubblewrap')).each(['dist', 'src/cli'])(
    'names %s if another user has closed it, as one with umask 077 does',
    async (part) => {
      const closed = join(copy.folder, part);
      chmodSync(closed, 0);
      try {
        // A user who is no administrator: the mode would mean nothing to one.
        const walls = ['--unshare-user', '--uid', '1000', '--gid', '1000'];
        const { code, text } = await behind(walls, copy.inCopy.boot, ['present', '--no-open']);
        expect(text).toMatch(`${closed}`);
        expect(text).toMatch(/ is closed to this user \(\w+: EACCES\)\. Have its owner open it, or copy the project/);
        expect(text.trim().split('\n')).toHaveLength(1);
        expect(code).toBe(2);
      } finally {
        chmodSync(closed, 0o755);
      }
    },
  );

  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'names the file in a read-only folder into which a demo is to be recorded, before the demo plays',
    async () => {
      const folder = join(copy.folder, 'demos/isolation');
      const { code, text } = await behind(['--ro-bind', folder, folder], copy.inCopy.boot, ['record', 'isolation']);
      expect(text).toBe(
        `${folder}/recording.jsonl is on a file system that is read-only (access: EROFS). Mend that, then try again.\n`,
      );
      expect(code).toBe(2);
    },
  );

  it('names a link among the pictures that leads nowhere, as an editor leaves one', async () => {
    const link = join(copy.folder, 'public/art/.#race.svg');
    symlinkSync('user@host.1:2', link);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'build']);
      expect(text).toContain(`${link} is a link that leads nowhere. Remove it, or save the file`);
      expect(text).not.toMatch(/ {4}at /);
      expect(code).toBe(1);
    } finally {
      rmSync(link);
      utimesSync(join(copy.folder, 'public/art'), new Date(0), new Date(0));
    }
  });

  it('says in one sentence which page cannot be written for any other reason than a full disk', async () => {
    const now = new Date();
    utimesSync(join(copy.folder, 'slides'), now, now);
    const shell = `ulimit -f 100; exec "${process.execPath}" "${copy.inCopy.boot}" build`;
    const { code, text } = await answerOf('bash', ['-c', shell]);
    expect(text).toMatch(/The pages cannot be written to \S+: File too large\. Mend that, then try again\.\n$/);
    expect(text).not.toContain('unknown');
    expect(code).toBe(1);
    // The pages are current again.
    utimesSync(join(copy.folder, 'slides'), new Date(0), new Date(0));
  });

  it('names the compiler if this user cannot run it', async () => {
    const packages = join(copy.folder, 'node_modules');
    const [native = ''] = readdirSync(join(ROOT, 'node_modules/@typescript'));
    rmSync(packages);
    mkdirSync(join(packages, '@typescript'), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (!['typescript', '@typescript'].includes(name))
        symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
    // The package finds its program from its own place, so both are copies.
    for (const name of ['typescript', `@typescript/${native}`])
      cpSync(join(ROOT, 'node_modules', name), join(packages, name), { recursive: true });
    chmodSync(join(packages, '@typescript', native, 'lib/tsc'), 0o644);
    const now = new Date();
    utimesSync(join(copy.folder, 'src/protocol/messages.ts'), now, now);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'build']);
      expect(text).toMatch(/lib\/tsc cannot be run \(EACCES\): its mode forbids that, or .* Mend that, or copy/);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    } finally {
      rmSync(packages, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), packages);
    }
  });

  it('a demo says so if the system does not load the native part of node-pty', async () => {
    const packages = join(copy.folder, 'node_modules');
    const parts = ['node-pty', '@lydell'];
    rmSync(packages);
    mkdirSync(packages);
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      const whole = join(ROOT, 'node_modules', name);
      // A package finds another from its own place, so both are copies.
      if (parts.includes(name)) cpSync(whole, join(packages, name), { recursive: true });
      else symlinkSync(whole, join(packages, name));
    }
    const natives = readdirSync(join(packages, '@lydell'), { recursive: true }) as string[];
    for (const name of natives) if (name.endsWith('.node')) writeFileSync(join(packages, '@lydell', name), '');
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'demo', 'integrity', '--auto']);
      expect(text).toContain('the native part of node-pty cannot be loaded. Its file may be spoilt');
      expect(text).not.toMatch(/ {4}at /);
      expect(code).toBe(1);
    } finally {
      rmSync(packages, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), packages);
    }
  });

  it.each(byDay(['ws', 'valibot', 'typescript']))('names the package %s if a part of it was removed', async (part) => {
    const packages = join(copy.folder, 'node_modules');
    rmSync(packages);
    mkdirSync(packages);
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (name !== part) symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
    mkdirSync(join(packages, part));
    cpSync(join(ROOT, 'node_modules', part, 'package.json'), join(packages, part, 'package.json'));
    const now = new Date();
    // The compiler, or its complaint, is met in stale code alone; ws is met by the code that runs.
    if (part !== 'ws') utimesSync(join(copy.folder, 'src/protocol/messages.ts'), now, now);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'check', 'integrity']);
      expect(text).toMatch(new RegExp(`package .*${part}.*\\. Run \`npm ci --ignore-scripts\`, then try again\\.`));
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    } finally {
      rmSync(packages, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), packages);
    }
  });

  it.each([
    ['marked/lib/marked.esm.js', 'check'],
    ['valibot/dist/index.mjs', 'check'],
    ['yaml/dist/index.js', 'check'],
    ['vite/dist/node/index.js', 'build'],
  ])('says in one sentence that the code cannot be loaded if npm left %s cut off (%s)', async (file, way) => {
    const packages = join(copy.folder, 'node_modules');
    const [name = ''] = file.split('/');
    rmSync(packages);
    mkdirSync(packages);
    for (const other of readdirSync(join(ROOT, 'node_modules')))
      if (other !== name) symlinkSync(join(ROOT, 'node_modules', other), join(packages, other));
    cpSync(join(ROOT, 'node_modules', name), join(packages, name), { recursive: true });
    const cut = join(packages, file);
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    const now = new Date();
    if (way === 'build') utimesSync(join(copy.folder, 'slides'), now, now);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, way]);
      expect(text).toMatch(/^The code cannot be loaded \(\w*Error: .*\)\. On a full disk .* Run `npm ci/);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(way === 'build' ? 1 : 2);
    } finally {
      rmSync(packages, { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), packages);
    }
  });

  it('says in one sentence that memory is short if a parser that nobody waits for says so while pages are built', async () => {
    const says = 'WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance';
    // As on Node 20 under `ulimit -v 4000000`; other releases of Node need other limits.
    const refuse =
      `data:text/javascript,const timer = setInterval(() => { if (process.listenerCount('uncaughtException') === 0) return;` +
      `clearInterval(timer); Promise.reject(new RangeError('${says}')); });`;
    const program = join(copy.folder, 'dist/src/pages/pages-process.js');
    const { code, text } = await answerOf(process.execPath, ['--import', refuse, program]);
    expect(text).toMatch(
      /^The pages cannot be built, because memory is short \(.*\)\. Raise the limit, as with `ulimit -v/,
    );
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  describe('that may open too few files', () => {
    const answerAt = (files: number) =>
      answerOf('bash', ['-c', `ulimit -n ${files}; exec "${process.execPath}" "${copy.inCopy.boot}" demo`]);
    const touch = (time: Date) => utimesSync(join(copy.folder, 'src/project.ts'), time, time);
    const expectRefusal = ({ code, text }: Answer) => {
      expect(text).toMatch(/^The command cannot open all of its files \(EMFILE\)\. Raise the limit/);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    };

    it('a checkout that may open too few files says which limit is too low if its code is stale', async () => {
      touch(new Date());
      expectRefusal(await answerAt(40));
    });

    it('a checkout that may open too few files says which limit is too low if its code is current', async () => {
      touch(new Date(0));
      // Each Node needs another number of descriptors: the largest one that is too small is looked for.
      let files = 64;
      let answer = await answerAt(files);
      expect(answer.code).toBe(0);
      while (answer.code === 0) answer = await answerAt(--files);
      expectRefusal(answer);
    });
  });

  it('names a package that is of another version than the sources need', async () => {
    const lock = join(copy.folder, 'package-lock.json');
    const text = readFileSync(lock, 'utf8');
    const { version } = JSON.parse(text).packages['node_modules/ws'];
    writeFileSync(lock, text.replace(`"version": "${version}"`, '"version": "99.0.0"'));
    try {
      const answer = await answerOf(process.execPath, [copy.inCopy.boot, 'demo']);
      expect(answer.text).toMatch(
        /^These packages are not installed: ws 99\.0\.0\. Run `npm ci --ignore-scripts` first\.\n$/,
      );
      expect(answer.code).toBe(2);
    } finally {
      writeFileSync(lock, text);
    }
  });

  it.each(
    byDay(['demos/integrity/demo.js', 'src/system-error.js', 'src/cli/demo.js', 'demos/common/chance.js', 'src']),
  )('is built again if %s is gone from the build', async (part) => {
    rmSync(join(copy.folder, 'dist', part), { recursive: true });
    const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'demo', 'integrity', '--auto']);
    expect(text).toContain('PASS');
    expect(code).toBe(0);
    expect(existsSync(join(copy.folder, 'dist', part))).toBe(true);
  });

  it.each([
    ['dist', 'a file', (path: string) => writeFileSync(path, '')],
    ['dist', 'a link', (path: string) => symlinkSync(scratch, path)],
    ['dist', 'a link', (path: string) => symlinkSync(join(scratch, 'nothing'), path)],
    ['dist/users', 'a file', (path: string) => writeFileSync(path, '')],
    ['dist/users', 'a link', (path: string) => symlinkSync(behindLink, path)],
    ['dist/public', 'a file', (path: string) => writeFileSync(path, '')],
    ['dist/public', 'a link', (path: string) => symlinkSync(behindLink, path)],
    ['dist/public-earlier', 'a link', (path: string) => symlinkSync(behindLink, path)],
  ])('is refused in one sentence, and removes no file behind a link, if %s is %s', async (name, _kind, put) => {
    const [path, aside] = [join(copy.folder, name), join(scratch, 'aside')];
    const letter = join(behindLink, 'letter.txt');
    mkdirSync(behindLink, { recursive: true });
    writeFileSync(letter, 'dear');
    mkdirSync(path, { recursive: true });
    renameSync(path, aside);
    put(path);
    const source = join(copy.folder, 'src/protocol/messages.ts');
    const now = new Date();
    utimesSync(source, now, now);
    try {
      const { code, text } = await answerOf(process.execPath, [copy.inCopy.boot, 'demo']);
      expect(readFileSync(letter, 'utf8')).toBe('dear');
      expect(text).toContain(path);
      expect(text).toMatch(/Remove .*, then try again\.\n$/);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    } finally {
      rmSync(path);
      renameSync(aside, path);
    }
  });

  it('a checkout that cannot be used as it is keeps the code of the last build, and nothing else, if the sources do not compile', async () => {
    const source = join(copy.folder, 'src/cli/dev.ts');
    const text = readFileSync(source, 'utf8');
    const built = () => readdirSync(join(copy.folder, 'dist'));
    const before = built();
    writeFileSync(source, `${text}export const wrong: number = '';\n`);
    try {
      const answer = await answerOf(process.execPath, [copy.inCopy.boot, 'demo']);
      expect(answer.text).toMatch(/src\/cli\/dev\.ts\(\d+,14\)/);
      expect(answer.code).toBe(1);
      expect(built()).toEqual(before);
    } finally {
      writeFileSync(source, text);
    }
  });

  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'is built again if a folder within the last build is closed',
    async () => {
      const folder = realpathSync(join(copy.folder, 'dist/src/cli'));
      const now = new Date();
      utimesSync(join(copy.folder, 'src/protocol/messages.ts'), now, now);
      chmodSync(folder, 0o500);
      // root may write everywhere, but for this.
      const { code, text } = await behind(['--cap-drop', 'ALL'], copy.inCopy.boot, ['demo']);
      chmodSync(folder, 0o700);
      expect(text).toContain('integrity');
      expect(code).toBe(0);
      expect(realpathSync(join(copy.folder, 'dist/src/cli'))).not.toBe(folder);
    },
  );

  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'is refused in one sentence if its disk has no room for a build',
    async () => {
      const folder = join(copy.folder, 'dist');
      const walls = ['--size', String(1024 * 1024), '--tmpfs', folder];
      const { code, text } = await behind(walls, copy.inCopy.boot, ['demo']);
      expect(text).toMatch(/^The disk of .*dist has \d+ KiB left, and a build takes up to 16384\. Make room on it/);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    },
  );
});

describe('a machine without terminals', () => {
  it.skipIf(!realThing('bwrap', 'bubblewrap'))('is told by name, and the demo ends', async () => {
    const { code, text } = await behind(['--tmpfs', '/dev/pts'], BOOT, ['demo', 'integrity', '--auto']);
    expect(text).toMatch(/could not start: this machine gives no terminal \(.*\)\. Is \/dev\/pts mounted\?/);
    expect(code).toBe(1);
  });
});

describe('a stage that cannot listen', () => {
  it('a stage that cannot listen says why in one sentence', async () => {
    const folder = join(scratch, 'no-folder');
    const main = join(ROOT, 'dist/src/stage/stage-process.js');
    const { code, text } = await answerOf(process.execPath, [main], { REBOOT_CAMP_SOCKETS: folder });
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

  it('a port that a talk of the same user holds is refused with the process and the address of that talk', async () => {
    const again = run(['present', '--port', String(app.port), '--no-open']);
    expect(await again.exit).toBe(2);
    expect(again.stderr).toContain(
      `Port ${app.port} is taken by Reboot Camp itself: process ${app.process.pid}, since`,
    );
    expect(again.stderr).toContain(app.address);
    expect(again.stderr).toContain(`kill ${app.process.pid}`);
  });

  it('a port that two starts take in one moment is given to one, and the other names it', async () => {
    const port = String(await freePort());
    const starts = [1, 2].map(() => run(['present', '--port', port, '--no-open']));
    try {
      const loser = await Promise.race(starts.map(async (start) => ((await start.exit) === 2 ? start : null)));
      const winner = starts.find((start) => start !== loser);
      await until(() => winner?.stdout.includes('Stop: Ctrl-C') === true);
      expect(loser?.stderr).toContain(`Port ${port} is taken by Reboot Camp itself: process ${winner?.process.pid}`);
    } finally {
      for (const { process: root } of starts) root.kill('SIGTERM');
      await Promise.all(starts.map(({ exit }) => exit));
    }
  });

  it('a port that a talk of the same user holds is offered to be opened if somebody sits at a terminal with a display', async () => {
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
