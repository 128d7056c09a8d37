import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type WebSocket from 'ws';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, gatewayOf, startApp } from '../helpers/app.js';
import { isChildOf } from '../helpers/os.js';
import { cookieFor, PageClient, printedToken, ticketFor } from '../helpers/page-client.js';
import { TalkClient } from '../helpers/talk-client.js';
import { until } from '../helpers/until.js';

let app: App;
beforeAll(async () => {
  app = await startApp('present', ['--share']);
});
afterAll(() => app.stop());

const pages: TalkClient[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});
async function open(client: string, device?: string) {
  const opened = await TalkClient.open(app, client, device);
  pages.push(opened.page);
  return opened;
}

const talkPid = () =>
  processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;

const statusOf = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });

describe('the talk', () => {
  it('moves all pages of a device, and refuses another device until that one takes over', async () => {
    const laptop = await open('a');
    const phone = await open('b', laptop.cookie);
    const other = await open('c');
    await laptop.page.do({ do: 'drive' });
    expect(phone.device).toBe(laptop.device);
    expect(await laptop.page.move(3, 1)).toBeNull();
    await expect.poll(() => phone.page.state?.place).toEqual({ slide: 3, step: 1 });
    expect(await phone.page.move(4)).toBeNull();
    await expect.poll(() => other.page.state?.place).toEqual({ slide: 4, step: 0 });

    expect(await other.page.move(9)).toContain('Another device drives the talk.');
    expect(await other.page.do({ do: 'drive' })).toBeNull();
    expect(await other.page.move(9)).toBeNull();
    await expect.poll(() => laptop.page.state?.place).toEqual({ slide: 9, step: 0 });
    expect(await laptop.page.move(1)).toContain('Another device drives the talk.');
  });

  it('refuses a press of a page that slept while another one moved the talk', async () => {
    const laptop = await open('a');
    const phone = await open('b', laptop.cookie);
    await laptop.page.do({ do: 'drive' });
    await laptop.page.move(5);
    await until(() => phone.page.state?.place?.slide === 5);
    const { next } = phone.page.state ?? { next: 0 };
    await laptop.page.move(6);
    const asleep = { do: 'move', to: { slide: 6, step: 0 }, from: next } as const;
    expect(await phone.page.do(asleep)).toContain('The talk has moved on since that was pressed');
    expect(await phone.page.move(7)).toBeNull();
  });

  it('is known again from its pages when its process is killed', async () => {
    const laptop = await open('a');
    await laptop.page.do({ do: 'drive' });
    await laptop.page.move(12, 2);
    const { epoch } = laptop.page;
    const pid = talkPid();
    process.kill(pid, 'SIGKILL');
    await until(() => laptop.page.state !== null && laptop.page.epoch !== epoch);
    expect(laptop.page.state).toMatchObject({ place: null, driver: null });
    expect(talkPid()).not.toBe(pid);

    await laptop.page.do({
      do: 'hold',
      place: { slide: 12, step: 2 },
      isBlack: false,
      isDriver: true,
      startedAt: null,
    });
    const late = await open('d');
    expect(late.page.state).toMatchObject({ place: { slide: 12, step: 2 }, driver: laptop.device });
  });

  it('goes on through a killed gateway, whose pages come back to the same log', async () => {
    const laptop = await open('a');
    await laptop.page.do({ do: 'drive' });
    await laptop.page.move(14);
    const { epoch } = laptop.page;
    process.kill(gatewayOf(app) as number, 'SIGKILL');
    await until(async () => (await fetch(`${app.origin}/healthz`).catch(() => null))?.ok === true);
    const back = await open('a', laptop.cookie);
    expect(back.page).toMatchObject({ epoch, state: { place: { slide: 14, step: 0 } } });
  });
});

describe('the remote', () => {
  it('moves the talk for the device that drives, plays a step of the stage, and may do nothing else there', async () => {
    const laptop = await open('a');
    await laptop.page.do({ do: 'drive' });
    await laptop.page.move(2);
    const cookie = await cookieFor(app, printedToken(app, '/remote'));
    const ticket = await ticketFor(app, printedToken(app, '/remote'));
    const socket = TalkClient.socketOf(app, { cookie });
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send(JSON.stringify({ type: 'hello', ticket, client: 'e'.repeat(12) }));
    const next = () => laptop.page.state?.next ?? 0;
    const move = { type: 'do', request: 1, command: { do: 'move', to: { slide: 3, step: 0 }, from: next() } };
    socket.send(JSON.stringify(move));
    await until(() => laptop.page.state?.place?.slide === 3);
    expect(laptop.page.state?.driver).toBe(laptop.device);
    socket.terminate();

    const page = await PageClient.connect(app, { cookie }).hello(ticket);
    for (const [request, command] of [
      [1, { do: 'start', demo: 'isolation' }],
      [2, { do: 'fault', id: 'line-1', name: 'kill' }],
      [3, { do: 'input', id: 'line-1', data: 'x' }],
    ] as const) {
      page.send({ type: 'do', request, command });
      expect(await page.answer(request), command.do).toMatchObject({ type: 'refused' });
    }
    page.send({ type: 'do', request: 4, command: { do: 'play', demo: 'small', step: { do: 'start' } } });
    expect(await page.answer(4)).toMatchObject({ type: 'done' });
    page.close();
  });

  it('has an address with a code for the presenter alone, which is that of the terminal', async () => {
    const get = async (cookie: string) => fetch(`${app.origin}/remote-code`, { headers: { cookie } });
    const { address, svg } = (await (await get(await cookieFor(app))).json()) as { address: string; svg: string };
    expect(app.stdout).toContain(address);
    expect(svg).toMatch(/^<svg /);
    expect((await get(await cookieFor(app, printedToken(app, '/join')))).status).toBe(403);
  });
});

describe('the audience', () => {
  const P1 = 'b1'.repeat(6);
  const join = async (client: string) => {
    const opened = await TalkClient.open(app, client, undefined, printedToken(app, '/join'));
    pages.push(opened.page);
    return opened;
  };

  it('votes, is told how many have voted, and is told the split when the presenter shows it', async () => {
    const laptop = await open('a');
    const [anna, bert] = [await join('b'), await join('c')];
    expect(await laptop.page.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' })).toBeNull();
    await until(() => anna.page.state?.polls.at(-1)?.id === P1);
    expect(await anna.page.do({ do: 'vote', poll: P1, option: 1 })).toBeNull();
    expect(await bert.page.do({ do: 'vote', poll: P1, option: 0 })).toBeNull();
    await until(() => laptop.page.state?.polls.at(-1)?.votes === 2);
    await until(() => anna.page.state?.polls.at(-1)?.votes === 2);
    expect(laptop.page.state?.polls.at(-1)?.split).toEqual([1, 1]);
    expect(anna.page.state?.polls.at(-1)?.split).toBeNull();
    expect(JSON.stringify(anna.page.messages)).not.toContain(laptop.device);
    await laptop.page.do({ do: 'split', demo: 'race' });
    await until(() => anna.page.state?.polls.at(-1)?.phase === 'split');
    expect(anna.page.state?.polls.at(-1)?.split).toEqual([1, 1]);
    expect(anna.page.state?.next).toBe(laptop.page.state?.next);
  });

  it('moves nothing, and plays nothing', async () => {
    const laptop = await open('a');
    await laptop.page.do({ do: 'drive' });
    await laptop.page.move(5);
    const anna = await join('b');
    expect(await anna.page.move(9)).toContain('Only the presenter');
    expect(await anna.page.do({ do: 'allow-kills', demo: 'small' })).toContain('Only the presenter');
    const page = await PageClient.connect(app).hello(await ticketFor(app, printedToken(app, '/join')));
    page.send({ type: 'do', request: 1, command: { do: 'any', demo: 'small', name: 'kill' } });
    expect(await page.answer(1)).toMatchObject({ type: 'refused' });
    page.close();
    expect(laptop.page.state?.place).toEqual({ slide: 5, step: 0 });
  });

  it('kills a process of the stage, in its own name, while the presenter allows it, and is refused afterwards', async () => {
    const laptop = await open('a');
    const anna = await join('b');
    const page = await PageClient.connect(app).hello(await ticketFor(app));
    page.send({ type: 'do', request: 1, command: { do: 'start', demo: 'blackbox' } });
    expect(await page.answer(1)).toMatchObject({ type: 'done' });
    expect(await anna.page.do({ do: 'kill', demo: 'blackbox' })).toContain('Nothing may be killed');
    await laptop.page.do({ do: 'allow-kills', demo: 'blackbox' });
    expect(await anna.page.do({ do: 'kill', demo: 'blackbox' })).toBeNull();
    const welcome = anna.page.messages.find(({ type }) => type === 'welcome') as { nickname: string };
    const events = () => page.messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));
    const faults = () => events().flatMap((event) => (event.type === 'fault' ? [event] : []));
    await until(() => faults().length === 1);
    expect(faults()[0]).toMatchObject({ by: welcome.nickname, name: 'kill' });
    const { id, pid } = faults()[0] as { id: string; pid: number };
    await until(() => events().some((event) => event.type === 'exit' && event.id === id && event.pid === pid));
    await until(() => events().some((event) => event.type === 'ready' && event.id === id && event.pid !== pid));
    expect(await anna.page.do({ do: 'kill', demo: 'blackbox' })).toContain('just killed one');
    await laptop.page.do({ do: 'allow-kills', demo: null });
    expect(await anna.page.do({ do: 'kill', demo: 'blackbox' })).toContain('Nothing may be killed');
    page.send({ type: 'do', request: 2, command: { do: 'stop' } });
    await page.answer(2);
    page.close();
  });

  it('is refused what comes too fast, and the presenter is not kept waiting', async () => {
    const laptop = await open('a');
    await laptop.page.do({ do: 'drive' });
    const anna = await join('b');
    const answers = await Promise.all(Array.from({ length: 60 }, () => anna.page.do({ do: 'support', question: P1 })));
    expect(answers.filter((answer) => answer?.includes('too much at once')).length).toBeGreaterThan(40);
    expect(await laptop.page.move(7)).toBeNull();
  });

  it('has eight pages of one browser at most, and the ninth is told why not', async () => {
    const first = await join('b');
    const sockets = await Promise.all(
      Array.from({ length: 7 }, () => TalkClient.open(app, 'c', first.cookie, printedToken(app, '/join'))),
    );
    for (const { page } of sockets) pages.push(page);
    const role = await cookieFor(app, printedToken(app, '/join'));
    const response = await fetch(`${app.origin}/ticket`, { headers: { cookie: `${role}; ${first.cookie}` } });
    const { ticket } = (await response.json()) as { ticket: string };
    const socket = TalkClient.socketOf(app, { cookie: role });
    const closed = new Promise<[number, string]>((resolve) =>
      socket.on('close', (code, reason) => resolve([code, String(reason)])),
    );
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', ticket, client: 'd'.repeat(12) })));
    expect(await closed).toEqual([4503, expect.stringContaining('8 pages of this talk open')]);
  });

  it('gets its votes, its questions and the right to kill back when the talk process is killed', async () => {
    const laptop = await open('a');
    const anna = await join('b');
    const Q1 = 'c1'.repeat(6);
    await laptop.page.do({ do: 'poll', id: 'd1'.repeat(6), demo: 'small', scene: 'one' });
    await anna.page.do({ do: 'vote', poll: 'd1'.repeat(6), option: 1 });
    await anna.page.do({ do: 'ask', id: Q1, text: 'Why?' });
    await laptop.page.do({ do: 'moderate', question: Q1, state: 'shown' });
    await until(() => laptop.page.state?.polls.at(-1)?.votes === 1);
    await until(() => anna.page.state?.questions.length === 1);
    const { polls, questions } = laptop.page.state ?? { polls: [], questions: [] };
    const { epoch } = laptop.page;
    process.kill(talkPid(), 'SIGKILL');
    await until(() => laptop.page.state !== null && laptop.page.epoch !== epoch);
    await until(() => anna.page.state !== null && anna.page.epoch === laptop.page.epoch);
    const place = { slide: 1, step: 0 };
    const kills = { demo: 'small', count: 3 };
    const asked = [{ id: Q1, text: 'Why?' }];
    await anna.page.do({ do: 'recall', vote: { poll: 'd1'.repeat(6), option: 1 }, supported: [Q1], asked });
    await laptop.page.do({
      do: 'hold',
      place,
      isBlack: false,
      isDriver: true,
      startedAt: null,
      polls,
      kills,
      questions,
    });
    await until(() => laptop.page.state?.questions[0]?.support === 1);
    expect(laptop.page.state).toMatchObject({
      polls: polls.map(({ id, votes }) => ({ id, votes })),
      kills,
      questions: [{ id: Q1, state: 'shown' }],
    });
  });
});

describe('the socket of the talk', () => {
  it('is open to each role, and refused to a client without a cookie, and to a page of another site', async () => {
    const cookie = await cookieFor(app);
    for (const path of ['/join', '/workshop', '/remote'] as const) {
      const own = await cookieFor(app, printedToken(app, path));
      expect(await statusOf(TalkClient.socketOf(app, { cookie: own })), path).toBe(101);
    }
    expect(await statusOf(TalkClient.socketOf(app, { cookie }))).toBe(101);
    expect(await statusOf(TalkClient.socketOf(app, {}))).toBe(403);
    expect(await statusOf(TalkClient.socketOf(app, { cookie, origin: 'http://evil.example' }))).toBe(403);
  });

  it('is closed for a frame that is no message, and for a first one that is no hello', async () => {
    const cookie = await cookieFor(app);
    for (const frame of ['nonsense', '{"type":"do","request":1,"command":{"do":"drive"}}', '{"type":"hello"}']) {
      const socket = TalkClient.socketOf(app, { cookie });
      const code = new Promise((resolve) => socket.on('close', resolve));
      socket.on('open', () => socket.send(frame));
      expect(await code, frame).toBeGreaterThanOrEqual(4400);
    }
  });
});
