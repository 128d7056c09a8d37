/** The recording of a demo in the place of the demo, and the demo again: the stage switches, so all pages see the same. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogEvent } from '../../src/log/index.js';
import type { StageCommand } from '../../src/protocol/messages.js';
import { ROOT_MARK, STAGE_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, stageOf, startApp } from '../helpers/app.js';
import { isRunning } from '../helpers/os.js';
import { type PageClient, pageOf } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

/** Its recording stands beside it, and its one requirement is a program that every system has. */
const DEMO = 'messages';
const PROCESSES = 3;

let app: App;
let client: PageClient;
let requests = 0;

beforeAll(async () => {
  app = await startApp();
  client = await pageOf(app);
});
afterAll(async () => {
  client?.close();
  await app?.stop();
});

function give(command: StageCommand, page = client) {
  const request = ++requests;
  page.send({ type: 'do', request, command });
  return page.answer(request);
}
const record = (demo = DEMO) => give({ do: 'recorded', demo });
const goLive = () => give({ do: 'live', demo: DEMO });
const step = (name: string, id: string) => give({ do: 'play', demo: DEMO, step: { do: 'fault', id, name } });

const eventsFrom = (from: number): LogEvent[] =>
  client.messages.slice(from).flatMap((message) => (message.type === 'event' ? [message.event] : []));

/** The scenes and the ends since message number `from`, in order. */
const scenesFrom = (from: number): string[] =>
  eventsFrom(from).flatMap((event) => {
    if (event.type === 'scene') return [`${event.recorded ? 'recorded' : 'live'} by ${event.by}`];
    return event.type === 'stop' ? [`stop, ${event.leftover} left`] : [];
  });

/** The pids of the processes of demos that this app has started. */
function processesOfDemos(): number[] {
  const ours = processesWith(ROOT_MARK).filter(({ value }) => value.startsWith(`${app.process.pid}-`));
  const ofDemos = new Set(processesWith(STAGE_MARK).map(({ pid }) => pid));
  return ours.flatMap(({ pid }) => (ofDemos.has(pid) ? [pid] : []));
}

const lastPids = () => {
  const starts = eventsFrom(0).filter((event) => event.type === 'start');
  return new Map(starts.map(({ id, pid }) => [id, pid]));
};

it('a recording takes the place of its demo within one log, leaves no process of it, and the demo takes its place again', async () => {
  await give({ do: 'start', demo: DEMO });
  await until(() => processesOfDemos().length >= PROCESSES);
  const [from, { epoch }] = [client.messages.length, client];
  expect((await record()).type).toBe('done');
  expect(processesOfDemos()).toEqual([]);
  await until(() => eventsFrom(from).some(({ type }) => type === 'ready'));
  expect(scenesFrom(from)).toEqual(['stop, 0 left', 'recorded by presenter']);
  // Its processes are those of another day.
  expect(processesOfDemos()).toEqual([]);

  expect((await goLive()).type).toBe('done');
  expect(scenesFrom(from)).toEqual(['stop, 0 left', 'recorded by presenter', 'stop, 0 left', 'live by presenter']);
  expect([...lastPids().values()].every(isRunning)).toBe(true);
  expect(processesOfDemos().length).toBeGreaterThanOrEqual(PROCESSES);
  expect(client.epoch).toBe(epoch);
});

it('a press that comes twice switches once', async () => {
  const from = client.messages.length;
  const answers = await Promise.all([record(), record(), record()]);
  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done']);
  expect(scenesFrom(from)).toEqual(['stop, 0 left', 'recorded by presenter']);
  await Promise.all([goLive(), goLive()]);
  expect(scenesFrom(from).slice(2)).toEqual(['stop, 0 left', 'live by presenter']);
});

it('the steps of the talk go on over a recording: none is refused, none hurts it, and a reset plays it again', async () => {
  await record();
  const from = client.messages.length;
  const answers = await Promise.all([step('rush', 'writer'), step('freeze', 'reader'), step('kill', 'writer')]);
  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done']);
  expect(eventsFrom(from).filter(({ type, by }) => type === 'fault' && by !== undefined)).toEqual([]);
  await give({ do: 'play', demo: DEMO, step: { do: 'reset' } });
  expect(scenesFrom(from)).toEqual(['recorded by presenter']);
});

it('a recording ends a start that is under way, and no answer is a refusal', async () => {
  await give({ do: 'stop' });
  const from = client.messages.length;
  const started = give({ do: 'start', demo: DEMO });
  await until(() => scenesFrom(from).length > 0);
  const answers = await Promise.all([started, record()]);
  expect(answers.map(({ type }) => type)).toEqual(['done', 'done']);
  expect(scenesFrom(from)).toEqual(['live by presenter', 'stop, 0 left', 'recorded by presenter']);
  expect(eventsFrom(from).filter(({ type }) => type === 'error')).toEqual([]);
  expect(processesOfDemos()).toEqual([]);
});

it('a recording of a demo that is not there is refused in words, and what plays goes on', async () => {
  const from = client.messages.length;
  expect(await record('nobody')).toMatchObject({ type: 'refused', message: 'There is no demo nobody.' });
  expect(await give({ do: 'live', demo: 'nobody' })).toMatchObject({ type: 'refused' });
  expect(scenesFrom(from)).toEqual([]);
  expect((await give({ do: 'fault', id: 'writer', name: 'kill' })).type).toBe('refused');
});

it('after a kill of the stage during a recording, the recording and the demo can be played again', async () => {
  const { epoch } = client;
  process.kill(stageOf(app) as number, 'SIGKILL');
  await until(() => client.epoch !== epoch && client.epoch !== null);
  const from = client.messages.length;
  expect((await record()).type).toBe('done');
  await until(() => scenesFrom(from).length > 0);
  expect(scenesFrom(from)).toEqual(['recorded by presenter']);
  expect((await step('kill', 'writer')).type).toBe('done');
  expect((await goLive()).type).toBe('done');
  expect((await step('kill', 'writer')).type).toBe('done');
  await until(() => eventsFrom(from).some(({ type, by }) => type === 'fault' && by === 'presenter'));
});
