import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { run } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { byDay, isNight } from '../helpers/night.js';
import { until } from '../helpers/until.js';

let copy: Copy;

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

async function check(env: Record<string, string> = {}) {
  const command = run(['check', 'integrity'], { ...copy.inCopy, env });
  const code = await command.exit;
  const left = processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${command.process.pid}-`));
  return { code, left, text: command.stdout + command.stderr };
}

it('says in a line that the whole app works, which recording is old, and leaves nothing', async () => {
  const recordingOf = (name: string) => join(copy.folder, 'dist/demos', name, 'recording.jsonl');
  writeFileSync(recordingOf('integrity'), readFileSync(recordingOf('messages')));
  const { code, left, text } = await check();
  expect(text).toContain('--   The recording of integrity is of another version of the demo.');
  // The last lines are about this machine, whatever it is.
  const lines = text.replace(/Chromium [\d.]+/, 'Chromium').split('\n');
  expect(lines.filter((line) => line.startsWith('--   ')).length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.startsWith('--   ')).join('\n')).toBe(
    [
      'ok   35 slides',
      'ok   demo integrity',
      'ok   the app: the page, its socket, a picture of integrity',
      'ok   35 slides fit at 1280 × 720 and on a telephone held upright (Chromium)\n',
    ].join('\n'),
  );
  expect(left).toEqual([]);
  expect(code).toBe(0);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the check ends what plays in order at %s, says nothing of it, and exits with %i', async (signal, code) => {
  const command = run(['check', 'gameday']);
  const ours = () =>
    processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${command.process.pid}-`));
  await until(() => ours().length > 3);
  command.process.kill(signal);
  expect(await command.exit).toBe(code);
  expect(ours()).toEqual([]);
  expect(command.stdout + command.stderr).toBe('ok   35 slides\n');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${command.process.pid}-`))).toEqual([]);
});

it.each(
  byDay([
    [
      'src/gateway/http.ts',
      "'/ticket': ticket",
      "'/no-ticket': ticket",
      /^FAIL the app: \/ticket answered 404, not 200$/m,
    ],
    [
      'src/gateway/sockets.ts',
      'request.url !== SOCKET_PATH',
      'request.url === SOCKET_PATH',
      /^FAIL the app: the socket/m,
    ],
    [
      'src/gateway/gateway-process.ts',
      'const config = readConfig();',
      'const config = readConfig();\nprocess.exit(3);',
      /^FAIL the app: .*gateway/m,
    ],
  ]),
)('says what is wrong when %s is broken (%s)', async (file, right, wrong, words) => {
  const path = join(copy.folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(right);
  writeFileSync(path, text.replace(right, wrong));
  const said = await check().finally(() => writeFileSync(path, text));
  expect(said.text).toMatch(words);
  expect(said.text).not.toMatch(/ {4}at /);
  expect(said.left).toEqual([]);
  expect(said.code).toBe(1);
});

it('measures every slide in a browser, and names each that does not fit, in which shape and by how much', {
  timeout: 180_000,
}, async () => {
  const path = join(copy.folder, 'slides/09-guide.md');
  const text = readFileSync(path, 'utf8');
  const rows = Array.from({ length: 40 }, (_, at) => `- row ${at + 1} of a list that nobody reads to its end`);
  writeFileSync(path, `${text}\n---\n\n## Too much\n\n${rows.join('\n')}\n`);
  const said = await check().finally(() => writeFileSync(path, text));
  const line = text.split('\n').length + 3;
  const sentence = (where: string) =>
    new RegExp(`^ +slides/09-guide\\.md:${line} The words of this slide are too high by \\d+ px ${where}`, 'm');
  expect(said.text).toMatch(/^FAIL 36 slides fit/m);
  expect(said.text).toMatch(sentence('at 1280 × 720'));
  expect(said.text).toMatch(sentence('on a telephone held upright'));
  expect(said.left).toEqual([]);
  expect(said.code).toBe(1);
});

it.runIf(isNight)('says that the slides were not measured, and why, when there is no browser', async () => {
  const said = await check({ CHROMIUM: '/nowhere/chromium' });
  expect(said.text).toContain('--   the slides were not measured: There is no browser at /nowhere/chromium.');
  expect(said.code).toBe(0);
});
