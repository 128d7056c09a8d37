/** The answers of the gateway when files of the pages change while it serves them. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, gatewayOf, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { fdsOf } from '../helpers/os.js';
import { until } from '../helpers/until.js';

/** Far more than the buffers between two sockets take, in bytes. */
const LARGE = 64 * 1024 * 1024;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

let copy: Copy;
let app: App;
let gateway: number | undefined;
/** One connection, so that an answer of another length than was announced spoils the one that follows. */
let agent: Agent;

const path = (name: string) => join(copy.folder, 'dist', name);

beforeAll(async () => {
  copy = copyProject();
  // The gateway finds them when it starts.
  for (const name of ['shorter', 'longer', 'removed', 'gone']) {
    writeFileSync(path(`public/${name}.bin`), '');
    truncateSync(path(`public/${name}.bin`), LARGE);
  }
  writeFileSync(path('public/letters.txt'), LETTERS);
  app = await startApp('present', [], copy.inCopy);
  gateway = gatewayOf(app);
});
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

beforeEach(() => {
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  expect(gatewayOf(app)).toBe(gateway);
});

/** The body of the answer must be read, or resumed, before another question is asked. */
const ask = (name: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(`${app.origin}/${name}`, { agent }, resolve).on('error', reject);
  });

/** The length of the answer's body; rejects when the connection ends before the whole of it has come. */
async function lengthOf(answer: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const piece of answer) length += (piece as Buffer).length;
  return length;
}

describe('a file that changes while the gateway sends it', () => {
  it('a file that changes while the gateway sends it ends the connection when it becomes shorter, so that no other answer comes in the place of the missing bytes', async () => {
    const socket = connect(app.port, '127.0.0.1');
    const question = (name: string) => `GET /${name} HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\n\r\n`;
    socket.write(question('shorter.bin') + question('healthz'));
    await once(socket, 'readable');
    truncateSync(path('public/shorter.bin'), 1);
    let answers = 0;
    let length = 0;
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      answers += piece.toString('latin1').split('HTTP/1.1 ').length - 1;
      length += piece.length;
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answers).toBe(1);
    expect(length).toBeLessThan(LARGE);
    expect((await ask('healthz')).resume().statusCode).toBe(200);
  });

  it('comes in the length that was announced, when it becomes longer', async () => {
    const answer = await ask('longer.bin');
    appendFileSync(path('public/longer.bin'), 'more');
    expect(await lengthOf(answer)).toBe(LARGE);
    const next = await ask('longer.bin');
    expect(next.headers['content-length']).toBe(String(LARGE + 4));
    expect(await lengthOf(next)).toBe(LARGE + 4);
  });

  it('comes whole, when it is removed', async () => {
    const answer = await ask('removed.bin');
    rmSync(path('public/removed.bin'));
    expect(await lengthOf(answer)).toBe(LARGE);
    expect((await ask('removed.bin')).resume().statusCode).toBe(404);
  });
});

it('a part of a file that is asked for is answered with the whole file', async () => {
  for (const range of ['bytes=-5', 'bytes=2-3']) {
    const answer = await fetch(`${app.origin}/letters.txt`, { headers: { range } });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([200, null, LETTERS]);
  }
});

it('a file that a build has removed is answered with 404, which no browser keeps', async () => {
  rmSync(path('public/gone.bin'));
  const answer = (await ask('gone.bin')).resume();
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('a file that a build has added is there, without another gateway', async () => {
  writeFileSync(path('public/added.txt'), 'new');
  const answer = (await ask('added.txt')).resume();
  expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } });
});

it('a pipe among the pages is no page, and nobody waits for its writer', async () => {
  expect(spawnSync('mkfifo', [path('public/pipe')]).status).toBe(0);
  const answer = await fetch(`${app.origin}/pipe`, { signal: AbortSignal.timeout(20_000) });
  expect(answer.status).toBe(404);
});

it.runIf(process.platform === 'linux')('a folder that is asked for is closed again', async () => {
  const open = () => Object.values(fdsOf(gateway as number)).filter((target) => target === path('public/art'));
  for (let time = 0; time < 20; time++) {
    const answer = (await ask('art')).resume();
    expect(answer.statusCode).toBe(404);
    await once(answer, 'end');
  }
  expect(open()).toEqual([]);
});

it('a connection that asks for four things at once has four answers, and one that asks for more is closed', async () => {
  const ask = (count: number) => {
    const socket = connect(app.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.write(`GET /letters.txt HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\n\r\n`.repeat(count));
    return { socket, answers: () => heard.split(LETTERS).length - 1 };
  };
  const few = ask(4);
  const many = ask(5);
  await until(() => few.answers() === 4 && many.socket.destroyed);
  expect(few.socket.destroyed).toBe(false);
  expect(many.answers()).toBeLessThan(5);
  few.socket.destroy();
});

describe('a browser', () => {
  it('a browser keeps hashed files for ever, and asks about every other file each time', async () => {
    const html = await fetch(`${app.origin}/`).then((answer) => answer.text());
    const [hashed = ''] = /immutable\/[\w-]+\.js/.exec(html) ?? [];
    const controlOf = async (name: string) => (await ask(name)).resume().headers['cache-control'];
    expect(await controlOf(hashed)).toBe('public, max-age=31536000, immutable');
    for (const name of ['', 'workshop', 'favicon.svg', 'art/title.svg']) {
      expect(await controlOf(name), name).toBe('no-cache');
    }
  });

  it('a browser is told that its copy is right, without the file, until the file changes', async () => {
    const headers = { 'if-none-match': (await fetch(`${app.origin}/favicon.svg`)).headers.get('etag') ?? '' };
    expect((await fetch(`${app.origin}/favicon.svg`, { headers })).status).toBe(304);
    appendFileSync(path('public/favicon.svg'), '\n');
    expect((await fetch(`${app.origin}/favicon.svg`, { headers })).status).toBe(200);
  });

  it('a browser finds a hashed file of an earlier build, and no other file of it', async () => {
    for (const name of ['immutable/part-1.js', 'page.html']) {
      mkdirSync(path('public-earlier/immutable'), { recursive: true });
      writeFileSync(path(`public-earlier/${name}`), '');
    }
    expect((await ask('immutable/part-1.js')).resume().statusCode).toBe(200);
    expect((await ask('page.html')).resume().statusCode).toBe(404);
  });
});

it('the gateway tells a browser to build the pages again when they have been removed, and serves them when they are back', async () => {
  const aside = path('public-aside');
  renameSync(path('public'), aside);
  const answer = await ask('');
  expect(answer.statusCode).toBe(503);
  expect(await text(answer)).toContain('The pages of the talk have been removed. Run `npm run build`');
  renameSync(aside, path('public'));
  expect((await ask('')).resume().statusCode).toBe(200);
});
