/** Many phones without a browser, in a process of their own: each votes, kills and reads the log of the talk. Told what to do over IPC. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { TALK_SUBPROTOCOL } from '../../dist/src/protocol/talk.js';

const [origin, token, count, deaf] = process.argv.slice(2);
/** They come in rows, as people through a door. */
const ROW = 20;
const now = () => performance.timeOrigin + performance.now();
const hex = (number) => number.toString(16).padStart(12, '0');

const pages = [];
/** When each page heard of the last move. */
let moves = [];

async function page(number) {
  const welcome = await fetch(`${origin}/join?token=${token}`, { redirect: 'manual' });
  const [role] = welcome.headers.get('set-cookie').split(';');
  const answer = await fetch(`${origin}/ticket`, { headers: { cookie: role } });
  const [device] = answer.headers.get('set-cookie').split(';');
  const { ticket } = await answer.json();
  const cookie = `${role}; ${device}`;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/talk`, TALK_SUBPROTOCOL, {
    origin,
    headers: { cookie },
  });
  const answers = new Map();
  let requests = 0;
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'hello', ticket, client: hex(number) }));
  await new Promise((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'talk') resolve();
      if (message.type === 'event' && message.event.type === 'place') moves.push(now());
      if ('request' in message) answers.get(message.request)?.(message);
    });
  });
  pages.push({
    socket,
    do: (command) =>
      new Promise((resolve) => {
        const request = ++requests;
        answers.set(request, resolve);
        socket.send(JSON.stringify({ type: 'do', request, command }));
      }),
  });
}

/** How long each of the first `many` waits for the answer to its command, in ms. */
const timesOf = (many, command) =>
  Promise.all(
    pages.slice(0, many).map(async (one, at) => {
      const began = performance.now();
      const { type } = await one.do(command(at));
      return { ms: performance.now() - began, done: type === 'done' };
    }),
  );

let isKilling = false;
async function killOn(demo, many) {
  isKilling = true;
  const answers = [];
  await Promise.all(
    Array.from({ length: many }, async (_, at) => {
      // Thumbs do not press in step.
      await sleep(Math.random() * 2000);
      while (isKilling) {
        const began = performance.now();
        const { type } = await pages[at].do({ do: 'kill', demo });
        answers.push({ ms: performance.now() - began, done: type === 'done' });
        await sleep(2100);
      }
    }),
  );
  return answers;
}
let killing = Promise.resolve([]);

process.on('message', async ({ ask, poll, demo, many }) => {
  if (ask === 'forget') moves = [];
  if (ask === 'kill') killing = killOn(demo, many);
  if (ask === 'stop') isKilling = false;
  process.send({
    moves,
    ...(ask === 'vote' && { times: await timesOf(pages.length, (at) => ({ do: 'vote', poll, option: at % 3 })) }),
    ...(ask === 'stop' && { times: await killing }),
  });
});
process.on('disconnect', () => process.exit());

for (let come = 0; come < Number(count); come += ROW) {
  await Promise.all(Array.from({ length: Math.min(ROW, Number(count) - come) }, (_, at) => page(come + at)));
}
// Phones in pockets: their sockets are open, and nothing is read.
if (deaf) for (const { socket } of pages) socket.pause();
process.send({ moves });
