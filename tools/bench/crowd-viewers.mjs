/** Many pages without a browser, in a process of their own, so that the gateway is measured and not they. Told what to do over IPC. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { decodeOutput, SUBPROTOCOL } from '../../dist/src/protocol/messages.js';

const [origin, token, count] = process.argv.slice(2);
/** They come in rows, as people through a door. */
const ROW = 20;
const RETRY_MS = 50;
const ACK_BYTES = 32 * 1024;

let here = 0;
/** When each page heard of each end of a process, by pid; in ms since the epoch, as the sender of the kill measures. */
let ends = [];
/** When each page was let in. */
let welcomes = [];
const now = () => performance.timeOrigin + performance.now();

async function cookies() {
  const welcome = await fetch(`${origin}/?token=${token}`, { redirect: 'manual' });
  const [role] = welcome.headers.get('set-cookie').split(';');
  const ticket = await fetch(`${origin}/ticket`, { headers: { cookie: role } });
  const [device] = ticket.headers.get('set-cookie').split(';');
  return `${role}; ${device}`;
}

const ticketFor = async (cookie) => (await (await fetch(`${origin}/ticket`, { headers: { cookie } })).json()).ticket;

/** One page: it comes back whenever its line breaks, and tells when it is in. */
async function page(cookie, isIn) {
  const at = { epoch: null, have: 0 };
  for (;;) {
    const ticket = await ticketFor(cookie).catch(() => null);
    if (ticket) await visit(cookie, ticket, at, isIn);
    await sleep(RETRY_MS * (1 + Math.random()));
  }
}

function visit(cookie, ticket, at, isIn) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, SUBPROTOCOL, { origin, headers: { cookie } });
  socket.binaryType = 'arraybuffer';
  let wasIn = false;
  let bytes = 0;
  const say = (message) => socket.send(JSON.stringify(message));
  socket.on('open', () => {
    say({ type: 'hello', ticket });
    say({ type: 'follow', ...at });
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      const frame = decodeOutput(data);
      at.have = frame.seq + 1;
      bytes += frame.data.length;
      if (bytes < ACK_BYTES) return;
      say({ type: 'ack', bytes });
      bytes = 0;
      return;
    }
    const message = JSON.parse(Buffer.from(data).toString());
    if (message.type === 'welcome') {
      wasIn = true;
      here += 1;
      welcomes.push(now());
      isIn();
    } else if (message.type === 'epoch') at.epoch = message.epoch;
    else if (message.type === 'snapshot') at.have = message.seq;
    else if (message.type === 'event') {
      at.have = message.event.seq + 1;
      if (message.event.type === 'exit') ends.push({ pid: message.event.pid, at: now() });
    }
  });
  socket.on('error', () => {});
  return new Promise((resolve) =>
    socket.on('close', () => {
      if (wasIn) here -= 1;
      resolve();
    }),
  );
}

process.on('message', (question) => {
  if (question === 'forget') [ends, welcomes] = [[], []];
  process.send({ here, ends, welcomes });
});
process.on('disconnect', () => process.exit());

for (let come = 0; come < Number(count); come += ROW) {
  const row = Array.from({ length: Math.min(ROW, Number(count) - come) }, async () => {
    const cookie = await cookies();
    await new Promise((resolve) => void page(cookie, resolve));
  });
  await Promise.all(row);
}
process.send('here');
