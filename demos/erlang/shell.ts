// The real Erlang shell, in this terminal. A fault types its request into it; you may type as well.
import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { ROOM_MB, TIME_MS } from './contest.js';

const SPIN_MS = 5000;
const SUM = '1 + 1.';
const MODULES = ['crowd', 'exchange'];
for (const name of MODULES) copyFileSync(new URL(`${name}.erl`, import.meta.url), `${name}.erl`);

/** More processes than fit into the memory may be started; and each death is not told on a screen full of report. */
const erl = spawn('erl', ['+P', '10000000', '-kernel', 'logger_level', 'critical'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
erl.on('exit', (code) => process.exit(code ?? 1));
erl.stdin.on('error', () => {});
process.stdin.pipe(erl.stdin);

const lines: string[] = [];
/** The output of the shell since the last line; at its end, if it waits for one, the prompt. */
let said = '';
/** The last line that was typed, and its time. */
let typed = { line: '', at: 0 };
let [restarts, givenUp, contests] = [0, 0, 0];
// The counts of the last life would stand until the first event of this one.
for (const count of ['restarts', 'given up', 'contests']) metric(count, 0);
let isOpen = false;
const isWaiting = () => /\d+> $/.test(said);

function type(...more: string[]): void {
  lines.push(...more);
  typeNext();
}

function typeNext(): void {
  const line = isWaiting() ? lines.shift() : undefined;
  if (line === undefined) return;
  said = '';
  process.stdout.write(`${line}\n`);
  typed = { line, at: performance.now() };
  erl.stdin.write(`${line}\n`);
}

/** The numbers in what the shell has answered. */
function understand(answer: string): void {
  for (const [, name = '', value] of answer.matchAll(/(started|ms|bytes) => (\d+)/g)) metric(name, Number(value));
  restarts += answer.match(/is => </g)?.length ?? 0;
  metric('restarts', restarts);
  if (answer.includes('is => nobody')) metric('given up', ++givenUp);
  if (answer.includes('started => ')) metric('contests', ++contests);
  if (typed.line === SUM) metric('answered in', performance.now() - typed.at);
}

erl.stdout.on('data', (data: Buffer) => {
  process.stdout.write(data);
  said += data;
  if (!isWaiting()) return;
  understand(said);
  if (!isOpen && lines.length === 0) {
    isOpen = true;
    ready();
  }
  typeNext();
});

type(`${MODULES.map((name) => `c(${name})`).join(', ')}, exchange:open().`);
onFault({
  spawn: () => type(`crowd:start(${TIME_MS}, ${ROOM_MB} bsl 20).`),
  // Where it has given up, it is opened first: a fault needs somebody whom it can strike.
  crash: () => type('exchange:open(), exchange:hang_up(granny).'),
  loop: () => type('exchange:open().', '[exchange:hang_up(granny) || _<-[1,2,3,4]].', 'whereis(exchange).'),
  open: () => type('exchange:open().'),
  spin: () => type(`timer:kill_after(${SPIN_MS}, spawn(fun F() -> F() end)).`, SUM),
});
