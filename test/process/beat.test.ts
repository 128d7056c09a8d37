import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, isHealthy, startApp } from '../helpers/app.js';
import { isChildOf } from '../helpers/os.js';
import { PageClient, ticketFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let app: App;
const clients: PageClient[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => app?.stop());

const child = (variable: string) =>
  processesWith(variable).find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;

/** A page that shows no demo: it says hello, and asks for nothing. */
async function visitor(): Promise<PageClient> {
  const client = PageClient.connect(app);
  clients.push(client);
  expect(await client.status()).toBe(101);
  client.send({ type: 'hello', ticket: await ticketFor(app) });
  return client;
}

const beats = (client: PageClient) => client.messages.flatMap((message) => (message.type === 'beat' ? [message] : []));
const isWhole = (client: PageClient) => beats(client).at(-1)?.stageMs !== null && beats(client).length > 0;

it('a page hears who is alive and for how long, and nothing of a log that it did not ask for', async () => {
  const actor = PageClient.connect(app);
  clients.push(actor);
  await actor.hello(await ticketFor(app));
  const page = await visitor();
  actor.send({ type: 'do', request: 1, command: { do: 'start', demo: 'isolation' } });
  await until(() => actor.seqs.length > 50 && beats(page).length > 3);
  expect(page.messages[0]?.type).toBe('welcome');
  expect(page.messages.slice(1).filter(({ type }) => type !== 'beat')).toEqual([]);
  expect(page.seqs).toEqual([]);
  const [first, ...more] = beats(page);
  expect(first?.pid).toBe(child('REBOOT_CAMP_GATEWAY'));
  expect(more.at(-1)?.upMs).toBeGreaterThan(first?.upMs as number);
});

it('a page that asks for the log later reads it from there on', async () => {
  const page = await visitor();
  await until(() => isWhole(page));
  page.send({ type: 'follow', epoch: null, have: 0 });
  await until(() => page.messages.some(({ type }) => type === 'snapshot'));
  // A second time is one too many: it is not answered.
  page.send({ type: 'follow', epoch: null, have: 0 });
  const heard = beats(page).length;
  await until(() => beats(page).length > heard + 1);
  expect(page.messages.filter(({ type }) => type === 'snapshot')).toHaveLength(1);
});

it('the death of the stage is told at once, and so is the next one', async () => {
  const page = await visitor();
  await until(() => isWhole(page));
  const before = beats(page).length;
  process.kill(child('REBOOT_CAMP_SOCKETS'), 'SIGKILL');
  await until(() => beats(page).length > before && !isWhole(page));
  await until(() => isWhole(page));
  expect(new Set(beats(page).map(({ pid }) => pid)).size).toBe(1);
});

it('the root is as old with the next gateway as it was with this one', async () => {
  const page = await visitor();
  await until(() => isWhole(page));
  const before = beats(page).at(-1);
  process.kill(before?.pid as number, 'SIGKILL');
  await until(() => page.closed !== null);
  await until(() => isHealthy(app));
  const next = await visitor();
  await until(() => isWhole(next));
  const after = beats(next).at(-1);
  expect(after?.pid).not.toBe(before?.pid);
  expect(after?.upMs).toBeGreaterThan(before?.upMs as number);
});
