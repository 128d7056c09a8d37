// Two hundred homes. Each holds a line to the router; when that is cut, it tries again by the rule of the village.
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready, startPulse, tiles } from '../../src/demo/worker.js';
import { socketPath } from '../../src/protocol/unix-socket.js';
import { ownChance } from '../common/chance.js';
import { type Rule, rules, withDice } from './retry.js';

const HOMES = 200;
/** The first time they do not all come at the same moment. */
const AT_FIRST = 15;
const AT_FIRST_MS = 100;
/** A home that was online for less has tried in vain. */
const STABLE_MS = 1000;
const REPORT_MS = 250;
const SAY_MS = 1000;
/** For so long it can be seen of a home that it was online and is not any more. */
const THROWN_MS = 700;

const [, , village = '', ruleName = ''] = process.argv;
const rule = rules[ruleName] as Rule;
const chance = ownChance(Object.keys(rules).indexOf(ruleName));
let wait = rule;
/** As in the chart of `demo.ts`. */
const [CUT_OFF, ONLINE, THROWN_OUT] = [0, 1, 2];
/** By the number of the home. */
const homes = new Array<number>(HOMES).fill(CUT_OFF);
/** How often a home was online for a moment, and was not let stay. */
let thrown = 0;
let online = 0;
let calls = 0;
/** When the first of them was cut off, and how often all were back again. */
let cutAt: number | null = null;
let recoveries = 0;

/** A home is online when the router has said hello. */
function goOnline(home: number, tries: number): Socket {
  const line = connect(socketPath(`${village}.sock`));
  calls++;
  let triesSoFar = tries;
  line.once('data', () => {
    joined(home);
    const stable = setTimeout(() => {
      triesSoFar = 0;
    }, STABLE_MS);
    line.once('close', () => {
      clearTimeout(stable);
      left(home);
    });
  });
  line.on('error', () => {});
  line.once('close', () => setTimeout(goOnline, wait(triesSoFar, chance), home, triesSoFar + 1));
  return line;
}

const answer = (line: Socket) => new Promise((answered) => line.once('data', answered).once('close', answered));

async function moveIn(): Promise<void> {
  for (let first = 0; first < HOMES; first += AT_FIRST) {
    const lines = Array.from({ length: Math.min(AT_FIRST, HOMES - first) }, (_, at) => goOnline(first + at, 0));
    await Promise.all(lines.map(answer));
    await pause(AT_FIRST_MS);
  }
  console.log(`${online} homes online`);
}

function joined(home: number): void {
  homes[home] = ONLINE;
  online++;
  if (online < HOMES || cutAt === null) return;
  console.log(`back in ${((performance.now() - cutAt) / 1000).toFixed(1)} s`);
  cutAt = null;
  recoveries++;
}

function left(home: number): void {
  homes[home] = CUT_OFF;
  online--;
  if (cutAt !== null) throwOut(home);
  cutAt ??= performance.now();
}

function throwOut(home: number): void {
  thrown++;
  homes[home] = THROWN_OUT;
  setTimeout(() => {
    if (homes[home] === THROWN_OUT) homes[home] = CUT_OFF;
  }, THROWN_MS);
}

function say(): void {
  if (cutAt !== null) console.log(`${online} on, ${calls} calls`);
  metric('calls', calls);
  calls = 0;
}

onFault({
  dice: () => {
    console.log('We have bought dice.');
    wait = withDice(rule);
  },
});
setInterval(() => {
  metric('online', online);
  metric('thrown out', thrown);
  metric('recoveries', recoveries);
  tiles('homes', homes);
}, REPORT_MS);
setInterval(say, SAY_MS);
startPulse();
ready();
await moveIn();
