/** The server on the unix socket of the talk: gateways connect, read the log and pass commands in. */
import { createServer, type Server, type Socket } from 'node:net';
import { parseJson } from '../protocol/messages.js';
import { CONTROL, encodeControl, readFrames } from '../protocol/stage-frames.js';
import { type FromTalk, type ToTalk, ToTalkSchema } from '../protocol/talk.js';
import { socketPath } from '../protocol/unix-socket.js';
import { TalkRefusal } from './new-event.js';
import type { Talk } from './talk.js';

/** A gateway that takes nothing, frozen or too slow, is dropped; the next one starts from the state. In bytes. */
const BACKLOG_LIMIT = 1024 * 1024;

/** The log that is served: of the talk that is given, or of a recorded one. */
type ServedTalk = Pick<Talk, 'state' | 'subscribe' | 'do' | 'setPresence' | 'countKill'>;

/** `epoch` names the log: another process has another one. Rejects when the socket cannot be opened. */
export function openTalkServer(path: string, epoch: string, talk: ServedTalk): Promise<Server> {
  const gateways = new Set<Socket>();
  const send = (socket: Socket, message: FromTalk) => {
    if (socket.writableLength > BACKLOG_LIMIT) socket.destroy();
    else socket.write(encodeControl(message));
  };
  talk.subscribe((event) => {
    for (const socket of gateways) send(socket, { type: 'event', event });
  });
  const server = createServer((socket) => {
    gateways.add(socket);
    socket.on('close', () => gateways.delete(socket));
    socket.on('error', () => socket.destroy());
    send(socket, { type: 'talk', epoch, state: talk.state });
    readFrames(socket, ({ kind, payload }) => {
      const message = kind === CONTROL ? parseJson(ToTalkSchema, payload.toString()) : null;
      if (!message) socket.destroy();
      else if (message.type === 'presence') talk.setPresence(message.presence);
      else if (message.type === 'killed') talk.countKill();
      else send(socket, answerTo(message, talk));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath(path), () => resolve(server));
  });
}

function answerTo({ request, command, by }: Extract<ToTalk, { type: 'do' }>, talk: ServedTalk): FromTalk {
  try {
    talk.do(command, by);
    return { type: 'done', request };
  } catch (error) {
    if (!(error instanceof TalkRefusal)) throw error;
    return { type: 'refused', request, message: error.message };
  }
}
