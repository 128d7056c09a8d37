import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, freePort, type Run, run, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { stat } from '../helpers/os.js';
import { PageClient, ticketFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let copy: Copy;
let temporary: string;
let app: Run | null = null;
let mend: (() => void) | null = null;

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'reboot-test-interrupt-'));
});
afterEach(async () => {
  app?.process.kill('SIGKILL');
  await app?.exit;
  app = null;
  mend?.();
  mend = null;
  rmSync(temporary, { recursive: true });
});

/** Spoils a compiled part of the copy until the end of the test. */
function spoil(part: 'gateway' | 'stage', how: (text: string) => string): void {
  const path = join(copy.folder, `dist/src/${part}/${part}-process.js`);
  const text = readFileSync(path, 'utf8');
  mend = () => writeFileSync(path, text);
  writeFileSync(path, how(text));
}

const surroundings = () => ({ ...copy.inCopy, env: { TMPDIR: temporary } });

async function begin(): Promise<Run> {
  app = run(['present', '--no-open', '--port', String(await freePort())], surroundings());
  return app;
}

/** As one who does not want to wait. */
const pressCtrlCUntilItEnds = ({ process }: Run) =>
  until(() => {
    process.kill('SIGINT');
    return process.exitCode !== null || process.signalCode !== null;
  });

async function expectNothingLeft({ process }: Run): Promise<void> {
  const ours = () => processesWith(ROOT_MARK).filter(({ value }) => value.startsWith(`${process.pid}-`));
  await until(() => ours().length === 0, { deadline: 2000 });
  expect(readdirSync(temporary)).toEqual([]);
}

async function playing(): Promise<App> {
  const started = await startApp('present', [], surroundings());
  app = started;
  const page = await PageClient.connect(started).hello(await ticketFor(started), null, 0);
  page.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
  expect(await page.answer(1)).toMatchObject({ type: 'done' });
  page.close();
  return started;
}

it('Ctrl-Z does not stop the app; it says why', async () => {
  const started = await startApp('present', [], surroundings());
  app = started;
  started.process.kill('SIGTSTP');
  await until(() => started.stdout.includes('Ctrl-Z would stop the supervisor'), { deadline: 4000 });
  expect(stat(started.process.pid as number)?.state).not.toBe('T');
  expect((await fetch(`${started.origin}/healthz`)).status).toBe(200);
  await started.stop();
  await expectNothingLeft(started);
});

it.each(['stage', 'gateway'] as const)(
  'a %s that cannot start is named in one line, and nothing is left',
  async (part) => {
    spoil(part, () => 'process.exit(3);');
    const started = await begin();
    expect(await started.exit).toBe(1);
    expect(started.stderr).toBe(`${part} could not start: it ended before it was ready (exit 3).\n`);
    await expectNothingLeft(started);
  },
);

it.each([
  [['demo', 'gameday', '--auto'], 'SIGINT', 130],
  [['demo', 'gameday', '--auto', '--json'], 'SIGTERM', 143],
  [['record', 'gameday'], 'SIGTERM', 143],
  [['record', 'gameday'], 'SIGHUP', 129],
] as const)('the work of %j that %s leaves undone has the exit code %i', async (args, signal, code) => {
  const started = run([...args], surroundings());
  await until(() => processesWith(ROOT_MARK).some(({ value }) => value.startsWith(`${started.process.pid}-`)));
  started.process.kill(signal);
  expect(await started.exit).toBe(code);
});

describe('Ctrl-C leaves nothing', () => {
  const HANGS = 'console.log("It hangs."); await new Promise((resolve) => setTimeout(resolve, 1e6));\n';

  it('during the start', async () => {
    spoil('gateway', (text) => HANGS + text);
    const started = await begin();
    await until(() => started.stdout.includes('It hangs.'));
    started.process.kill('SIGINT');
    expect(await started.exit).toBe(0);
    expect(started.stdout + started.stderr).toBe('It hangs.\n');
    await expectNothingLeft(started);
  });

  it('twice during the start', async () => {
    spoil('gateway', (text) => `process.on("SIGTERM", () => {});${HANGS}${text}`);
    const started = await begin();
    await until(() => started.stdout.includes('It hangs.'));
    await pressCtrlCUntilItEnds(started);
    expect(await started.exit).toBe(130);
    await expectNothingLeft(started);
  });

  it('twice while a demo plays', async () => {
    spoil('stage', (text) => text.replace('leaving = true;', 'leaving = true; await new Promise(() => {});'));
    const started = await playing();
    await pressCtrlCUntilItEnds(started);
    expect(await started.exit).toBe(130);
    await expectNothingLeft(started);
  });
});
