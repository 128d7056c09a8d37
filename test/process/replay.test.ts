import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayMessage } from '../../src/protocol/messages.js';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, run, startApp } from '../helpers/app.js';
import { isChildOf } from '../helpers/os.js';
import { PageClient, printedToken, ticketFor } from '../helpers/page-client.js';
import { TalkClient } from '../helpers/talk-client.js';
import { until } from '../helpers/until.js';

let folder = '';
let app: App | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(async () => {
  await app?.stop();
  app = null;
  rmSync(folder, { recursive: true });
});

const POLL = 'b1'.repeat(6);

/** The process of this app whose program is in the folder of that name. */
const pidOf = (name: string) =>
  processesWith(ROOT_MARK).find(
    ({ pid }) =>
      isChildOf(pid, app?.process.pid as number) &&
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`/${name}-process.js`),
  )?.pid as number;

const stageEvents = (page: PageClient) =>
  page.messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));

/** Returns a line that one of the processes has printed. A short talk: two slides, a demo in which a process is killed, a vote; the recorder is killed on the way. */
async function giveTalk(file: string): Promise<string> {
  const given = await startApp('present', ['--share', '--record', file]);
  app = given;
  const { page: laptop } = await TalkClient.open(given, 'a');
  const { page: anna } = await TalkClient.open(given, 'b', undefined, printedToken(given, '/join'));
  await laptop.move(2);
  const page = await PageClient.connect(given).hello(await ticketFor(given));
  page.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
  await page.answer(1);
  const recorder = pidOf('recorder');
  process.kill(recorder, 'SIGKILL');
  await until(() => pidOf('recorder') !== recorder && pidOf('recorder') !== undefined);
  await laptop.do({ do: 'poll', id: POLL, demo: 'blackbox', scene: 'one' });
  await until(() => anna.state?.polls.length === 1);
  await anna.do({ do: 'vote', poll: POLL, option: 1 });
  await until(() => laptop.state?.polls[0]?.votes === 1);
  await laptop.do({ do: 'split', demo: 'blackbox' });
  page.send({ type: 'do', request: 2, command: { do: 'fault', id: 'toaster', name: 'kill' } });
  await page.answer(2);
  await until(() => stageEvents(page).some((event) => event.type === 'ready' && event.incarnation === 2));
  await laptop.move(5);
  await until(() => readFileSync(file, 'utf8').includes('"slide":5'));
  for (const one of [laptop, anna, page]) one.close();
  await given.stop();
  return /[A-Za-z]{4,}/.exec(page.output)?.[0] ?? '';
}

describe('a talk that was recorded', () => {
  it('is shown again with its slides, its processes and its votes, and nobody moves it', async () => {
    const file = join(folder, 'talk.jsonl');
    const printed = await giveTalk(file);
    app = await startApp('replay', [file, '--speed', '20']);
    const token = app.token;
    const { page } = await TalkClient.open(app, 'c', undefined, token);
    await until(() => page.state?.place?.slide === 5);
    expect(page.state?.polls).toMatchObject([{ id: POLL, demo: 'blackbox', phase: 'split', votes: 1, split: [0, 1] }]);
    const stage = await PageClient.connect(app).hello(await ticketFor(app, token));
    const snapshot = () => stage.messages.find((message) => message.type === 'snapshot');
    await until(() => snapshot() !== undefined);
    const { view, screens } = snapshot() as Extract<GatewayMessage, { type: 'snapshot' }>;
    expect(view).toMatchObject({
      demo: 'blackbox',
      kills: 1,
      running: true,
      recorded: expect.stringMatching(/^A recording of/),
    });
    expect(view.processes.toaster?.lives).toBe(2);
    expect(screens.map(({ data }) => data).join('')).toContain(printed);
    stage.send({ type: 'do', request: 1, command: { do: 'stop' } });
    expect(await stage.answer(1)).toMatchObject({ type: 'refused' });
    expect(await page.move(7)).toMatch(/recorded talk|Only the presenter/);
    page.close();
    stage.close();
  });

  it('goes on where it would be by now when its replay is killed', async () => {
    const file = join(folder, 'talk.jsonl');
    await giveTalk(file);
    app = await startApp('replay', [file, '--speed', '100']);
    const { page } = await TalkClient.open(app, 'c', undefined, app.token);
    await until(() => page.state?.place?.slide === 5);
    const { epoch } = page;
    process.kill(pidOf('replay'), 'SIGKILL');
    await until(() => page.epoch !== null && page.epoch !== epoch);
    expect(page.state?.place).toEqual({ slide: 5, step: 0 });
    page.close();
  });
});

async function refused(...args: string[]): Promise<[code: unknown, stderr: string]> {
  const one = run([...args, '--no-open']);
  return [await one.exit, one.stderr];
}

describe('a command that cannot record, or show again, is refused before anything starts:', () => {
  it('a file that exists', async () => {
    const file = join(folder, 'talk.jsonl');
    writeFileSync(file, 'mine');
    expect(await refused('present', '--record', file)).toEqual([
      2,
      expect.stringContaining(`--record ${file}: the file exists already.`),
    ]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('a file in a folder that is not there', async () => {
    expect(await refused('present', '--record', join(folder, 'none', 'talk.jsonl'))).toEqual([
      2,
      expect.stringMatching(/--record .*none.*Name another one\./),
    ]);
  });

  it.each([
    ['no file', [], /One file is shown at a time, and 0 are named/],
    ['a file that is not there', ['/nowhere/talk.jsonl'], /\/nowhere\/talk\.jsonl cannot be read/],
    ['a file of another kind', ['package.json'], /package\.json:1: expected the head of a recorded talk/],
    ['a speed that is none', ['package.json', '--speed', 'fast'], /--speed fast: expected a number/],
  ] as const)('%s', async (_, args, words) => {
    expect(await refused('replay', ...args)).toEqual([2, expect.stringMatching(words)]);
  });
});
