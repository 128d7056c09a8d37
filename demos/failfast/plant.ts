// Sends a shift of cars down two lines, with the same parts for both: now and then, one is crooked. Looks at each car at the end.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { oneOfEach, ownChance } from '../common/chance.js';
import { ask } from '../common/http.js';
import type { Car, Part } from './station.js';

const CARS = Number(process.env.CARS);
/** Frame, motor, doors, paint. */
const STATIONS = ['1', '2', '3', '4'];
/** One of so many parts is crooked: no line is lucky for long. */
const CROOKED_ONE_OF = 25;
const PATIENCE_MS = 5000;
const ASK_AGAIN_MS = 50;
const CARS_A_LINE = 20;
const REPORT_MS = 400;

const newLine = (name: string) => ({
  name,
  good: 0,
  bad: 0,
  parts: 0,
  crooked: 0,
  /** The number of the first crooked part. */
  firstCrooked: 0,
  isCrooked: oneOfEach(CROOKED_ONE_OF, ownChance(0)),
});
type Line = ReturnType<typeof newLine>;

let lines: Line[] = [];
const shifts: Record<string, number> = { malibu: 0, maxima: 0 };

function newPart(line: Line): Part {
  line.parts++;
  if (!line.isCrooked()) return { bolts: ['left', 'right'] };
  line.crooked++;
  line.firstCrooked ||= line.parts;
  return {};
}

/** Codes of those who were not there when a part came: it is not used up. */
const NOBODY_THERE = ['ECONNREFUSED', 'ENOENT'];

/** A station that has stopped gets the car when it is back, and another part. Null when another shift has started meanwhile. */
async function pass(line: Line, car: Car, station: string): Promise<Car | null> {
  let part = newPart(line);
  while (lines.includes(line)) {
    const question = { body: JSON.stringify({ car, part }), patienceMs: PATIENCE_MS };
    try {
      const { text } = await ask(`${line.name}-${station}.sock`, '/fit', question);
      return JSON.parse(text) as Car;
    } catch (error) {
      if (!NOBODY_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) part = newPart(line);
    }
    await pause(ASK_AGAIN_MS);
  }
  return null;
}

/** From the first station to the last. */
async function build(line: Line, number: number): Promise<Car | null> {
  let car: Car | null = { number, fitted: [] };
  for (const station of STATIONS) car &&= await pass(line, car, station);
  return car;
}

function inspect(line: Line, { number, fitted }: Car): void {
  const isWhole = STATIONS.every((station) => fitted.includes(station));
  if (isWhole) line.good++;
  else line.bad++;
  if (number % CARS_A_LINE === 0) console.log(`${line.name} ${number}: ${line.good} good`);
}

async function work(line: Line): Promise<void> {
  const began = performance.now();
  for (let number = 1; number <= CARS; number++) {
    const car = await build(line, number);
    if (!car || !lines.includes(line)) return;
    inspect(line, car);
  }
  const perMinute = (line.good * 60_000) / (performance.now() - began);
  console.log(`${line.name} ${perMinute.toFixed(0)} good a minute`);
  report();
  metric(`${line.name} good a minute`, perMinute);
  shifts[line.name] = (shifts[line.name] ?? 0) + 1;
  metric(`${line.name} shifts`, shifts[line.name] ?? 0);
}

const isAtWork = ({ good, bad }: Line) => good + bad < CARS;

function report(): void {
  metric('lines at work', lines.filter(isAtWork).length);
  for (const { name, good, bad, crooked, firstCrooked } of lines) {
    metric(`${name} good`, good);
    metric(`${name} bad`, bad);
    metric(`${name} crooked`, crooked);
    metric(`${name} first crooked`, firstCrooked);
  }
}

onFault({
  shift: () => {
    console.log(`${CARS} cars!`);
    lines = [newLine('malibu'), newLine('maxima')];
    for (const line of lines) void work(line);
  },
});
console.log('Bell at six.');
// The counts of the last life would stand until a shift of this one ends.
for (const [name, count] of Object.entries(shifts)) metric(`${name} shifts`, count);
setInterval(report, REPORT_MS);
startPulse();
ready();
