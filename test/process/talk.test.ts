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
    expect((await get(await cookieFor(app, printedToken(app, '/')))).status).toBe(403);
  });
});

describe('the socket of the talk', () => {
  it('is refused to a viewer, a learner, a client without a cookie, and a page of another site', async () => {
    const cookie = await cookieFor(app);
    expect(await statusOf(TalkClient.socketOf(app, { cookie }))).toBe(101);
    const viewer = await cookieFor(app, printedToken(app, '/'));
    const learner = await cookieFor(app, printedToken(app, '/workshop'));
    for (const refused of [undefined, viewer, learner]) {
      expect(await statusOf(TalkClient.socketOf(app, { cookie: refused }))).toBe(403);
    }
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
