/** HTTP over a socket in the demo's own folder: how its processes serve and ask each other. */
import { rmSync } from 'node:fs';
import { type Agent, createServer, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  status: number;
  text: string;
}

type Reply = Answer | string;

async function bodyOf(message: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of message.setEncoding('utf8')) body += part;
  return body;
}

/**
 * Listens on `socket`. What `answer` returns is sent, a plain string with status 200; what it throws ends the process,
 * as any error does that nobody expected.
 */
export function serve(socket: string, answer: (path: string, body: string) => Reply | Promise<Reply>): Promise<void> {
  const server = createServer(async (asked, response) => {
    const body = await bodyOf(asked).catch(() => null);
    // Whoever asked is gone in the middle of the question.
    if (body === null) return;
    const reply = await answer(asked.url ?? '/', body);
    const { status, text } = typeof reply === 'string' ? { status: 200, text: reply } : reply;
    response.writeHead(status).end(text);
  });
  // The life before this one left its socket behind.
  rmSync(socket, { force: true });
  return new Promise((listening) => server.listen(socket, listening));
}

interface Question {
  body?: string;
  patienceMs?: number;
  /** For those who keep the line open between questions. */
  agent?: Agent | false;
}

/** Rejects when there is no answer: nobody listens, the other end died, or `patienceMs` is over. */
export function ask(socket: string, path: string, { body = '', patienceMs = 60_000, agent = false }: Question = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const signal = AbortSignal.timeout(patienceMs);
    const asked = request({ socketPath: socket, path, method: 'POST', agent, signal }, (response) => {
      bodyOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    asked.on('error', reject).end(body);
  });
}

const ASK_AGAIN_MS = 50;

/** Asks again while there is no answer, until `patienceMs` is over. */
export async function insist(socket: string, path: string, question: Question & { patienceMs: number }) {
  const until = performance.now() + question.patienceMs;
  for (;;) {
    try {
      return await ask(socket, path, { ...question, patienceMs: Math.ceil(Math.max(1, until - performance.now())) });
    } catch (error) {
      if (performance.now() + ASK_AGAIN_MS > until) throw error;
      await pause(ASK_AGAIN_MS);
    }
  }
}
