import { afterEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Config } from '../../src/gateway/config.js';
import { limitsFor } from '../../src/gateway/limits.js';
import { Lobby } from '../../src/gateway/lobby.js';
import { Session } from '../../src/gateway/session.js';
import type { Stages } from '../../src/gateway/stages.js';

const config: Config = { began: 0, port: 1, hosts: [], tokens: {}, secret: 'secret', folder: '', pages: null };

afterEach(() => vi.useRealTimers());

it('waiting pages are sent their position once, however many pages come in that moment', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const limits = { ...limitsFor(Number.POSITIVE_INFINITY), seats: 0 };
  const lobby = new Lobby(config, limits, {} as Stages, () => {});
  const told: { position: number; length: number }[] = [];
  const people = 100;
  for (let at = 0; at < people; at++) {
    const send = (text: string) => at === 0 && told.push(JSON.parse(text));
    const pass = { role: 'viewer', learner: null, device: `device-${at}` } as const;
    lobby.enter(new Session({ send } as unknown as WebSocket, pass, 'address', at));
    // As sockets do: one in a turn of the event loop.
    await new Promise(setImmediate);
  }
  await new Promise(setImmediate);
  vi.runOnlyPendingTimers();
  expect(told).toMatchObject([{ position: 1, length: people }]);
});

it('the lobby decides once and tells once, however many pages leave in one turn of the event loop', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate'] });
  const limits = { ...limitsFor(Number.POSITIVE_INFINITY), seats: 0 };
  const lobby = new Lobby(config, limits, {} as Stages, () => {});
  const sessions = Array.from({ length: 100 }, (_, at) => {
    const pass = { role: 'viewer', learner: null, device: `device-${at}` } as const;
    return new Session({ send: () => {} } as unknown as WebSocket, pass, 'address', at);
  });
  for (const session of sessions) lobby.enter(session);
  for (const session of sessions.slice(1)) lobby.leave(session);
  expect(vi.getTimerCount(), 'one decision waits').toBe(1);
  for (const next of [1, 2]) {
    vi.advanceTimersByTime(0);
    expect(vi.getTimerCount(), `one message waits after decision ${next}`).toBe(1);
    lobby.leave(sessions[0] as Session);
    lobby.enter(sessions[0] as Session);
    vi.advanceTimersByTime(0);
  }
  expect(vi.getTimerCount()).toBe(1);
});
