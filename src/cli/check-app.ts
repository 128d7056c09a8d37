/** Starts the app as for an audience, on a port that is free, and asks for what a page asks for. */
import WebSocket from 'ws';
import {
  type GatewayMessage,
  GatewayMessageSchema,
  type PageMessage,
  parseJson,
  SUBPROTOCOL,
} from '../protocol/messages.js';
import type { Root } from '../root/root.js';
import { withApp } from './own-app.js';

/** Far more than any of it takes, on a slow and busy machine. */
const PATIENCE_MS = 20_000;

/**
 * Rejects with what does not work, in words. `meanwhile` has the app for itself afterwards, with the presenter's address. The abort
 * of `signal` ends the app in order.
 */
export async function tryApp(
  demo: string,
  signal: AbortSignal,
  meanwhile: (address: string) => Promise<void>,
): Promise<void> {
  await withApp(signal, async (origin, tokens) => {
    const cookie = await fetchPages(origin, tokens);
    await fetchSnapshot(origin, cookie, demo);
    await meanwhile(`${origin}/?token=${tokens.presenter}`);
  });
}

async function ask(address: string, status: number, headers: Record<string, string> = {}): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(address, { headers, redirect: 'manual', signal });
  if (answer.status === status) return answer;
  throw new Error(`${new URL(address).pathname} answered ${answer.status}, not ${status}`);
}

/** Resolves with the presenter's cookie. */
async function fetchPages(origin: string, { presenter }: Root['tokens']): Promise<string> {
  const welcome = await ask(`${origin}/?token=${presenter}`, 303);
  const [cookie = ''] = welcome.headers.get('set-cookie')?.split(';') ?? [];
  const page = await ask(`${origin}/`, 200, { cookie });
  if (!(await page.text()).includes('<section')) throw new Error('the page at / has no slides');
  return cookie;
}

/** Starts the demo and waits for a picture of it, as a page would that comes late. */
async function fetchSnapshot(origin: string, cookie: string, demo: string): Promise<void> {
  const start: PageMessage = { type: 'do', request: 1, command: { do: 'start', demo } };
  const answer = await converse(origin, cookie, [start], (message) => 'request' in message);
  if (answer.type === 'refused') throw new Error(`${demo} did not start: ${answer.message}`);
  const picture = await converse(origin, cookie, [], (message) => message.type === 'snapshot');
  if (picture.type !== 'snapshot' || picture.view.demo !== demo || picture.screens.length === 0) {
    throw new Error(`there is no picture of ${demo}`);
  }
}

/** Opens the socket, says hello and `messages`, and resolves with the first answer that is `wanted`. */
async function converse(
  origin: string,
  cookie: string,
  messages: PageMessage[],
  wanted: (message: GatewayMessage) => boolean,
): Promise<GatewayMessage> {
  const { ticket } = (await (await ask(`${origin}/ticket`, 200, { cookie })).json()) as { ticket: string };
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, SUBPROTOCOL, { origin });
  const arrival: PageMessage[] = [
    { type: 'hello', ticket },
    { type: 'follow', epoch: null, have: 0 },
  ];
  try {
    return await new Promise((resolve, reject) => {
      const late = () => reject(new Error(`the socket did not answer within ${PATIENCE_MS / 1000} s`));
      setTimeout(late, PATIENCE_MS).unref();
      socket.on('open', () => {
        for (const message of [...arrival, ...messages]) socket.send(JSON.stringify(message));
      });
      socket.on('error', (error) => reject(new Error(`the socket: ${error.message}`)));
      socket.on('close', (code, reason) => reject(new Error(`the socket was closed: ${code} ${reason}`)));
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? null : parseJson(GatewayMessageSchema, data.toString());
        if (message && wanted(message)) resolve(message);
      });
    });
  } finally {
    socket.terminate();
  }
}
