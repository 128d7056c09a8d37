/** The browser of the tests on a system that has never run it, or lacks its libraries or fonts. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../src/measure/chromium.js';
import { ROOT } from '../helpers/app.js';
import { realThing } from '../helpers/real-thing.js';

const OPEN = join(ROOT, 'test/process/workers/browser.mjs');
const CACHE = join(ROOT, 'node_modules/.cache');

/** The files of the system's libraries that the npm package brings too. */
let libraries: string[];
/** Where the package is unpacked, and its libraries. */
let unpacked: string;
let folder: string;

beforeAll(async () => {
  const { executablePath } = await findChromium();
  const env = { ...process.env, LD_TRACE_LOADED_OBJECTS: '1' };
  const { stdout } = spawnSync(executablePath, { env, encoding: 'utf8' });
  const found = [...stdout.matchAll(/lib(?:nss3|nssutil3|nspr4|plc4|plds4|expat)\.so\S* => (\/\S+)/g)];
  libraries = found.map(([, path = '']) => realpathSync(path)).filter((path) => !path.startsWith(ROOT));
  unpacked = join(executablePath, '../al2023/lib');
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface End {
  status: number;
  stdout: string;
  stderr: string;
}

/** Opens the browser in a mount namespace of its own; `mounts` are options of bwrap(1), `wrapper` is a program that runs the one that opens it. */
const openBehind = (mounts: string[], wrapper: string[] = []) =>
  new Promise<End>((resolve) => {
    const args = ['--dev-bind', '/', '/', ...mounts, ...wrapper, process.execPath, OPEN];
    const env = { ...process.env, CHROMIUM: '' };
    execFile('bwrap', args, { env, cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

/** The text has a width: a page was drawn. */
const DRAWN = { status: 0, stdout: expect.stringMatching(/^[1-9]\d* px$/m), stderr: '' };

/** Folders in which systems keep fonts, and how they are configured. */
const FONTS = ['/etc/fonts', '/usr/share/fonts', '/usr/local/share/fonts'];

const hidden = () => libraries.flatMap((path) => ['--ro-bind', '/dev/null', path]);

describe.skipIf(!realThing('bwrap', 'bubblewrap'))('the browser of the tests', () => {
  it('opens for two processes at once when it was never unpacked', async () => {
    const cache = join(folder, 'cache');
    const temporary = join(folder, 'tmp');
    for (const path of [cache, temporary]) mkdirSync(path);
    const mounts = ['--bind', cache, CACHE, '--setenv', 'TMPDIR', temporary];
    for (const end of await Promise.all([openBehind(mounts), openBehind(mounts)])) {
      expect(end).toEqual(DRAWN);
    }
  });

  it.each([
    [
      'has too little room',
      ['--size', String(20 * 1024 * 1024), '--tmpfs', CACHE],
      /no space left on device \(ENOSPC\)/,
    ],
    ['is read-only', ['--tmpfs', CACHE, '--remount-ro', CACHE], /read-only file system \(EROFS\)/],
  ])(
    'says in one sentence why it is not unpacked when the disk %s, and leaves nothing there',
    async (_, mounts, why) => {
      const { status, stdout, stderr } = await openBehind(mounts, ['sh', '-c', '"$@"; echo "left: $(ls "$0")"', CACHE]);
      expect(stderr).toMatch(
        /^The Chromium of the npm package cannot be unpacked into \S+\.cache, where it needs \d+ MB: /,
      );
      expect(stderr).toMatch(why);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect([status, stdout]).toEqual([0, 'left: \n']);
    },
  );

  it('opens with the libraries of its npm package when the system has none of them', async () => {
    expect(await openBehind(hidden())).toEqual(DRAWN);
  });

  it('draws text of the same width on a system without fonts', async () => {
    const none = FONTS.filter((path) => existsSync(path)).flatMap((path) => ['--tmpfs', path]);
    const ends = await Promise.all([openBehind([]), openBehind(none)]);
    expect(ends).toEqual([DRAWN, DRAWN]);
    expect(ends[0]?.stdout).toBe(ends[1]?.stdout);
  });

  it('names the missing libraries and their Debian packages when neither the system nor the npm package has them', async () => {
    const nowhere = [...hidden(), '--tmpfs', unpacked];
    const { status, stderr } = await openBehind(nowhere);
    expect(status).toBe(1);
    expect(stderr).toMatch(/cannot start: \S*chromium needs libraries that this system does not have:/);
    expect(stderr).toMatch(/^ {2}libnss3\.so$/m);
    expect(stderr).toMatch(/^ {2}libexpat\.so\.1$/m);
    expect(stderr).toContain('apt-get install libnspr4 libnss3 libexpat1');
  });
});
