/** The outage of a client that connects right after the kill, to a socket that the supervisor holds: until it has the answer. */
import { connect } from 'node:net';
import { freePort } from '../app.mjs';
import { against, remark, row } from '../figures.mjs';
import { SERVER, start, stopAll } from './contenders.mjs';
import { bare, ours, pair } from './peers/index.mjs';
import * as reports from './reports.mjs';
import { inTurn } from './rounds.mjs';

const KILLS = 25;

/** The pid of who answers. */
const ask = (port) =>
  new Promise((resolve, reject) => {
    const client = connect(port, '127.0.0.1').setNoDelay();
    client.once('data', (data) => {
      client.destroy();
      resolve(Number(data));
    });
    client.once('error', reject);
    client.once('end', () => reject(new Error('the connection ended without an answer')));
  });

async function outageOf(contender) {
  const { id, port, workers } = contender;
  const born = reports.next(id, 'born');
  const killed = performance.now();
  process.kill(workers[0].pid, 'SIGKILL');
  const pid = await ask(port);
  const took = performance.now() - killed;
  contender.workers = await born;
  if (pid !== contender.workers[0].pid) throw new Error(`${contender.name}: the dead one answered`);
  return took;
}

async function serve(peer, options) {
  const port = await freePort();
  return { ...(await start(peer, SERVER, { port, ...options })), port };
}

const withSocket = ({ name, workers }) => {
  if (workers[0].how !== 'socketless') return true;
  remark(`outage, ${name}`, 'none', 'its workers are given no socket');
  return false;
};

export async function outage() {
  const all = [
    await serve(bare),
    await serve(pair),
    await serve(ours),
    await serve(ours, { name: 'ours, warm standby', child: { standby: true } }),
  ];
  const running = all.filter(withSocket);
  const times = await inTurn(running, KILLS, { act: outageOf });
  stopAll(all);
  for (const [at, { name }] of running.entries()) {
    row(`SIGKILL → a client's answer, ${name}`, times[at], against(times[0], times[at]));
  }
}
