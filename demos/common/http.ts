/** HTTP over a socket in the demo's own folder: how its processes serve and ask each other. */
import { rmSync } from 'node:fs';
import { type Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { socketPath } from '../../src/protocol/unix-socket.js';

export interface Asked {
  path: string;
  body: string;
  headers: IncomingHttpHeaders;
}

/** A plain string is a reply with status 200. */
export type Reply = string | { status: number; text?: string; headers?: Record<string, string> };

export interface Answer {
  status: number;
  text: string;
  headers: IncomingHttpHeaders;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of message.setEncoding('utf8')) body += part;
  return body;
}

/** Listens on `socket`. An error that `answer` throws ends the process, as any error does that nobody expected. */
export function serve(socket: string, answer: (asked: Asked) => Reply | Promise<Reply>): Promise<void> {
  const server = createServer(async (asked, response) => {
    const body = await bodyOf(asked).catch(() => null);
    // The client is gone in the middle of its question.
    if (body === null) return;
    const reply = await answer({ path: asked.url ?? '/', body, headers: asked.headers });
    const { status, text = '', headers = {} } = typeof reply === 'string' ? { status: 200, text: reply } : reply;
    response.writeHead(status, headers).end(text);
  });
  // The life before this one left its socket behind.
  rmSync(socket, { force: true });
  return new Promise((listening) => server.listen(socketPath(socket), listening));
}

interface Question {
  body?: string;
  headers?: Record<string, string>;
  patienceMs?: number;
  /** For those who keep the line open between questions. */
  agent?: Agent | false;
}

/** Rejects when there is no answer: nobody listens, the other end died, or `patienceMs` is over. */
export function ask(socket: string, path: string, question: Question = {}) {
  const { body = '', headers = {}, patienceMs = 60_000, agent = false } = question;
  return new Promise<Answer>((resolve, reject) => {
    const signal = AbortSignal.timeout(patienceMs);
    const asked = request(
      { socketPath: socketPath(socket), path, method: 'POST', headers, agent, signal },
      (response) => {
        const { statusCode = 0, headers } = response;
        bodyOf(response).then((text) => resolve({ status: statusCode, text, headers }), reject);
      },
    );
    asked.on('error', reject).end(body);
  });
}

/** Asks again each `againMs` while there is no answer, until `patienceMs` is over. */
export async function insist(
  socket: string,
  path: string,
  { patienceMs, againMs = 50, ...question }: Question & { patienceMs: number; againMs?: number },
) {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask(socket, path, { ...question, patienceMs: Math.ceil(Math.max(1, until - performance.now())) });
    } catch (error) {
      if (performance.now() + againMs > until) throw error;
      await pause(againMs);
    }
  }
}
