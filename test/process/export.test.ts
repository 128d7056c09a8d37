/** `npm run export -- --cast`: files for asciinema from the recordings of this project. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { workersOf } from '../../src/demo/demo.js';
import { readRecording } from '../../src/stage/recording.js';
import { ROOT, run } from '../helpers/app.js';
import { copyProject } from '../helpers/copy.js';
import { DEMOS, demoNamed, demoNames } from '../helpers/demos.js';
import { realThing } from '../helpers/real-thing.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function exported(...args: string[]) {
  const command = run(['export', '--cast', ...args]);
  const code = await command.exit;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

const filesIn = (place: string) =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const castsOf = async (name: string) =>
  workersOf((await demoNamed(name)).tree).map(({ id }) => join(folder, name, `${id}.cast`));

const headOf = (path: string) => JSON.parse(readFileSync(path, 'utf8').split('\n')[0] as string);

it('each terminal of every recording becomes a cast of its own, and the command prints where', async () => {
  const { code, stdout, stderr } = await exported(folder);
  expect([code, stderr]).toEqual([0, '']);
  const recorded = demoNames.filter((name) => readRecording(join(DEMOS, name)));
  const casts = (await Promise.all(recorded.map(castsOf))).flat().sort();
  expect(casts.length).toBeGreaterThan(10);
  expect(filesIn(folder)).toEqual(casts);
  expect(stdout.trim().split('\n').sort()).toEqual(casts);
  for (const cast of casts) expect(headOf(cast)).toMatchObject({ version: 3, term: { cols: expect.any(Number) } });
});

it('a file that is there already is named, and nothing is written until the user says that it is replaced', async () => {
  const [first = '', second = ''] = await castsOf('erlang');
  mkdirSync(join(folder, 'erlang'));
  writeFileSync(second, 'mine');
  const refused = await exported(folder, 'messages', 'erlang');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toBe(`${second} is there already. Name another place, or replace it with --overwrite.\n`);
  expect(filesIn(folder)).toEqual([second]);
  expect(readFileSync(second, 'utf8')).toBe('mine');

  const told = await exported(folder, 'erlang', '--overwrite', '--cast-version', '2');
  expect([told.code, told.stderr]).toEqual([0, '']);
  expect(filesIn(folder)).toEqual((await castsOf('erlang')).sort());
  for (const cast of [first, second]) expect(headOf(cast)).toMatchObject({ version: 2, width: expect.any(Number) });
});

it('a demo without a recording is named with the command that makes one, and nothing is written', async () => {
  const copy = copyProject();
  try {
    rmSync(join(copy.folder, 'demos/race/recording.jsonl'));
    const command = run(['export', '--cast', folder, 'erlang', 'race'], copy.inCopy);
    expect([await command.exit, command.stderr]).toEqual([
      2,
      'The demo race has no recording. Make one: npm run record -- race\n',
    ]);
    expect(filesIn(folder)).toEqual([]);
  } finally {
    copy.remove();
  }
});

it('a place in which no folder can be made is named in one sentence', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  const { code, stderr } = await exported(join(file, 'casts'), 'erlang');
  expect(stderr).toBe(
    `Nothing is written: ${join(file, 'casts/erlang')} leads through a file, not through folders. Mend that, or name another place.\n`,
  );
  expect(code).toBe(1);
  expect(filesIn(folder)).toEqual([file]);
});

it.skipIf(!realThing('bwrap', 'bubblewrap')).each([
  ['that is full', ['--size', '16384', '--tmpfs'], 'is on a disk that is full'],
  ['that is read-only', ['--ro-bind'], 'is on a file system that is read-only'],
])('a disk %s is named in one sentence, and no part of a file is left', async (_, mount, reason) => {
  const mounted = mount[0] === '--ro-bind' ? [...mount, folder, folder] : [...mount, folder];
  const boot = `${ROOT}/src/boot.cjs`;
  const command = [process.execPath, boot, 'export', '--cast', folder, 'supervision', 'gameday'];
  const script = '"$@"; code=$?; find "$0" -type f; exit $code';
  const args = ['--dev-bind', '/', '/', ...mounted, 'sh', '-c', script, folder, ...command];
  const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile('bwrap', args, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
  expect(stderr).toMatch(/^Nothing is written: \S+ is on .*\. Mend that, or name another place\.\n$/);
  expect(stderr).toContain(`${reason}. `);
  expect([code, stdout]).toEqual([1, '']);
});
