// The till: one door for all customers. An order is baked, entered, and only then acknowledged.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { ready, startPulse } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { exposeToTrouble, startBeating } from './troubles.js';

const OVENS = ['oven-1.sock', 'oven-2.sock'];
const PATIENCE_MS = 500;
const KNOCK_MS = 250;
const ORDERS_A_WORD = 50;

let sold = 0;

async function bake(): Promise<void> {
  // The other one, when this one is cold.
  const [first = '', second = ''] = sold % 2 === 0 ? OVENS : OVENS.toReversed();
  await ask(first, '/bake', { patienceMs: PATIENCE_MS }).catch(() => ask(second, '/bake', { patienceMs: PATIENCE_MS }));
}

async function sell(order: string): Promise<void> {
  await bake();
  await ask('ledger.sock', '/enter', { body: order, patienceMs: PATIENCE_MS });
  sold++;
  if (sold % ORDERS_A_WORD === 0) console.log(`${sold} sold in this life`);
}

const trouble = exposeToTrouble('till', { close: () => door.close() });
const door = createServer((question, reply) => {
  const path = question.url ?? '/';
  const answer = trouble(path);
  if (answer) return reply.end(answer);
  // Nobody was told that it is done: who asks again is served.
  sell(path.slice(1)).then(
    () => reply.end('here you are'),
    () => reply.writeHead(503).end('later'),
  );
});

/** A till whose own door lets nobody in is closed, whatever else works: it fails fast, and is opened again. */
function knock(port: number): void {
  const hand = connect(port, '127.0.0.1', () => hand.destroy());
  hand.on('error', ({ message }) => {
    console.log(`nobody can come in: ${message}`);
    process.exit(1);
  });
}

door.listen(existsSync('till.port') ? Number(readFileSync('till.port')) : 0, '127.0.0.1', () => {
  const { port } = door.address() as AddressInfo;
  writeFileSync('till.port', String(port));
  console.log(`open, port ${port}`);
  setInterval(() => knock(port), KNOCK_MS);
  startBeating();
  startPulse();
  ready();
});
