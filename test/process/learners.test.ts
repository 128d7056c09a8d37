import { networkInterfaces } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { isAlive, processesWith } from '../../src/supervisor/processes.js';
import { type App, isHealthy, startApp } from '../helpers/app.js';
import { cookieFor, learnerOf, PageClient } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

const lan = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ internal, family }) => !internal && family === 'IPv4'),
);

let app: App | null = null;
const clients: PageClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await app?.stop();
  app = null;
});

async function visit(cookie: string): Promise<{ client: PageClient; cookie: string }> {
  const learner = await learnerOf(app as App, cookie);
  const client = await PageClient.connect(app as App).hello(learner.ticket);
  clients.push(client);
  await until(() => client.epoch !== null);
  return { client, cookie: learner.cookie };
}

/** The stages of the app, the talk's own among them. */
const stages = () => {
  const ours = processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${app?.process.pid}-`));
  return processesWith('REBOOT_CAMP_SOCKETS')
    .map(({ pid }) => pid)
    .filter((pid) => ours.some((own) => own.pid === pid));
};

it('each learner has a stage: what one does on it, nobody else sees', async () => {
  app = await startApp();
  const admitted = await cookieFor(app);
  const one = await visit(admitted);
  const other = await visit(admitted);
  expect(stages()).toHaveLength(3);
  expect(one.client.epoch).not.toBe(other.client.epoch);

  one.client.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
  expect(await one.client.answer(1)).toMatchObject({ type: 'done' });
  await until(() => one.client.output.length > 0);
  expect(other.client.output).toHaveLength(0);

  const again = await visit(one.cookie);
  expect(again.client.epoch).toBe(one.client.epoch);
  await until(() => again.client.messages.some((message) => message.type === 'snapshot'));
});

it('a stage that was killed is started again, and the other learner does not notice', async () => {
  app = await startApp();
  const admitted = await cookieFor(app);
  const [talk] = stages();
  const one = await visit(admitted);
  const own = stages().filter((pid) => pid !== talk);
  const other = await visit(admitted);
  const before = { one: one.client.epoch, other: other.client.epoch };
  process.kill(own[0] as number, 'SIGKILL');
  await until(() => one.client.epoch !== null && one.client.epoch !== before.one);
  expect(other.client.epoch).toBe(before.other);
});

it('a stage that nobody visits ends, and is there again for the next visit', async () => {
  app = await startApp('present', [], { env: { REBOOT_CAMP_IDLE_MS: '300' } });
  const { client, cookie } = await visit(await cookieFor(app));
  expect(stages()).toHaveLength(2);
  client.close();
  await until(() => stages().length === 1);
  await visit(cookie);
  expect(stages()).toHaveLength(2);
});

it('a gateway that is killed leaves the learners their stages', async () => {
  app = await startApp();
  const { client, cookie } = await visit(await cookieFor(app));
  const before = stages();
  const [gateway] = processesWith('REBOOT_CAMP_GATEWAY').filter(({ pid }) =>
    processesWith('REBOOT_CAMP_ROOT').some((own) => own.pid === pid && own.value.startsWith(`${app?.process.pid}-`)),
  );
  process.kill(gateway?.pid as number, 'SIGKILL');
  await until(() => client.socket.readyState === client.socket.CLOSED);
  await until(() => isHealthy(app as App));
  const again = await visit(cookie);
  expect(again.client.epoch).toBe(client.epoch);
  expect(stages().sort()).toEqual(before.sort());
});

it('to a stage of one’s own, too, only who was let in gets a ticket', async () => {
  app = await startApp();
  expect((await fetch(`${app.origin}/ticket/learner`)).status).toBe(401);
  const stranger = await fetch(`${app.origin}/ticket/learner`, { headers: { cookie: 'reboot-camp-learner=x.y' } });
  expect(stranger.status).toBe(401);
});

// A machine on no network prints no address for others.
it.runIf(lan)('a viewer gets no stage, and a learner does', async () => {
  app = await startApp('present', ['--share']);
  const tokenOf = (page: string) => new RegExp(`://(?!127)[^/]+${page}\\?token=(\\S+)`).exec(app?.stdout ?? '')?.[1];
  const [viewer, learner] = [tokenOf('/join') as string, tokenOf('/workshop') as string];
  const refused = await fetch(`${app.origin}/ticket/learner`, { headers: { cookie: await cookieFor(app, viewer) } });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('Your address is for viewers');
  const before = stages().length;
  const { client } = await visit(await cookieFor(app, learner));
  expect(stages()).toHaveLength(before + 1);

  // Faults, yes; but a terminal can be a shell, and the machine is somebody else's.
  const typed = async (from: PageClient) => {
    from.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
    expect(await from.answer(1)).toMatchObject({ type: 'done' });
    from.send({ type: 'do', request: 2, command: { do: 'fault', id: 'guest', name: 'kill' } });
    expect(await from.answer(2)).toMatchObject({ type: 'done' });
    from.send({ type: 'do', request: 3, command: { do: 'input', id: 'chimp', data: 'x' } });
    return from.answer(3);
  };
  expect(await typed(client)).toMatchObject({ type: 'refused', message: expect.stringContaining('can be a shell') });
  const owner = await visit(await cookieFor(app));
  expect(await typed(owner.client)).toMatchObject({ type: 'done' });
});

it('nobody’s stage outlives the root', async () => {
  app = await startApp();
  await visit(await cookieFor(app));
  const all = stages();
  process.kill(app.process.pid as number, 'SIGKILL');
  await until(() => !all.some(isAlive));
  // The next start clears away what the dead one could not.
  app = await startApp();
});
