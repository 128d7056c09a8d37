import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, isIdentityAlive, processesWith } from '../../src/supervisor/processes.js';
import { type App, startApp } from '../helpers/app.js';
import { isChildOf } from '../helpers/os.js';
import { PageClient, ticketFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let app: App | null = null;
const clients: PageClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await app?.stop();
  app = null;
});

const childOf = (parent: number, variable: string) =>
  processesWith(variable).find(({ pid }) => isChildOf(pid, parent))?.pid;

const ofApp = (app: App) =>
  processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${app.process.pid}-`));

async function follow(app: App, epoch: string | null = null, have = 0): Promise<PageClient> {
  const client = await PageClient.connect(app).hello(await ticketFor(app), epoch, have);
  clients.push(client);
  return client;
}

/** Fourteen processes that talk all the time; and three, where it does not matter how many there are. */
const [MANY, FEW] = ['isolation', 'blackbox'];

async function begin(client: PageClient, request: number, demo = FEW): Promise<void> {
  client.send({ type: 'do', request, command: { do: 'start', demo } });
  expect(await client.answer(request)).toMatchObject({ type: 'done' });
}

async function playing(app: App, demo: string): Promise<PageClient> {
  const client = await follow(app);
  await begin(client, 1, demo);
  return client;
}

describe('any process of the app may be killed', () => {
  it('the gateway: a page reads on from its offset, and not one event is missing or double', async () => {
    app = await startApp();
    const running = app;
    const first = await playing(running, MANY);
    await until(() => first.seqs.length > 100);
    const seqs: number[] = [];
    for (let kill = 0; kill < 3; kill++) {
      const gateway = childOf(running.process.pid as number, 'REBOOT_CAMP_GATEWAY') as number;
      const last = clients.at(-1) as PageClient;
      const before = last.seqs.length;
      await until(() => last.seqs.length > before + 20);
      const { epoch } = first;
      process.kill(gateway, 'SIGKILL');
      await until(() => last.closed !== null);
      seqs.push(...last.seqs);
      await until(() =>
        ticketFor(running).then(
          () => true,
          () => false,
        ),
      );
      const next = await follow(running, epoch, (seqs.at(-1) as number) + 1);
      await until(() => next.seqs.length > 20);
      expect(next.messages.filter(({ type }) => type === 'snapshot')).toEqual([]);
    }
    seqs.push(...(clients.at(-1) as PageClient).seqs);
    expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] as number) + at));
  });

  it('the stage: its workers die with it, a fresh one has a log of its own', async () => {
    app = await startApp();
    const client = await playing(app, MANY);
    const { epoch } = client;
    const workers = processesWith('REBOOT_CAMP_STAGE').filter(({ pid }) =>
      ofApp(app as App).some((process) => process.pid === pid),
    );
    expect(workers.length).toBe(14);
    process.kill(childOf(app.process.pid as number, 'REBOOT_CAMP_SOCKETS') as number, 'SIGKILL');
    await until(() => client.epoch !== epoch && client.epoch !== null);
    await until(() => workers.every(({ pid }) => !isAlive(pid)));
    await begin(client, 2);
    const owners = readdirSync(tmpdir()).flatMap((name) => /^reboot-camp-(\d+-\d+-\d+)-/.exec(name)?.[1] ?? []);
    expect(owners.filter((owner) => !isIdentityAlive(owner))).toEqual([]);
  });

  it('two pages that press start at once get one demo', async () => {
    app = await startApp();
    const [one, other] = [await follow(app), await follow(app)];
    await Promise.all([begin(one, 1), begin(other, 1)]);
    const scenes = one.messages.filter((message) => message.type === 'event' && message.event.type === 'scene');
    expect(scenes.length).toBe(1);
    expect(
      processesWith('REBOOT_CAMP_STAGE').filter(({ pid }) => ofApp(app as App).some((of) => of.pid === pid)).length,
    ).toBe(3);
  });

  it('the root: within two seconds nothing of it is left, and the next start finds nothing in its way', async () => {
    app = await startApp();
    await playing(app, MANY);
    const { pid } = app.process;
    expect(ofApp(app).length).toBeGreaterThanOrEqual(16);
    app.process.kill('SIGKILL');
    await until(() => ofApp(app as App).length === 0, { deadline: 2000 });
    app = await startApp('present');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${pid}-`))).toEqual([]);
  });

  it('and asked politely, it leaves nothing: no process, no socket, no file', async () => {
    const asked = await startApp();
    await playing(asked, FEW);
    await asked.stop();
    expect(await asked.exit).toBe(0);
    expect(ofApp(asked)).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${asked.process.pid}-`))).toEqual([]);
  });
});

describe('any process of the app may be frozen', () => {
  /** The time that a watchdog may take, with room for a busy machine, in ms. */
  const FOUND = { deadline: 15_000 };

  it('the gateway: found, killed and reborn, the page reads on', async () => {
    app = await startApp();
    const running = app;
    const page = await playing(running, MANY);
    const gateway = childOf(running.process.pid as number, 'REBOOT_CAMP_GATEWAY') as number;
    process.kill(gateway, 'SIGSTOP');
    await until(() => page.closed !== null, FOUND);
    // Nobody who calls meanwhile is turned away: the call waits for the next gateway.
    const next = await follow(running, page.epoch, (page.seqs.at(-1) as number) + 1);
    await until(() => next.seqs.length > 20);
    expect(next.messages.filter(({ type }) => type === 'snapshot')).toEqual([]);
    expect(isAlive(gateway)).toBe(false);
    expect(running.stdout).toMatch(/gateway: .*silent/);
  });

  it('the stage: found, killed and reborn, with its workers', async () => {
    app = await startApp();
    const page = await playing(app, FEW);
    const { epoch } = page;
    const stage = childOf(app.process.pid as number, 'REBOOT_CAMP_SOCKETS') as number;
    process.kill(stage, 'SIGSTOP');
    await until(() => page.epoch !== epoch && page.epoch !== null, FOUND);
    expect(isAlive(stage)).toBe(false);
    await begin(page, 2);
  });

  it('the root: found by those below and ended, and nothing of it is left', async () => {
    app = await startApp();
    await playing(app, FEW);
    process.kill(app.process.pid as number, 'SIGSTOP');
    await until(() => ofApp(app as App).length === 0, FOUND);
    expect(await app.exit).toBe('SIGKILL');
    expect(app.stderr).toContain('does not answer');
    app = await startApp();
  });
});
