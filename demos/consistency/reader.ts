// Writes at the primary, and reads at the replicas: each time he expects to see at least what he has seen before.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { ask, insist } from '../common/http.js';
import { Memory } from './memory.js';
import { note, say } from './paper.js';

/** Between a write and the reads after it: a replica that keeps up has it by then. */
const PAUSE_MS = 100;
const PATIENCE_MS = 1000;
const TELL_MS = 500;

const replicas = new Map(['naive', 'careful'].map((name) => [name, new Memory()]));
let seen = 0;

/** Where the replica sends him to the primary, he goes. */
async function read(replica: string, memory: Memory, atLeast: number): Promise<void> {
  const question = { body: String(atLeast), patienceMs: PATIENCE_MS };
  let answer = await ask(`${replica}.sock`, '/', question);
  if (answer.status === 307) {
    memory.redirected++;
    answer = await ask(String(answer.headers.location), '/', question);
  }
  const entries = Number(answer.text);
  memory.hear(entries, atLeast);
  if (entries < atLeast) say(`${replica}: ${entries}? I saw ${atLeast}!`);
  seen = Math.max(seen, entries);
}

function tell(): void {
  for (const [name, { reads, stale, oldest, first, redirected }] of replicas) {
    metric(`${name} stale`, stale);
    metric(`${name} oldest`, oldest);
    if (first !== null) metric(`${name} first`, first);
    metric(`${name} redirected`, redirected);
    metric(`${name} reads`, reads);
  }
  note(`I have seen ${seen}`);
}

setInterval(tell, TELL_MS);
ready();
for (;;) {
  const written = await insist('primary.sock', '/write', { patienceMs: PATIENCE_MS }).catch(() => null);
  seen = Math.max(seen, Number(written?.text ?? 0));
  await pause(PAUSE_MS);
  // Nobody waits for a replica that is silent.
  for (const [name, memory] of replicas) read(name, memory, seen).catch(() => {});
  await pause(PAUSE_MS);
}
