// Reads the signs of complexity off this very tree: an answer by one part beside an answer by ten.
import { readFileSync } from 'node:fs';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { DOORS } from './parts.js';
import { type Signs, signsOf, type Trace } from './signs.js';
import { tea } from './tea.js';

const [SMALLEST, LARGEST] = [1, 10];

const ROWS: [keyof Signs, string][] = [
  ['dependencies', 'dependencies'],
  ['nesting', 'nested questions'],
  ['sharing', 'shared parts'],
  ['nonObvious', 'in no program'],
];

const programs = ['price', 'layer'].map((name) => readFileSync(new URL(`./${name}.js`, import.meta.url), 'utf8'));

async function read(): Promise<void> {
  const traces = new Map<number, Trace>();
  for (const { length, part } of DOORS) traces.set(length, String((await tea(part)).headers.by));
  const signs = (length: number) => {
    const others = [...traces].filter(([other]) => other !== length).map(([, trace]) => trace);
    return signsOf(traces.get(length) as Trace, others, programs);
  };
  const [one, ten] = [signs(SMALLEST), signs(LARGEST)];
  const rows = ROWS.map(([sign, label]) => {
    metric(`${sign} 1`, one[sign]);
    metric(`${sign} 10`, ten[sign]);
    return label.padEnd(16) + String(one[sign]).padStart(4) + String(ten[sign]).padStart(6);
  });
  const head = [traces.get(LARGEST), 'one   ten'.padStart(26)];
  const lines = [...head, ...rows, 'fear: ask the room. Friday,', 'five o’clock: who deploys?'];
  // From the top, and without a line end behind the last one: all of it just fits.
  process.stdout.write(`\x1b[H\x1b[2J${lines.join('\n')}`);
}

onFault({ read: () => void read() });
console.log('with a clipboard');
startPulse();
ready();
