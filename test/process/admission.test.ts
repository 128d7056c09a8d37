import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Limits } from '../../src/gateway/limits.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, isHealthy, startApp } from '../helpers/app.js';
import { fdsOf } from '../helpers/os.js';
import { cookieFor, PageClient, printedToken } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let app: App;
const clients: PageClient[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  await app?.stop();
});

/** A machine on no network prints no address for learners; an address of this machine beside 127.0.0.1 is Linux's. */
const canTry =
  process.platform === 'linux' &&
  Object.values(networkInterfaces()).some((all) => all?.some(({ internal, family }) => !internal && family === 'IPv4'));
const ELSEWHERE = '127.0.0.2';

const share = async (limits: Partial<Limits>, env: Record<string, string> = {}) => {
  app = await startApp('present', ['--share'], { env: { REBOOT_CAMP_LIMITS: JSON.stringify(limits), ...env } });
};

const part = (variable: string) => {
  const ours = processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${app.process.pid}-`));
  return processesWith(variable).filter(({ pid }) => ours.some((own) => own.pid === pid));
};
const gatewayPid = () => part('REBOOT_CAMP_GATEWAY')[0]?.pid as number;
const stages = () => part('REBOOT_CAMP_SOCKETS').length - 1;

interface Visit {
  /** The request before a new ticket: the page is the same one, or another of the same browser. */
  cookie: string;
  from?: string;
  place?: string;
}

/** A page with the cookies of a browser. */
async function page({ cookie, from, place }: Visit, ticketAt: '/ticket' | '/ticket/learner'): Promise<PageClient> {
  const answer = await fetch(`${app.origin}${ticketAt}`, { headers: { cookie } });
  const { ticket } = (await answer.json()) as { ticket: string };
  const client = PageClient.connect(app, { cookie, ...(from !== undefined && { from }) });
  clients.push(client);
  await client.hello(ticket, null, 0, place);
  await until(() => client.isIn || client.queue !== null || client.closed !== null, { what: 'an answer to hello' });
  return client;
}

const roleCookie = (where: '/join' | '/workshop') => cookieFor(app, printedToken(app, where) as string);

/** The cookies of a browser that has been here once. */
async function browser(where: '/join' | '/workshop'): Promise<string> {
  const role = await roleCookie(where);
  const answer = await fetch(`${app.origin}/ticket`, { headers: { cookie: role } });
  const [device = ''] = answer.headers.get('set-cookie')?.split(';') ?? [];
  return `${role}; ${device}`;
}

const watch = async (more: Partial<Visit> = {}) => page({ cookie: await browser('/join'), ...more }, '/ticket');
const learn = async (more: Partial<Visit> = {}) =>
  page({ cookie: await browser('/workshop'), ...more }, '/ticket/learner');
const presenter = async () => page({ cookie: await cookieFor(app) }, '/ticket');

/** Those of so many that got in, one after the other. */
async function many(count: number, visit: () => Promise<PageClient>): Promise<PageClient[]> {
  const all: PageClient[] = [];
  for (let at = 0; at < count; at++) all.push(await visit());
  return all;
}

describe.runIf(canTry)('a viewer', () => {
  it('waits with a position when all seats are taken, comes in by itself, and keeps the presenter from nothing', async () => {
    await share({ seats: 3, waiting: 10 });
    const seated = await many(3, watch);
    expect(seated.every(({ isIn }) => isIn)).toBe(true);
    const [first, second] = (await many(2, watch)) as [PageClient, PageClient];
    await until(() => first.queue?.length === 2);
    expect(first.queue).toMatchObject({ position: 1, length: 2, for: 'seats' });
    expect(second.queue).toMatchObject({ position: 2, length: 2, for: 'seats' });

    const own = await presenter();
    expect(own.isIn).toBe(true);
    own.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
    expect(await own.answer(1)).toMatchObject({ type: 'done' });
    expect((await fetch(`${app.origin}/`)).status).toBe(200);

    // Nobody who waits is sent anything of the log, or may do anything.
    first.send({ type: 'do', request: 1, command: { do: 'stop' } });
    expect(await first.answer(1)).toMatchObject({ type: 'refused' });
    expect(first.seqs).toEqual([]);

    seated[1]?.close();
    await until(() => first.isIn);
    await until(() => second.queue?.position === 1);
    await until(() => first.seqs.length > 0);
  });

  it('comes in from another address, though one address has all seats: its latest page waits then', async () => {
    await share({ seats: 4, waiting: 10 });
    const greedy = await many(6, watch);
    expect(greedy.filter(({ isIn }) => isIn)).toHaveLength(4);
    const honest = await watch({ from: ELSEWHERE });
    await until(() => honest.isIn);
    await until(() => greedy[3]?.closed !== null);
    expect(greedy[3]?.closed).toMatchObject({ code: 4503, reason: expect.stringContaining('waits for one by itself') });
    expect(greedy.slice(0, 3).every(({ isIn }) => isIn)).toBe(true);
  });

  it('has a few pages in one browser, and is told in words when those are too many', async () => {
    await share({ perDevice: 2 });
    const cookie = await browser('/join');
    const [one, , third] = (await many(3, () => watch({ cookie }))) as [PageClient, PageClient, PageClient];
    await until(() => third.closed !== null);
    expect(third.closed).toMatchObject({ code: 4503, reason: expect.stringContaining('2 pages') });
    one.close();
    await until(async () => (await watch({ cookie })).isIn);
    const own = await cookieFor(app);
    const pages = await many(5, () => page({ cookie: own }, '/ticket'));
    expect(pages.every(({ isIn }) => isIn)).toBe(true);
  });

  it('is told in words when too many wait already', async () => {
    await share({ seats: 1, waiting: 2 });
    const all = await many(4, watch);
    await until(() => all[3]?.closed !== null);
    expect(all[3]?.closed).toMatchObject({ code: 4503, reason: expect.stringContaining('too many wait') });
    expect(all.slice(0, 3).map(({ closed }) => closed)).toEqual([null, null, null]);
    expect((await presenter()).isIn).toBe(true);
  });

  it('a viewer that has said hello is not closed for a page that arrives while places are left', async () => {
    await share({ seats: 4, waiting: 2, unauthenticated: 1 });
    const all = await many(6, watch);
    expect(all.map(({ closed }) => closed)).toEqual(all.map(() => null));
    expect(all.filter(({ isIn }) => isIn)).toHaveLength(4);
  });

  it('waits while the gateway is busy; who was in before stays, the presenter comes in, and the rest when it is less so', async () => {
    await share({});
    const before = await watch();
    expect(before.isIn).toBe(true);
    const pid = gatewayPid();
    // Held up for most of the time, as by more work than it can do; well below what its watchdog ends it for.
    let isHeldUp = true;
    const holdUp = (async () => {
      while (isHeldUp) {
        process.kill(pid, 'SIGSTOP');
        await pause(450);
        process.kill(pid, 'SIGCONT');
        await pause(50);
      }
    })();
    try {
      const cookie = await cookieFor(app);
      const load = async () => (await fetch(`${app.origin}/load`, { headers: { cookie } })).json() as Promise<object>;
      await until(async () => ((await load()) as { isBusy: boolean }).isBusy);
      const late = await watch();
      expect(late.queue).toMatchObject({ position: 1, for: 'busy' });
      expect((await presenter()).isIn).toBe(true);
      expect(before.isIn).toBe(true);
      isHeldUp = false;
      await holdUp;
      await until(() => late.isIn);
      expect(gatewayPid()).toBe(pid);
    } finally {
      isHeldUp = false;
      await holdUp;
    }
  });

  it('has as many seats as there are, however many sockets without a cookie are open', async () => {
    await share({ seats: 3, unauthenticated: 5 });
    const silent = Array.from({ length: 8 }, () => PageClient.connect(app));
    clients.push(...silent);
    const answers = await Promise.all(silent.map((one) => one.status()));
    expect(answers.filter((status) => status === 101)).toHaveLength(5);
    expect(answers.filter((status) => status === 503)).toHaveLength(3);
    expect((await many(3, watch)).every(({ isIn }) => isIn)).toBe(true);
  });
});

describe.runIf(canTry)('a learner', () => {
  const LIMITS = { stages: 3, learnerStages: 2, stagesPerAddress: 30, graceMs: 300 };

  it('waits with a position when all stages are taken, and gets the one of a learner who closes the page', async () => {
    await share(LIMITS);
    const [one] = (await many(2, learn)) as [PageClient];
    const [third, fourth] = (await many(2, learn)) as [PageClient, PageClient];
    await until(() => fourth.queue?.position === 2);
    expect(third.queue).toMatchObject({ position: 1, length: 2 });
    await until(() => stages() === 2);
    one.close();
    await until(() => third.epoch !== null, { what: 'the stage of the third learner' });
    expect(stages()).toBe(2);
    await until(() => fourth.queue?.position === 1);
  });

  it('takes nobody else’s stage away by visits without a cookie, and the presenter’s workshop opens', async () => {
    await share(LIMITS);
    const role = await roleCookie('/workshop');
    // Each visit is that of a new browser.
    const greedy = await many(6, () => page({ cookie: role }, '/ticket/learner'));
    expect(greedy.filter(({ isIn }) => isIn)).toHaveLength(2);
    const own = await page({ cookie: await cookieFor(app) }, '/ticket/learner');
    await until(() => own.epoch !== null);
    expect(stages()).toBe(3);
  });

  it('from elsewhere gets a stage before those whose address has its share', async () => {
    await share({ ...LIMITS, learnerStages: 3, stages: 4, stagesPerAddress: 2 });
    const near = await many(3, learn);
    expect(near.map(({ isIn }) => isIn)).toEqual([true, true, false]);
    expect(near[2]?.queue).toMatchObject({ for: 'network' });
    const far = await learn({ from: ELSEWHERE });
    await until(() => far.epoch !== null);
  });

  it('keeps the stage through a reload, and the place in the queue through a reload and a killed gateway', async () => {
    await share({ ...LIMITS, graceMs: 10_000 });
    const cookies = await Promise.all(Array.from({ length: 5 }, () => browser('/workshop')));
    const visit = (at: number, place?: string) =>
      page({ cookie: cookies[at] as string, ...(place !== undefined && { place }) }, '/ticket/learner');
    const all = [await visit(0), await visit(1), await visit(2), await visit(3), await visit(4)];
    const epochs = () => all.slice(0, 2).map(({ epoch }) => epoch);
    await until(() => epochs().every((epoch) => epoch !== null) && all[4]?.queue?.position === 3);
    const before = epochs();

    // A reader who loads the page again is not behind those who came later.
    all[2]?.close();
    all[2] = await visit(2);
    await until(() => all[2]?.queue?.position === 1);
    await until(() => all[4]?.queue?.position === 3);

    const places = all.map((client) => client.queue?.place);
    process.kill(gatewayPid(), 'SIGKILL');
    await until(() => all.every(({ closed }) => closed !== null));
    await until(() => isHealthy(app));
    // The last one comes back first, and those with stages last.
    for (const at of [4, 3, 2, 1, 0]) all[at] = await visit(at, places[at]);
    await until(() => all[4]?.queue?.position === 3);
    expect(all.slice(2).map((client) => client.queue?.position)).toEqual([1, 2, 3]);
    await until(() => epochs().every((epoch) => epoch !== null));
    expect(epochs()).toEqual(before);
  });

  it('loses a stage that was not used for a while when others wait, is told so, and one that is used stays', async () => {
    await share({ ...LIMITS, idleMs: 1500 });
    const [idle, diligent] = (await many(2, learn)) as [PageClient, PageClient];
    await until(() => diligent.epoch !== null);
    const next = await learn();
    expect(next.isIn).toBe(false);
    let request = 0;
    await until(async () => {
      diligent.send({ type: 'do', request: ++request, command: { do: 'stop' } });
      await diligent.answer(request);
      return idle.closed !== null && next.epoch !== null;
    });
    expect(idle.closed).toMatchObject({ code: 4503, reason: expect.stringContaining('nobody used this stage') });
    expect(diligent.isIn).toBe(true);
  });
});

describe('connections', () => {
  const line = `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1`;

  const silent = () =>
    new Promise<Socket>((resolve) => {
      const socket = connect(app.port, '127.0.0.1', () => resolve(socket));
      socket.on('error', () => {});
      sockets.push(socket);
    });

  it('that say nothing, or half a request, are closed within seconds', async () => {
    app = await startApp();
    const quiet = await silent();
    const half = await silent();
    half.write(line);
    // Without a reader a socket does not notice its end.
    for (const socket of [quiet, half]) socket.resume();
    await until(() => quiet.destroyed && half.destroyed, { deadline: 15_000, what: 'silent connections are closed' });
  });

  it.runIf(canTry)(
    'that say nothing, more of them than the process has descriptors, keep neither the presenter out nor anybody who asks',
    async () => {
      app = await startApp();
      // The next gateway has the root's limits.
      const root = String(app.process.pid);
      expect(spawnSync('prlimit', ['--pid', root, '--nofile=192:192']).status).toBe(0);
      const before = gatewayPid();
      process.kill(before, 'SIGKILL');
      await until(() => gatewayPid() !== before && isHealthy(app));
      const pid = gatewayPid();
      expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max open files\s+192/);
      const held = () => readdirSync(`/proc/${pid}/fd`).length;
      await Promise.all(Array.from({ length: 400 }, silent));
      await until(() => held() > 100);
      const own = await presenter();
      expect(own.isIn).toBe(true);
      own.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
      await Promise.all(Array.from({ length: 200 }, silent));
      expect(await own.answer(1)).toMatchObject({ type: 'done' });
      expect((await fetch(`${app.origin}/`)).status).toBe(200);
      expect((await presenter()).isIn).toBe(true);
      expect(held()).toBeLessThan(192);
      expect(gatewayPid()).toBe(pid);
    },
  );

  it('that are hung up in the middle of an answer leave no file open', async () => {
    app = await startApp();
    const pid = gatewayPid();
    const filesOpen = () => Object.values(fdsOf(pid)).filter((target) => target.includes('/dist/public/')).length;
    for (let time = 0; time < 60; time++) {
      const socket = await silent();
      socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\n\r\n`.repeat(1 + (time % 3)));
      // Some before the answer, some while it comes.
      if (time % 2 === 0) await new Promise((resolve) => socket.once('data', resolve));
      socket.resetAndDestroy();
    }
    expect((await fetch(`${app.origin}/`)).status).toBe(200);
    await until(() => filesOpen() === 0, { what: 'no file is open' });
    // Node closes what was forgotten as well, later or never, and complains.
    expect(app.stderr).toBe('');
  });

  it('the connection of a socket that does not answer its close is cut within seconds', async () => {
    app = await startApp();
    const socket = await silent();
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    const headers = `Host: 127.0.0.1:${app.port}\r\nOrigin: ${app.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket`;
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    socket.write(`GET /socket HTTP/1.1\r\n${headers}\r\n${key}\r\nSec-WebSocket-Protocol: reboot-camp.v1\r\n\r\n`);
    await until(() => heard.includes('101 Switching Protocols'));
    // One text frame, "x", under a mask of zeros: not a message of this protocol.
    socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x78]));
    await until(() => heard.includes('not a message'));
    await until(() => socket.destroyed, { deadline: 15_000, what: 'the connection is cut' });
  });
});
