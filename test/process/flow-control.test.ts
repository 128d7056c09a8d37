import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Server as SocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AudiencePlaces } from '../../src/gateway/audience-places.js';
import type { Config } from '../../src/gateway/config.js';
import { issueTicket } from '../../src/gateway/credentials.js';
import { ownLimits } from '../../src/gateway/limits.js';
import { Lobby } from '../../src/gateway/lobby.js';
import { Session } from '../../src/gateway/session.js';
import { openSockets } from '../../src/gateway/sockets.js';
import { Stages } from '../../src/gateway/stages.js';
import { TalkLink } from '../../src/gateway/talk-link.js';
import { TalkPages } from '../../src/gateway/talk-pages.js';
import { EventLog } from '../../src/log/index.js';
import { EVENT_BYTES } from '../../src/protocol/messages.js';
import { stageSocketPath } from '../../src/protocol/socket-paths.js';
import { openSocketServer } from '../../src/stage/socket-server.js';
import type { Snapshot } from '../../src/stage/stage.js';
import type { App } from '../helpers/app.js';
import { PageClient } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

const MiB = 1024 * 1024;

const PRESENTER = { role: 'presenter', learner: null, device: 'device' } as const;

let folder: string;
let log: EventLog;
let socketServer: SocketServer;
let server: Server;
let config: Config;
let app: App;
const clients: PageClient[] = [];
/** The answer of the stage to a command. */
let carryOut: () => Promise<void>;
/** The snapshot that the stage has for a page that comes late. */
let snapshot: () => Promise<Snapshot>;

/** A real socket server and a real gateway's sockets, on a log that the test writes. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flow-'));
  carryOut = async () => {};
  snapshot = async () => ({ seq: log.next, screens: [{ id: 'flood', data: `picture at ${log.next}` }] });
  const began = performance.now();
  log = new EventLog(() => performance.now() - began);
  const tree = [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent' },
    { id: 'flood', type: 'worker', parent: 'top', restart: 'permanent' },
  ] as const;
  log.append({ type: 'scene', demo: 'flood', tree: [...tree] });
  socketServer = await openSocketServer(stageSocketPath(folder, null), {
    epoch: 'one',
    log,
    do: () => carryOut(),
    snapshot: () => snapshot(),
  });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const hosts = [`127.0.0.1:${port}`];
  config = { began: Date.now(), port, hosts, tokens: {}, secret: 'secret', folder, pages: null };
  app = { origin: `http://127.0.0.1:${port}` } as App;
  const talk = new TalkLink(folder);
  const stages = new Stages(config, () => {}, talk);
  openSockets(
    server,
    config,
    stages,
    new Lobby(config, ownLimits(), stages, () => {}),
    new TalkPages(config, talk, new AudiencePlaces(ownLimits()), async () => {}),
  );
  await until(() => stages.linkFor(null)?.epoch !== null);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  server.close();
  server.closeAllConnections();
  socketServer.close();
  rmSync(folder, { recursive: true, force: true });
});

async function follow(): Promise<PageClient> {
  const client = await PageClient.connect(app).hello(issueTicket(config, PRESENTER, Date.now()));
  clients.push(client);
  await until(() => client.messages.some((message) => message.type === 'snapshot'));
  return client;
}

async function flood(bytes: number): Promise<void> {
  const data = Buffer.alloc(32 * 1024, 'y\n');
  for (let sent = 0; sent < bytes; sent += data.length) {
    log.append({ type: 'output', id: 'flood', data });
    // As a process would: the loop turns in between.
    await new Promise(setImmediate);
  }
}

it('a page that shows nothing is sent little, and a fresh picture when it is back; one that keeps up gets all', async () => {
  const slow = await follow();
  const quick = await follow();
  quick.acknowledges = true;
  const snapshots = () => slow.messages.filter((message) => message.type === 'snapshot').length;

  await flood(16 * MiB);
  await until(() => quick.seqs.at(-1) === log.next - 1);
  expect(quick.seqs).toEqual(quick.seqs.map((_, at) => (quick.seqs[0] as number) + at));
  expect(slow.output.length).toBeLessThan(2 * MiB);
  expect(snapshots()).toBe(1);

  slow.send({ type: 'ack', bytes: slow.output.length });
  await until(() => snapshots() === 2);
  const fresh = slow.messages.findLast((message) => message.type === 'snapshot');
  expect(fresh).toMatchObject({ seq: log.next, screens: [{ id: 'flood', data: `picture at ${log.next}` }] });
  log.append({ type: 'output', id: 'flood', data: Buffer.from('and on it goes') });
  await until(() => slow.output.endsWith('and on it goes'));
});

it('a page that takes in no events is sent few, and a fresh picture when it is back; one that keeps up gets all', async () => {
  const slow = await follow();
  const quick = await follow();
  quick.acknowledges = true;
  const events = () => slow.messages.filter((message) => message.type === 'event').length;
  const snapshots = () => slow.messages.filter((message) => message.type === 'snapshot').length;

  for (let value = 0; value < 10_000; value++) {
    log.append({ type: 'metric', id: 'flood', name: 'count', value });
    // One that keeps up is never far behind, and the gateway takes one acknowledgement of it in a turn.
    if (value % 50 === 0) await until(() => (quick.seqs.at(-1) ?? 0) >= log.next - 50);
  }
  await until(() => quick.seqs.at(-1) === log.next - 1);
  expect(quick.seqs).toEqual(quick.seqs.map((_, at) => (quick.seqs[0] as number) + at));
  expect(events()).toBeGreaterThan(1000);
  expect(events()).toBeLessThan(3000);
  expect(snapshots()).toBe(1);

  slow.send({ type: 'ack', bytes: events() * EVENT_BYTES });
  await until(() => snapshots() === 2);
  log.append({ type: 'note', text: 'and on it goes' });
  await until(() => slow.seqs.at(-1) === log.next - 1);
});

it('a page that asks for an offset that is gone, or of another log, gets a picture instead', async () => {
  await flood(4 * MiB);
  for (const [epoch, have] of [
    ['one', 0],
    ['another', log.next],
    ['one', log.next + 1000],
  ] as const) {
    const client = await PageClient.connect(app).hello(issueTicket(config, PRESENTER, Date.now()), epoch, have);
    clients.push(client);
    await until(() => client.messages.some((message) => message.type === 'snapshot'));
    expect(client.epoch).toBe('one');
  }
});

it('a stage that does not come to an end is not given ever more to do: the rest is refused in words', async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  carryOut = () => finished;
  const page = await follow();
  for (let request = 0; request < 300; request++) page.send({ type: 'do', request, command: { do: 'step' } });
  const answers = (type: string) => page.messages.filter((message) => message.type === type);
  await until(() => answers('refused').length === 300 - 256);
  expect(answers('refused')[0]).toMatchObject({ request: 256, message: expect.stringContaining('too much to do') });
  finish();
  await until(() => answers('done').length === 256);
  page.send({ type: 'do', request: 300, command: { do: 'step' } });
  expect(await page.answer(300)).toMatchObject({ type: 'done' });
});

it('a gateway that takes nothing is dropped by the stage, not waited for', async () => {
  const { connect } = await import('node:net');
  const frozen = connect(stageSocketPath(folder, null));
  await new Promise((resolve) => frozen.once('connect', resolve));
  frozen.pause();
  let dropped = false;
  frozen.on('close', () => {
    dropped = true;
  });
  frozen.on('error', () => {});
  await flood(32 * MiB);
  frozen.resume();
  await until(() => dropped);
});

it('a stage keeps its gateway when a snapshot is longer than what may wait for a gateway', async () => {
  const data = 'x'.repeat(12 * MiB);
  snapshot = async () => {
    // The next event comes while most of the snapshot still waits.
    setImmediate(() => log.append({ type: 'note', text: 'while it waits' }));
    return { seq: log.next, screens: [{ id: 'flood', data }] };
  };
  const late = await follow();
  await until(() => late.seqs.at(-1) === log.next - 1);
  expect(late.messages.filter((message) => message.type === 'epoch')).toEqual([{ type: 'epoch', epoch: 'one' }]);
});

it('the gateway takes one message of a page in a turn of the event loop, however many have come', async () => {
  const page = await follow();
  let turn = 0;
  let ends = false;
  const count = () => {
    turn++;
    if (!ends) setImmediate(count);
  };
  count();
  /** How many messages the gateway took in which turn. */
  const taken = new Map<number, number>();
  const spy = vi.spyOn(Session.prototype, 'receive').mockImplementation(() => {
    taken.set(turn, (taken.get(turn) ?? 0) + 1);
    return false;
  });
  const messages = 500;
  for (let sent = 0; sent < messages; sent++) page.send({ type: 'ack', bytes: 0 });
  await until(() => spy.mock.calls.length >= messages);
  ends = true;
  spy.mockRestore();
  expect(Math.max(...taken.values())).toBe(1);
});
