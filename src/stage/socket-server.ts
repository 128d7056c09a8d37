/** The server on the stage's unix socket: gateways connect, read the log and pass commands in. */
import { createServer, type Server, type Socket } from 'node:net';
import { type EventLog, type LogEvent, STAGE } from '../log/index.js';
import { encodeOutput, type FromStage, parseJson, type StageCommand, ToStageSchema } from '../protocol/messages.js';
import {
  CONTROL,
  EVENT,
  encodeControl,
  encodeFrame,
  type Frame,
  OUTPUT,
  readFrames,
} from '../protocol/stage-frames.js';
import { socketPath } from '../protocol/unix-socket.js';
import type { Snapshot } from './stage.js';

/**
 * A gateway that takes nothing, frozen or too slow, is dropped; the next one starts from a snapshot. In bytes. Snapshots do not count: a
 * gateway asks for one at a time, and one of many terminals may be as long as that.
 */
const BACKLOG_LIMIT = 8 * 1024 * 1024;

/** Bytes of snapshots that a gateway has asked for and not taken yet. */
const snapshotBytes = new WeakMap<Socket, number>();
const snapshotBytesTo = (socket: Socket) => snapshotBytes.get(socket) ?? 0;

export interface Inside {
  /** Names this log: another process has another one. */
  epoch: string;
  log: EventLog;
  /** `by`: who asks. */
  do(command: StageCommand, by?: string): Promise<void>;
  snapshot(): Promise<Snapshot>;
}

export function openSocketServer(path: string, inside: Inside): Promise<Server> {
  const gateways = new Set<Socket>();
  inside.log.subscribe((event) => {
    if (gateways.size === 0) return;
    const frame = eventFrame(event, inside.log);
    for (const socket of gateways) send(socket, frame);
  });
  const server = createServer((socket) => {
    gateways.add(socket);
    socket.on('close', () => gateways.delete(socket));
    socket.on('error', () => socket.destroy());
    greet(socket, inside);
    readFrames(socket, (frame) => void answer(frame, socket, inside));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath(path), () => resolve(server));
  });
}

/** A gateway is told the past as well, so that pages of the one before it can read on from where they were. */
function greet(socket: Socket, { epoch, log }: Inside): void {
  const past = log.recent();
  send(socket, control({ type: 'hello', epoch, next: past[0]?.seq ?? log.next, ageMs: log.age }));
  for (const event of past) send(socket, eventFrame(event, log));
}

const control = (message: FromStage) => encodeControl(message);

function send(socket: Socket, frame: Buffer): void {
  if (socket.writableLength - snapshotBytesTo(socket) > BACKLOG_LIMIT) socket.destroy();
  else socket.write(frame);
}

function sendSnapshot(socket: Socket, frame: Buffer): void {
  snapshotBytes.set(socket, snapshotBytesTo(socket) + frame.length);
  socket.write(frame, () => snapshotBytes.set(socket, snapshotBytesTo(socket) - frame.length));
}

function eventFrame(event: LogEvent, log: EventLog): Buffer {
  const { seq } = event;
  if (event.type !== 'output') {
    const payload = Buffer.from(JSON.stringify({ type: 'event', event }));
    return encodeFrame({ kind: EVENT, seq, payload });
  }
  const channel = Object.keys(log.view.processes).indexOf(event.id);
  const data = typeof event.data === 'string' ? Buffer.from(event.data) : event.data;
  return encodeFrame({
    kind: OUTPUT,
    seq,
    payload: encodeOutput({ channel, seq, at: event.at, data, by: event.by === STAGE ? STAGE : undefined }),
  });
}

async function answer(frame: Frame, socket: Socket, inside: Inside): Promise<void> {
  const message = frame.kind === CONTROL ? parseJson(ToStageSchema, frame.payload.toString()) : null;
  if (!message) {
    socket.destroy();
    return;
  }
  const { request } = message;
  if (message.type === 'snapshot') {
    // The view and the screens must be of one moment: both are asked for before anything else can happen.
    const { view } = inside.log;
    const { seq, screens } = await inside.snapshot();
    const text = JSON.stringify({ type: 'snapshot', seq, view, screens });
    sendSnapshot(socket, control({ type: 'snapshot', request, seq, text }));
    return;
  }
  const reply = await inside.do(message.command, message.by).then(
    (): FromStage => ({ type: 'done', request }),
    (error: Error): FromStage => ({ type: 'refused', request, message: error.message }),
  );
  send(socket, control(reply));
}
