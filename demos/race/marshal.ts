// Asks both cars for a lap, eighty times a second, and counts the answers. The first with LAPS of them wins, and the race is over.

import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { ask, insist } from '../common/http.js';

const LAPS = Number(process.env.LAPS);
const EVERY_MS = 12;
const REPORT_MS = 1000;
/** The cars move as often. */
const COUNT_MS = 150;
/** A lap that takes longer does not count. */
const PATIENCE_MS = 1000;
/** For a car that is not at the line yet. */
const PATIENCE_AT_THE_LINE_MS = 30_000;

const newCar = (name: string) => ({ name, asked: 0, laps: 0, bestMs: Number.POSITIVE_INFINITY });
type Car = ReturnType<typeof newCar>;

/** Empty while nobody races; the cars of the latest race are counted also when it is over. */
let racing: Car[] = [];
let cars: Car[] = [];
let greenAt = 0;
let firstLead = 0;
const wins: Record<string, number> = { diva: 0, cockroach: 0 };

async function lap(car: Car): Promise<void> {
  const askedAt = performance.now();
  car.asked++;
  try {
    await ask(`${car.name}.sock`, '/lap', { patienceMs: PATIENCE_MS });
  } catch {
    return; // The car broke down: this lap is lost.
  }
  if (!racing.includes(car)) return;
  car.laps++;
  car.bestMs = Math.min(car.bestMs, performance.now() - askedAt);
  if (car.laps === LAPS) finish(car);
}

function finish(winner: Car): void {
  report();
  racing = [];
  wins[winner.name] = (wins[winner.name] ?? 0) + 1;
  metric('asked a second', winner.asked / secondsRaced());
  console.log(`WINNER: ${winner.name.toUpperCase()}`);
  for (const { name, asked, laps, bestMs } of cars) {
    const answered = ((100 * laps) / asked).toFixed(0);
    console.log(`${name.padEnd(9)} ${answered} % best ${bestMs.toFixed(1)} ms`);
  }
  count();
}

const secondsRaced = () => (performance.now() - greenAt) / 1000;

function report(): void {
  const laps = racing.map((car) => String(car.laps).padStart(10));
  if (racing.length > 0) console.log(`${secondsRaced().toFixed(0).padStart(3)} s${laps.join('')}`);
}

function count(): void {
  for (const { name, laps, bestMs } of cars) {
    metric(`${name} laps`, laps);
    metric(`${name} wins`, wins[name] ?? 0);
    if (laps > 0) metric(`${name} best lap`, bestMs);
  }
  const [diva, cockroach] = cars;
  if (!diva || !cockroach) return;
  firstLead = Math.max(firstLead, diva.laps - cockroach.laps);
  metric('diva lead', firstLead);
}

/** Both wait at the line, each with a new engine. */
async function greenFlag(): Promise<void> {
  racing = [];
  console.log('To the line, please.');
  const names = Object.keys(wins);
  await Promise.all(names.map((name) => insist(`${name}.sock`, '/line', { patienceMs: PATIENCE_AT_THE_LINE_MS })));
  cars = names.map(newCar);
  racing = cars;
  greenAt = performance.now();
  firstLead = 0;
  metric('distance', LAPS);
  console.log(`GREEN FLAG: ${LAPS} laps!\n           diva cockroach`);
}

console.log('waiting for the green flag');
onFault({ flag: () => void greenFlag() });
setInterval(() => racing.forEach(lap), EVERY_MS);
setInterval(report, REPORT_MS);
setInterval(count, COUNT_MS);
startPulse();
ready();
