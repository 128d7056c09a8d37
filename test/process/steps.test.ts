/** The steps of a talk, sent by a client that is no browser: a phone, or a second presenter. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogEvent } from '../../src/log/index.js';
import type { TalkStep } from '../../src/protocol/messages.js';
import { type App, stageOf, startApp } from '../helpers/app.js';
import { type PageClient, pageOf } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

const START: TalkStep = { do: 'start' };
const kill = (id: string): TalkStep => ({ do: 'fault', id, name: 'kill' });

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

/** Sends a step, and resolves with the answer. */
function play(demo: string, step: TalkStep, by = client) {
  const request = ++requests;
  by.send({ type: 'do', request, command: { do: 'play', demo, step } });
  return by.answer(request);
}

/** All that was done to processes, and for which demo, as the log tells; from `from` on. */
function happened(from: number): string[] {
  const events = client.messages.slice(from).flatMap((message) => (message.type === 'event' ? [message.event] : []));
  const words = (event: LogEvent) => {
    if (event.type === 'scene') return [`scene ${event.demo} by ${event.by}`];
    return event.type === 'fault' ? [`${event.name} ${event.id} by ${event.by}`] : [];
  };
  return events.flatMap(words);
}

it('a burst of steps is played in its order, each when its process is there, and the log says who asked', async () => {
  const from = client.messages.length;
  const steps = [START, kill('cling'), kill('cling'), kill('save')];
  const answers = await Promise.all(steps.map((step) => play('punt', step)));
  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done', 'done']);
  const [first, ...more] = [
    'scene punt by presenter',
    'kill cling by presenter',
    'kill cling by presenter',
    'kill save by presenter',
  ];
  expect(happened(from)).toEqual([first, ...more]);
});

it('a step begins its demo if another one plays, and leaves that one alone', async () => {
  const from = client.messages.length;
  expect((await play('session', kill('web'))).type).toBe('done');
  expect(happened(from)).toEqual(['scene session by presenter', 'kill web by presenter']);
});

it('a stop of a demo that does not play stops nothing', async () => {
  const from = client.messages.length;
  expect((await play('punt', { do: 'stop' })).type).toBe('done');
  expect((await play('session', { do: 'stop' })).type).toBe('done');
  const stops = client.messages
    .slice(from)
    .filter((message) => message.type === 'event' && message.event.type === 'stop');
  expect(stops).toHaveLength(1);
});

it('the first step leads back to the beginning if something has died', async () => {
  await play('session', START);
  await play('session', kill('web'));
  const from = client.messages.length;
  await play('session', START);
  expect(happened(from)).toEqual(['scene session by presenter']);
});

it('a step of a process that the demo does not have is refused in words', async () => {
  expect(await play('session', { do: 'fault', id: 'web', name: 'trow' })).toMatchObject({
    type: 'refused',
    message: expect.stringContaining('web has no fault trow'),
  });
});

it('steps of two clients are played one after the other', async () => {
  const other = await pageOf(app);
  const from = client.messages.length;
  const answers = await Promise.all([
    play('session', { do: 'reset' }),
    play('session', kill('jar'), other),
    play('session', kill('web')),
  ]);
  expect(answers.map(({ type }) => type)).toEqual(['done', 'done', 'done']);
  expect(happened(from).sort()).toEqual([
    'kill jar by presenter',
    'kill web by presenter',
    'scene session by presenter',
  ]);
  expect(happened(from)[0]).toBe('scene session by presenter');
  other.close();
});

it('a step brings the demo back if the stage was killed', async () => {
  const { epoch } = client;
  process.kill(stageOf(app) as number, 'SIGKILL');
  await until(() => client.epoch !== epoch && client.epoch !== null);
  const from = client.messages.length;
  expect((await play('session', kill('web'))).type).toBe('done');
  await until(() => happened(from).includes('kill web by presenter'));
});
