import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type App, startApp } from '../helpers/app.js';
import { cookieFor } from '../helpers/page-client.js';

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
