// HTTP: one question, one answer. Nothing is sent before the last one was received.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { socketPath } from '../../src/protocol/unix-socket.js';
import type { Lane } from './lane.js';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function post(line: string): Promise<void> {
  const asked = request({ socketPath: socketPath('http.sock'), method: 'POST', agent }).end(line);
  const [answer] = await once(asked, 'response');
  await once(answer.resume(), 'end');
}

export const http: Lane = {
  async connect() {
    await post('');
    let fail: (how: string) => void;
    const over = new Promise<string>((resolve) => {
      fail = resolve;
    });
    return { over, say: (line) => post(line).catch((error: NodeJS.ErrnoException) => fail(error.code ?? 'error')) };
  },
  async listen(ear) {
    const server = createServer(async (asked, answer) => {
      let line = '';
      for await (const part of asked.setEncoding('latin1')) line += part;
      ear.line(line);
      answer.end();
    });
    server.on('connection', (socket) => socket.once('close', () => ear.over('closed')));
    rmSync('http.sock', { force: true });
    await once(server.listen(socketPath('http.sock')), 'listening');
  },
};
