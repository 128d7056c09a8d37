import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { LogSubscriber } from '../../src/gateway/log-subscriber.js';
import { StageLink } from '../../src/gateway/stage-link.js';
import { CONTROL, EVENT, encodeControl, encodeFrame, OUTPUT, readFrames } from '../../src/protocol/stage-frames.js';
import { until } from '../helpers/until.js';

let folder: string;
let server: Server;
/** The stage's end of the line. */
let stage: Socket | null;
let link: StageLink;
/** The messages to the page, in order: the type of a message, or the offset of an event. */
let told: (string | number)[];

const event = (seq: number) =>
  encodeFrame({ kind: EVENT, seq, payload: Buffer.from(JSON.stringify({ type: 'event', event: { seq } })) });
const hello = (epoch: string, next: number) => encodeControl({ type: 'hello', epoch, next, ageMs: 0 });

/** Answers a request for a picture as the stage does: of offset `seq`, after all that it had to tell. */
function answerSnapshots(seq: number): void {
  readFrames(stage as Socket, ({ kind, payload }) => {
    if (kind !== CONTROL) return;
    const { request } = JSON.parse(payload.toString());
    const text = JSON.stringify({ type: 'snapshot', seq, view: {}, screens: [] });
    stage?.write(encodeControl({ type: 'snapshot', request, seq, text }));
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-viewer-'));
  stage = null;
  server = createServer((socket) => {
    stage = socket;
    socket.on('error', () => {});
  });
  const path = join(folder, 'stage.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  link = new StageLink(path);
  await until(() => stage !== null);
});

afterEach(async () => {
  link.close();
  stage?.destroy();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** As the gateway has it: told of each frame, and of each new log. */
function newViewer(): LogSubscriber {
  const heard: typeof told = [];
  told = heard;
  const send = (data: string | Buffer) => {
    const message = JSON.parse(String(data));
    heard.push(message.type === 'event' ? message.event.seq : (message.type ?? 'output'));
  };
  const viewer = new LogSubscriber({ bufferedAmount: 0, send } as unknown as WebSocket, link);
  link.events.on('frame', (frame) => viewer.take(frame));
  link.events.on('epoch', () => void viewer.begin());
  return viewer;
}

describe('a page that comes back to a gateway that has just started', () => {
  it('a subscriber reads on from its offset, though the stage has not greeted the gateway yet', async () => {
    void newViewer().follow('log', 7);
    stage?.write(Buffer.concat([hello('log', 5), event(5), event(6), event(7), event(8)]));
    answerSnapshots(9);
    await until(() => told.length >= 2);
    expect(told).toEqual([7, 8]);
  });

  it('a subscriber reads on from its offset, though the stage is still sending the past', async () => {
    stage?.write(Buffer.concat([hello('log', 5), event(5)]));
    await until(() => link.ring.next === 6);
    void newViewer().follow('log', 7);
    stage?.write(Buffer.concat([event(6), event(7), event(8)]));
    answerSnapshots(9);
    await until(() => told.length >= 2);
    expect(told).toEqual([7, 8]);
  });

  it('a subscriber gets a snapshot when its log is over, also if the new log has its offset', async () => {
    void newViewer().follow('log', 1);
    stage?.write(Buffer.concat([hello('another', 0), event(0)]));
    answerSnapshots(1);
    await until(() => told.includes('snapshot'));
    stage?.write(event(1));
    await until(() => told.includes(1));
    expect(told).toEqual(['epoch', 'snapshot', 1]);
  });

  it('a subscriber gets a snapshot when it claims an offset that was never written', async () => {
    stage?.write(Buffer.concat([hello('log', 0), event(0)]));
    await until(() => link.ring.next === 1);
    void newViewer().follow('log', 1_000_000);
    answerSnapshots(1);
    await until(() => told.includes('snapshot'));
    expect(told).toEqual(['epoch', 'snapshot']);
  });

  it('a subscriber is sent a null epoch when there is no stage', async () => {
    void newViewer().follow('log', 7);
    server.close();
    stage?.destroy();
    await until(() => told.length > 0);
    expect(told).toEqual(['epoch']);
  });
});

it('a subscriber that asks twice gets the log once', async () => {
  stage?.write(Buffer.concat([hello('log', 5), event(5)]));
  await until(() => link.ring.next === 6);
  const viewer = newViewer();
  await Promise.all([viewer.follow('log', 5), viewer.follow('log', 5)]);
  stage?.write(event(6));
  await until(() => told.includes(6));
  expect(told).toEqual([5, 6]);
});

it('a subscriber that was behind in one log keeps up with the next one', async () => {
  stage?.write(hello('log', 0));
  await until(() => link.epoch === 'log');
  const viewer = newViewer();
  await viewer.follow('log', 0);
  const output = (seq: number) => encodeFrame({ kind: OUTPUT, seq, payload: Buffer.alloc(600 * 1024, '1') });
  stage?.write(Buffer.concat([output(0), output(1), event(2)]));
  await until(() => link.ring.next === 3);
  expect(told, 'the third frame is dropped').toHaveLength(2);
  stage?.write(hello('another', 0));
  answerSnapshots(0);
  await until(() => told.includes('snapshot'));
  stage?.write(Buffer.concat([event(0), event(1)]));
  await until(() => told.includes(1));
  expect(told.slice(2)).toEqual(['epoch', 'snapshot', 0, 1]);
});

it('the frames that are kept hold no memory of the snapshots that came with them', async () => {
  const MiB = 1024 * 1024;
  const text = 'x'.repeat(MiB);
  const picture = encodeControl({ type: 'snapshot', request: 999, seq: 0, text });
  stage?.write(hello('log', 0));
  for (let seq = 0; seq < 5; seq++) stage?.write(Buffer.concat([picture, event(seq)]));
  await until(() => link.ring.next === 5);
  const kept = new Set(link.ring.since(0)?.map(({ payload }) => payload.buffer));
  expect([...kept].reduce((bytes, { byteLength }) => bytes + byteLength, 0)).toBeLessThan(MiB / 4);
});
