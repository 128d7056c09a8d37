/** A room of phones that vote, kill and read the talk: how soon they hear, what each of them costs, and what the presenter feels of it. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { TALK_SUBPROTOCOL } from '../../dist/src/protocol/talk.js';
import { startApp } from './app.mjs';
import { measureEcho } from './echo.mjs';
import { median, ms, quantile, remark, row } from './figures.mjs';
import { rounds } from './options.mjs';
import { connect } from './page.mjs';

const COUNT = 1000;
const KILLERS = 100;
const DEAF = 100;
const MOVES = 60;
const KEYS = 500;
const POLL = '0123456789ab';
const DEMO = 'isolation';
const program = fileURLToPath(new URL('audience-pages.mjs', import.meta.url));
const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
const now = () => performance.timeOrigin + performance.now();
const rssOf = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

async function openRoom(app, count, deaf = '') {
  const pages = fork(program, [app.origin, app.viewerToken, String(count), deaf]);
  const next = () => new Promise((resolve) => pages.once('message', resolve));
  await next();
  return {
    ask: (message) => {
      const answer = next();
      pages.send(message);
      return answer;
    },
    close: () => pages.kill('SIGKILL'),
  };
}

/** The presenter's line to the talk. */
async function driver(app) {
  const welcome = await fetch(`${app.origin}/?token=${app.token}`, { redirect: 'manual' });
  const [cookie] = welcome.headers.get('set-cookie').split(';');
  const { ticket } = await (await fetch(`${app.origin}/ticket`, { headers: { cookie } })).json();
  const { origin } = app;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/talk`, TALK_SUBPROTOCOL, {
    origin,
    headers: { cookie },
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'hello', ticket, client: 'a'.repeat(12) }));
  const answers = new Map();
  const polls = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'event' && message.event.type === 'poll') polls.push(message.event.poll);
    answers.get(message.request)?.(message);
  });
  let requests = 0;
  return {
    polls,
    do: (command) =>
      new Promise((resolve) => {
        answers.set(++requests, resolve);
        socket.send(JSON.stringify({ type: 'do', request: requests, command }));
      }),
    close: () => socket.terminate(),
  };
}

export async function audience() {
  const app = await startApp('present', undefined, ['--share']);
  const page = await connect(app);
  const talk = await driver(app);
  await page.do({ do: 'start', demo: DEMO });
  await page.do({ do: 'fault', id: 'line-1', name: 'freeze' });
  const echo = () => measureEcho((data) => page.send({ do: 'input', id: 'line-1', data }), page.onOutput, rounds(KEYS));
  const empty = await echo();
  row('key → echo, empty room', empty, `p99 ${ms(quantile(empty, 0.99))}`);
  const before = rssOf(app.gateway());
  const room = await openRoom(app, COUNT);
  try {
    await sleep(2000);
    remark(
      `gateway: memory for each of ${COUNT} viewers`,
      `${((rssOf(app.gateway()) - before) / COUNT).toFixed(1)} KiB`,
      'budget 64 KiB',
    );
    await moves(talk, room);
    await votes(talk, room);
    await kills(talk, room, echo, empty);
  } finally {
    room.close();
  }
  const pockets = await openRoom(app, DEAF, 'deaf');
  const beside = await echo();
  row(
    `key → echo beside ${DEAF} that read nothing`,
    beside,
    `× ${(median(beside) / median(empty)).toFixed(2)} of an empty room`,
  );
  pockets.close();
  talk.close();
  page.close();
  await app.stop();
}

async function moves(talk, room) {
  const all = [];
  const last = [];
  for (let move = 0; move < rounds(MOVES); move++) {
    await room.ask({ ask: 'forget' });
    const at = now();
    await talk.do({ do: 'move', to: { slide: (move % 20) + 1, step: 0 }, from: 1e9 });
    await sleep(300);
    const { moves: heard } = await room.ask({ ask: 'tell' });
    all.push(...heard.map((time) => time - at));
    last.push(Math.max(...heard) - at);
  }
  row(`press of the presenter → ${COUNT} pages`, all, 'budget p95 50 ms');
  row('  the last of them', last, `${all.length} of ${COUNT * rounds(MOVES)} heard`);
}

async function votes(talk, room) {
  await talk.do({ do: 'poll', id: POLL, demo: DEMO, scene: 'one' });
  const began = performance.now();
  const { times } = await room.ask({ ask: 'vote', poll: POLL });
  while (talk.polls.at(-1)?.votes !== COUNT) await sleep(1);
  const counted = performance.now() - began;
  row(
    `${COUNT} votes in one moment → answered`,
    times.map((time) => time.ms),
    `${times.filter(({ done }) => done).length} done`,
  );
  remark('  until the presenter has all of them', ms(counted));
}

async function kills(talk, room, echo, empty) {
  await talk.do({ do: 'allow-kills', demo: DEMO });
  await room.ask({ ask: 'kill', demo: DEMO, many: KILLERS });
  const loud = await echo();
  const { times } = await room.ask({ ask: 'stop' });
  const all = times.map((time) => time.ms);
  const done = times.filter((time) => time.done).length;
  row(`${KILLERS} of ${COUNT} kill → answered`, all, `p99 ${ms(quantile(all, 0.99))}, budget 250 ms; ${done} killed`);
  row('key → echo meanwhile', loud, `× ${(median(loud) / median(empty)).toFixed(2)} of an empty room, budget × 2`);
}
