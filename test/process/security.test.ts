import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../src/log/index.js';
import { FRAME_LIMIT } from '../../src/protocol/messages.js';
import { type App, startApp } from '../helpers/app.js';
import { cookieFor, PageClient, printedToken, ticketFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let app: App;
const clients: PageClient[] = [];

beforeAll(async () => {
  app = await startApp('present', ['--share']);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => app?.stop());

const connectPage = (options?: Parameters<typeof PageClient.connect>[1]) => {
  const client = PageClient.connect(app, options);
  clients.push(client);
  return client;
};

/** A request with headers that `fetch` would not let us forge, and with a path that nothing makes shorter. */
const get = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: string }>(
    (resolve, reject) => {
      request({ host: '127.0.0.1', port: app.port, path, headers }, (response) => {
        let body = '';
        response.on('data', (data) => {
          body += data;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    },
  );

const viewerToken = () => [...app.stdout.matchAll(/token=(\S+)/g)][1]?.[1];

describe('the gateway', () => {
  it('the gateway admits our own page', async () => {
    const client = await connectPage().hello(await ticketFor(app));
    await until(() => client.messages.some((message) => message.type === 'snapshot'));
    expect(client.messages[0]).toEqual({
      ...{ type: 'welcome', role: 'presenter', mayCommand: true },
      may: ['watch', 'fault', 'steps', 'type'],
    });
  });

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['our host on another port', { origin: 'http://127.0.0.1:1' }],
    ['our name under another scheme', { origin: 'https://127.0.0.1' }],
    ['a null origin, as of a sandboxed frame', { origin: 'null' }],
    ['no origin', { origin: null }],
  ])('the gateway refuses %s', async (_, options) => {
    expect(await connectPage(options).status()).toBe(403);
  });

  it('the gateway refuses a foreign host, as DNS rebinding brings, on sockets and on every page', async () => {
    const host = `evil.example:${app.port}`;
    expect(await connectPage({ host, origin: `http://${host}` }).status()).toBe(421);
    for (const path of ['/', '/ticket', '/healthz', `/?token=${app.token}`]) {
      const { status, headers } = await get(path, { host });
      expect(status, path).toBe(421);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('the gateway refuses another version of the protocol', async () => {
    expect(await connectPage({ protocol: 'reboot-camp.v0' }).status()).toBe(400);
  });

  it('the gateway gives no ticket without a token, nor for a wrong one', async () => {
    expect((await get('/ticket')).status).toBe(401);
    const ofAnotherRun = await get('/ticket', { cookie: `reboot-camp-${app.port}-viewer=${'x'.repeat(22)}` });
    expect(ofAnotherRun.status).toBe(401);
    expect(ofAnotherRun.body).toMatch(/earlier run.*npm start/);
    expect((await get('/?token=wrong')).status).toBe(403);
  });

  it('turns the token into a cookie that no script and no other site can use, and cleans the address', async () => {
    const { status, headers } = await get(`/?token=${app.token}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['set-cookie']?.[0]).not.toContain(app.token);
    expect((await get('/ticket', { cookie: await cookieFor(app) })).status).toBe(200);
    expect((await get('/ticket', { cookie: `reboot-camp-${app.port}-presenter=${app.token}` })).status).toBe(401);
  });

  it('a viewer’s address leaves the presenter’s cookie in place, also when a link of another site leads there', async () => {
    // With such a link a browser brings no cookie.
    const [viewer = ''] = (await get(`/?token=${viewerToken()}`)).headers['set-cookie'] ?? [];
    const presenter = await cookieFor(app);
    expect(viewer.split('=')[0]).not.toBe(presenter.split('=')[0]);
    const both = [viewer.split(';')[0], presenter].join('; ');
    expect(JSON.parse((await get('/ticket', { cookie: both })).body).role).toBe('presenter');
  });

  it('the gateway finds our cookie wherever it stands among others of its name, and the highest role among several of ours', async () => {
    const [presenter, viewer] = [await cookieFor(app), await cookieFor(app, viewerToken())];
    const name = `reboot-camp-${app.port}-presenter`;
    const roleFor = async (cookie: string) => JSON.parse((await get('/ticket', { cookie })).body).role;
    expect(await roleFor(`${name}=foreign; ${presenter}`)).toBe('presenter');
    expect(await roleFor(`${presenter}; ${name}=foreign`)).toBe('presenter');
    expect(await roleFor(`${viewer}; ${presenter}`)).toBe('presenter');
    expect(await roleFor(`${presenter};${viewer}`)).toBe('presenter');
    expect(await roleFor(`${name}=; ${name}; ${viewer}`)).toBe('viewer');
    expect((await get('/ticket', { cookie: `${name}=a; ${name}=b` })).status).toBe(401);
  });

  it('leads to nobody else, whatever stands around the token', async () => {
    const places = [];
    for (const path of ['/.//evil.example/x', '//evil.example', '/./\\\\evil.example', '/x/..//evil.example']) {
      places.push((await get(`${path}?token=${app.token}`)).headers.location);
    }
    expect(places).toEqual(['/evil.example/x', '/', '/evil.example', '/evil.example']);
  });

  it('the gateway keeps a seat for its own pages, however many clients without a cookie connect', async () => {
    const others = Array.from({ length: 60 }, () => connectPage());
    const answers = await Promise.all(others.map((client) => client.status()));
    expect(answers.filter((status) => status === 503).length).toBeGreaterThanOrEqual(5);
    const cookie = await cookieFor(app);
    expect(await connectPage({ cookie }).status()).toBe(101);
    for (const client of others) client.close();
    await until(async () => (await connectPage().status()) === 101);
  });

  it('the gateway reports its load to the presenter alone', async () => {
    expect((await get('/load')).status).toBe(403);
    expect((await get('/load', { cookie: await cookieFor(app, viewerToken()) })).status).toBe(403);
    const { status, body } = await get('/load', { cookie: await cookieFor(app) });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ isBusy: false, waiting: 0 });
  });

  it('the gateway sends a strict content policy', async () => {
    const { headers } = await get('/');
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      `connect-src 'self' ws://127.0.0.1:${app.port}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('each answer of the gateway keeps other sites from reading it, from guessing its type and from learning its address', async () => {
    for (const path of ['/', '/ticket', '/nowhere', '/?token=wrong']) {
      expect((await get(path)).headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('no browser keeps a ticket or the load', async () => {
    const cookie = await cookieFor(app);
    for (const path of ['/ticket', '/ticket/learner', '/load']) {
      const { status, headers } = await get(path, { cookie });
      expect([status, headers['cache-control']], path).toEqual([200, 'no-store']);
    }
  });

  it('the gateway refuses a method that is neither GET nor HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await fetch(`${app.origin}/`, { method })).status, method).toBe(405);
    }
    const head = await fetch(`${app.origin}/`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('the pages of the presenter are for the presenter alone, however their address is written', async () => {
    const presenter = await cookieFor(app);
    const viewer = await cookieFor(app, printedToken(app, '/join'));
    const phone = await cookieFor(app, printedToken(app, '/remote'));
    for (const [path, status] of Object.entries({
      '/remote': 200,
      '/presenter': 403,
      '/remote-code': 403,
      '/load': 403,
    })) {
      expect((await fetch(`${app.origin}${path}`, { headers: { cookie: phone } })).status, path).toBe(status);
    }
    for (const path of ['/presenter', '/remote', '/presenter.html', '/remote.html', '/%70resenter', '/remote/']) {
      const statusFor = async (cookie?: string) =>
        (await fetch(`${app.origin}${path}`, { headers: { ...(cookie && { cookie }) } })).status;
      expect([await statusFor(presenter), await statusFor(viewer), await statusFor()], path).toEqual([200, 403, 401]);
    }
  });

  it('serves nothing outside its folder', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '//etc/passwd',
      '/.code',
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('listens on this machine only, unless asked otherwise', async () => {
    const plain = await startApp();
    const port = plain.port.toString(16).toUpperCase().padStart(4, '0');
    const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => readFileSync(table, 'utf8').split('\n'));
    // The second field is the local address, 0A the state of listening.
    const listening = sockets
      .map((line) => line.trim().split(/\s+/))
      .filter(([, at, , state]) => at?.endsWith(`:${port}`) && state === '0A');
    await plain.stop();
    expect(listening.map(([, at]) => at)).toEqual([`0100007F:${port}`]);
  });
});

describe('a socket', () => {
  it.each([
    ['a ticket that was made up', () => 'presenter.9999999999999.AAAA'],
    ['a ticket whose role was changed', (ticket: string) => ticket.replace('presenter', 'learner')],
    ['a ticket that was prolonged', (ticket: string) => ticket.replace(/\d{13}/, '9999999999999')],
    ['an empty ticket', () => ''],
  ])('a socket is closed for %s', async (_, forge) => {
    const client = await connectPage().hello(forge(await ticketFor(app)));
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4401);
    expect(client.messages).toEqual([]);
  });

  it('a socket is closed when the first frame is no hello, and takes no order before it', async () => {
    const client = connectPage();
    await client.status();
    client.send({ type: 'do', request: 1, command: { do: 'start', demo: 'isolation' } });
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4401);
  });

  it.each([
    ['not JSON', '{"type":'],
    ['an unknown type', JSON.stringify({ type: 'shell' })],
    [
      'a command line',
      JSON.stringify({ type: 'do', request: 1, command: { do: 'start', demo: 'isolation', args: ['-c', 'id'] } }),
    ],
    ['an unknown verb', JSON.stringify({ type: 'do', request: 1, command: { do: 'spawn', command: 'sh' } })],
    ['a number where a name belongs', JSON.stringify({ type: 'do', request: 1, command: { do: 'start', demo: 7 } })],
    ['a path for a name', JSON.stringify({ type: 'do', request: 1, command: { do: 'start', demo: '../../etc' } })],
    ['a negative acknowledgement', JSON.stringify({ type: 'ack', bytes: -1 })],
  ])('a socket is closed for %s', async (_, text) => {
    const client = await connectPage().hello(await ticketFor(app));
    client.socket.send(text);
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4400);
  });

  it('a socket is closed for a frame that is too large, and for a binary one', async () => {
    const large = await connectPage().hello(await ticketFor(app));
    large.socket.send('x'.repeat(FRAME_LIMIT + 1));
    await until(() => large.closed !== null);
    expect(large.closed?.code).toBe(1009);
    const binary = await connectPage().hello(await ticketFor(app));
    // The same words are a message when they come as text.
    binary.socket.send(Buffer.from(JSON.stringify({ type: 'ack', bytes: 0 })));
    await until(() => binary.closed !== null);
    expect(binary.closed?.code).toBe(4400);
  });

  it('a socket is closed when it says no hello in time, and one that has said it stays open', async () => {
    const page = await connectPage().hello(await ticketFor(app));
    const silent = connectPage();
    expect(await silent.status()).toBe(101);
    await until(() => silent.closed !== null);
    expect(silent.closed).toEqual({ code: 4401, reason: 'no hello' });
    expect(page.closed).toBeNull();
  });

  it('a socket is closed for a flood of empty pongs', async () => {
    const client = await connectPage().hello(await ticketFor(app));
    for (let sent = 0; sent < 20_000; sent++) client.socket.pong();
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4429);
  });

  it('a socket is closed for a flood', async () => {
    const client = await connectPage().hello(await ticketFor(app));
    const message = JSON.stringify({
      type: 'do',
      request: 1,
      command: { do: 'input', id: 'line-1', data: 'x'.repeat(8000) },
    });
    for (let sent = 0; sent < 100; sent++) client.socket.send(message);
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4429);
  });

  it.each([
    [{ do: 'start', demo: 'no-such-demo' }, /There is no demo no-such-demo/],
    [{ do: 'fault', id: 'line-99', name: 'kill' }, /There is no process line-99/],
    [{ do: 'fault', id: 'line-1', name: 'rm -rf' }, /has no fault rm -rf/],
    [{ do: 'fault', id: '__proto__', name: 'kill' }, /There is no process __proto__/],
    [{ do: 'input', id: 'exchange', data: 'x' }, /There is no process exchange/],
  ])('a socket answers %j with words and changes nothing', async (command, words) => {
    const client = await connectPage().hello(await ticketFor(app));
    client.send({ type: 'do', request: 1, command: { do: 'start', demo: 'isolation' } });
    await client.answer(1);
    const before = await picture();
    client.send({ type: 'do', request: 2, command });
    expect(await client.answer(2)).toMatchObject({ type: 'refused', message: expect.stringMatching(words) });
    // All talk on after it, and the log has nothing else but the next command, which harms nobody.
    const { at } = await picture();
    await until(async () => Object.values((await picture()).processes).every(({ heardAt }) => Number(heardAt) > at));
    client.send({ type: 'do', request: 3, command: { do: 'fault', id: 'line-2', name: 'thaw' } });
    await client.answer(3);
    expect(vitals(await picture())).toEqual(vitals(before));
    const events = client.messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));
    expect(events.filter(({ type, seq }) => type !== 'metric' && seq >= before.next)).toMatchObject([
      { type: 'fault', id: 'line-2', name: 'thaw' },
    ]);
  });

  /** The content of a page that comes now. */
  async function picture(): Promise<View> {
    const page = await connectPage().hello(await ticketFor(app));
    const find = () => page.messages.find((message) => message.type === 'snapshot');
    await until(() => find() !== undefined);
    page.close();
    return find()?.view as View;
  }

  const vitals = ({ demo, running, kills, recoveries, processes }: View) => ({
    ...{ demo, running, kills, recoveries },
    processes: Object.values(processes).map(({ id, pid, state, lives }) => `${id} ${pid} ${state} ${lives}`),
  });
});

describe('a hostile page', () => {
  const upgrade = (path: string, origin: string) =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: reboot-camp.v1\r\n\r\n';

  /** Sends raw bytes; resolves with the first line of the answer, or hangs up rudely when `rude`. */
  const raw = (text: string, rude = false) =>
    new Promise<string>((resolve) => {
      const socket = connect(app.port, '127.0.0.1', () => {
        socket.write(text);
        if (rude) {
          socket.resetAndDestroy();
          resolve('');
        }
      });
      socket.once('data', (data) => {
        resolve(data.toString().split('\r\n')[0] as string);
        socket.destroy();
      });
      socket.on('error', () => resolve(''));
    });

  it('a hostile page cannot take the gateway down: odd addresses, odd upgrades, and hanging up in the middle', async () => {
    const reborn = () => app.stdout.split('gateway: reborn').length;
    const before = reborn();
    const host = `Host: 127.0.0.1:${app.port}\r\n`;
    expect(await raw(`GET // HTTP/1.1\r\n${host}\r\n`)).toContain('400');
    expect(await raw(`GET http://[ HTTP/1.1\r\n${host}\r\n`)).toContain('400');
    for (const path of ['/', '/socketfoo', '//', '/socket/..']) {
      expect(await raw(upgrade(path, app.origin))).toContain('404');
    }
    for (let time = 0; time < 30; time++) {
      await raw(upgrade('/socket', 'https://evil.example'), true);
      await raw(upgrade('/elsewhere', app.origin), true);
      await raw(upgrade('/socket', app.origin), true);
    }
    expect((await get('/healthz')).status).toBe(200);
    expect(reborn()).toBe(before);
  });

  it('a hostile page gives no more orders after its socket was closed, even if it does not go', async () => {
    const witness = await connectPage().hello(await ticketFor(app));
    witness.send({ type: 'do', request: 1, command: { do: 'start', demo: 'isolation' } });
    await witness.answer(1);
    const client = await connectPage().hello(await ticketFor(app));
    client.socket.send('not a message');
    client.send({ type: 'do', request: 2, command: { do: 'fault', id: 'line-1', name: 'kill' } });
    await until(() => client.closed !== null);
    witness.send({ type: 'do', request: 3, command: { do: 'fault', id: 'line-2', name: 'kill' } });
    await witness.answer(3);
    const faults = witness.messages.flatMap((message) =>
      message.type === 'event' && message.event.type === 'fault' ? [message.event] : [],
    );
    expect(faults).toMatchObject([{ id: 'line-2' }]);
  });
});

describe('a viewer', () => {
  it('a viewer sees everything and may do nothing', async () => {
    const token = viewerToken();
    expect(token).toBeDefined();
    const viewer = await connectPage().hello(await ticketFor(app, token));
    await until(() => viewer.messages.some((message) => message.type === 'snapshot'));
    expect(viewer.messages[0]).toEqual({ type: 'welcome', role: 'viewer', mayCommand: false, may: ['watch'] });
    const commands = [
      { do: 'start', demo: 'isolation' },
      { do: 'fault', id: 'line-1', name: 'kill' },
      { do: 'input', id: 'line-1', data: '\x03' },
      { do: 'restart', id: 'objects' },
      { do: 'step' },
      { do: 'play', demo: 'isolation', step: { do: 'start' } },
      { do: 'recorded', demo: 'messages' },
      { do: 'live', demo: 'messages' },
      { do: 'reset' },
      { do: 'stop' },
    ];
    for (const [request, command] of commands.entries()) {
      viewer.send({ type: 'do', request, command });
      expect(await viewer.answer(request)).toEqual({
        type: 'refused',
        request,
        message: 'Only the presenter can do that.',
      });
    }
  });
});
