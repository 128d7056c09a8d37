import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type App, startApp } from '../helpers/app.js';
import { copyProject } from '../helpers/copy.js';
import { cookieFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let app: App;

beforeAll(async () => {
  app = await startApp('dev', ['--share']);
});
afterAll(() => app?.stop());

const viewerToken = () => [...app.stdout.matchAll(/token=(\S+)/g)][1]?.[1] as string;
const VISITORS: [string, () => Promise<string>][] = [
  ['a stranger', async () => ''],
  ['a viewer', () => cookieFor(app, viewerToken())],
];

describe('the tools of development are for the presenter alone', () => {
  it.each(VISITORS)('%s opens no editor on this machine', async (_, visitor) => {
    const cookie = await visitor();
    for (const path of ['/__open-in-editor', '/__OPEN-in-editor?file=x', '/__open-in-editor/x']) {
      expect((await fetch(app.origin + path, { headers: { cookie } })).status, path).toBe(403);
    }
  });

  it('the presenter does', async () => {
    const answer = await fetch(`${app.origin}/__open-in-editor`, { headers: { cookie: await cookieFor(app) } });
    expect(await answer.text()).toContain('"file" is missing');
  });

  /** The HTTP status of an answer to the socket of Vite's own client, with all that this client knows. */
  async function hotSocket(cookie: string): Promise<number> {
    const client = await (await fetch(`${app.origin}/@vite/client`)).text();
    const token = /wsToken = "([^"]+)"/.exec(client)?.[1];
    const address = `${app.origin.replace('http', 'ws')}/?token=${token}`;
    const socket = new WebSocket(address, 'vite-hmr', { origin: app.origin, headers: { cookie } });
    const status = await new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
      socket.on('error', () => resolve(0));
    });
    socket.terminate();
    return status;
  }

  it.each(VISITORS)('%s hears nothing of what is being edited', async (_, visitor) => {
    expect(await hotSocket(await visitor())).toBe(403);
  });

  it('the presenter hears it', async () => {
    expect(await hotSocket(await cookieFor(app))).toBe(101);
  });
});

it('tells which slides do not fit, in both shapes, also when their file is saved later, or in another folder of that name', async () => {
  const copy = copyProject();
  const own = await startApp('dev', [], copy.inCopy);
  try {
    const file = join(copy.folder, 'slides/09-guide.md');
    const text = readFileSync(file, 'utf8');
    const rows = Array.from({ length: 40 }, (_, at) => `- row ${at + 1} of a list that nobody reads to its end`);
    const tooMuch = `${text}\n---\n\n## Too much\n\n${rows.join('\n')}\n`;
    writeFileSync(file, tooMuch);
    for (const where of ['at 1280 × 720', 'on a telephone held upright']) {
      const sentence = new RegExp(`slides/09-guide\\.md:\\d+ The words of this slide are too high by \\d+ px ${where}`);
      await until(() => sentence.test(own.stdout), { deadline: 60_000, what: `the words are too high ${where}` });
    }
    writeFileSync(file, text);
    await expect.poll(() => own.stdout, { timeout: 120_000 }).toContain('All slides fit again.');
    const [slides, other] = [join(copy.folder, 'slides'), join(copy.folder, 'other')];
    cpSync(slides, other, { recursive: true });
    rmSync(slides, { recursive: true });
    renameSync(other, slides);
    const since = own.stdout.length;
    const toldSince = (words: string) => () => own.stdout.slice(since).includes(words);
    const inTime = { deadline: 60_000 };
    writeFileSync(file, tooMuch);
    await until(toldSince('The words of this slide are too high'), { ...inTime, what: 'the other folder is measured' });
    writeFileSync(file, text);
    await until(toldSince('All slides fit again.'), { ...inTime, what: 'the other folder is followed' });
    // Nothing that the page asks for is missing, or out of reach.
    expect(own.stderr).toBe('');
  } finally {
    await own.stop();
    copy.remove();
  }
}, 300_000);
