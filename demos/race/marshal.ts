// Asks both cars for a lap, forty times a second, and counts the answers. Who has LAPS of them first wins.
import { ask } from '../common/http.js';
import { metric, onFault, ready, startPulse } from '../common/tell.js';

const LAPS = Number(process.env.LAPS);
const EVERY_MS = 25;
const REPORT_MS = 1000;
/** The cars move as often. */
const COUNT_MS = 150;
/** A lap that takes longer does not count. */
const PATIENCE_MS = 1000;

const newCar = (name: string) => ({ name, asked: 0, laps: 0, bestMs: Number.POSITIVE_INFINITY });
type Car = ReturnType<typeof newCar>;

let cars: Car[] = [];
let greenAt = 0;
const onTheWay = () => cars.filter(({ laps }) => laps < LAPS);

async function lap(car: Car): Promise<void> {
  const askedAt = performance.now();
  car.asked++;
  try {
    await ask(`${car.name}.sock`, '/lap', { patienceMs: PATIENCE_MS });
  } catch {
    return; // It broke down: this lap is lost.
  }
  if (car.laps === LAPS) return;
  car.laps++;
  car.bestMs = Math.min(car.bestMs, performance.now() - askedAt);
  if (car.laps === LAPS) finish(car);
}

function finish({ name, asked }: Car): void {
  const place = onTheWay().length > 0 ? 'WINNER' : 'second';
  report();
  console.log(`${place}: ${name}\n  answered ${((100 * LAPS) / asked).toFixed(1)} % of ${asked}`);
}

function report(): void {
  const seconds = ((performance.now() - greenAt) / 1000).toFixed(0).padStart(3);
  if (onTheWay().length > 0) console.log(`${seconds} s${cars.map(({ laps }) => String(laps).padStart(10)).join('')}`);
  count();
}

function count(): void {
  for (const { name, asked, laps, bestMs } of cars) {
    metric(`${name} laps`, laps);
    if (asked > 0) metric(`${name} answered`, (100 * laps) / asked);
    if (laps > 0) metric(`${name} best lap`, bestMs);
  }
}

function greenFlag(): void {
  cars = [newCar('diva'), newCar('cockroach')];
  greenAt = performance.now();
  metric('distance', LAPS);
  console.log(`GREEN FLAG: ${LAPS} laps!\n           diva cockroach`);
}

console.log('waiting for the green flag');
onFault({ flag: greenFlag });
setInterval(() => onTheWay().forEach(lap), EVERY_MS);
setInterval(report, REPORT_MS);
setInterval(count, COUNT_MS);
startPulse();
ready();
