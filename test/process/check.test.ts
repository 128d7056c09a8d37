import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { run } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { until } from '../helpers/until.js';

let copy: Copy;

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

async function check() {
  const command = run(['check', 'integrity'], copy.inCopy);
  const code = await command.exit;
  const left = processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${command.process.pid}-`));
  return { code, left, text: command.stdout + command.stderr };
}

it('says in a line that the whole app works, and leaves nothing', async () => {
  const { code, left, text } = await check();
  expect(text).toBe(
    'ok   35 slides\nok   demo integrity\nok   the app: the page, its socket, a picture of integrity\n',
  );
  expect(left).toEqual([]);
  expect(code).toBe(0);
});

it('ends what plays in order at Ctrl-C, and says nothing of it', async () => {
  const command = run(['check', 'gameday']);
  const ours = () =>
    processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${command.process.pid}-`));
  await until(() => ours().length > 3);
  command.process.kill('SIGINT');
  expect(await command.exit).toBe(130);
  expect(ours()).toEqual([]);
  expect(command.stdout + command.stderr).toBe('ok   35 slides\n');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${command.process.pid}-`))).toEqual([]);
});

it.each([
  ['src/gateway/http.ts', "=== '/ticket'", "=== '/no-ticket'", /^NOT {2}the app: \/ticket answered 404, not 200$/m],
  [
    'src/gateway/sockets.ts',
    'request.url !== SOCKET_PATH',
    'request.url === SOCKET_PATH',
    /^NOT {2}the app: the socket/m,
  ],
  [
    'src/gateway/main.ts',
    'const config = readConfig();',
    'const config = readConfig();\nprocess.exit(3);',
    /^NOT {2}the app: .*gateway/m,
  ],
])('says what is wrong when %s is broken (%s)', async (file, right, wrong, words) => {
  const path = join(copy.folder, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(right, wrong));
  const said = await check().finally(() => writeFileSync(path, text));
  expect(said.text).toMatch(words);
  expect(said.text).not.toMatch(/ {4}at /);
  expect(said.left).toEqual([]);
  expect(said.code).toBe(1);
});
