import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type App, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { isNight } from '../helpers/night.js';
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

describe('the slides that dev measures', () => {
  const inTime = { deadline: 60_000 };
  let copy: Copy;
  let own: App;
  let file: string;
  let text: string;

  beforeEach(async () => {
    copy = copyProject();
    own = await startApp('dev', [], copy.inCopy);
    file = join(copy.folder, 'slides/09-guide.md');
    text = readFileSync(file, 'utf8');
    return async () => {
      await own.stop();
      copy.remove();
    };
  });

  const rows = Array.from({ length: 40 }, (_, at) => `- row ${at + 1} of a list that nobody reads to its end`);
  const writeTooMuch = () => writeFileSync(file, `${text}\n---\n\n## Too much\n\n${rows.join('\n')}\n`);
  const writeAsBefore = () => writeFileSync(file, text);
  const tells = (words: RegExp | string, what: string) =>
    until(() => own.stdout.search(words) >= 0, { ...inTime, what });

  it('dev tells which slides do not fit, in both shapes, and when they fit again', async () => {
    writeTooMuch();
    for (const where of ['at 1280 × 720', 'on a telephone held upright']) {
      const sentence = new RegExp(`slides/09-guide\\.md:\\d+ The words of this slide are too high by \\d+ px ${where}`);
      await tells(sentence, `the words are too high ${where}`);
    }
    writeAsBefore();
    await tells('All slides fit again.', 'the slides fit again');
    // Nothing that the page asks for is missing, or out of reach.
    expect(own.stderr).toBe('');
  }, 300_000);

  it.runIf(isNight)(
    'dev tells the same of slides in another folder that has taken the name of the first',
    async () => {
      const [slides, other] = [join(copy.folder, 'slides'), join(copy.folder, 'other')];
      cpSync(slides, other, { recursive: true });
      rmSync(slides, { recursive: true });
      renameSync(other, slides);
      writeTooMuch();
      await tells('The words of this slide are too high', 'the other folder is measured');
      writeAsBefore();
      await tells('All slides fit again.', 'the other folder is followed');
      expect(own.stderr).toBe('');
    },
    300_000,
  );
});
