// A chimp in the kitchen. Turns all knobs, starts both toasters with them, puts one slice into each.

import { metric, onFault, ready, tiles } from '../../src/demo/worker.js';
import { ownChance } from '../common/chance.js';
import { type Settings, twiddled } from './knobs.js';
import { type Trial, trial } from './trial.js';

const KITCHENS = 30;
const HANDS = 2;
const TELL_MS = 400;

const chance = ownChance(1);
let seen: { A: Trial[]; B: Trial[] } = { A: [], B: [] };
let playing = false;
/** How often it has been in all kitchens. */
let rounds = 0;

function percent(trials: Trial[], outcome: Trial['outcome']): number {
  const share = trials.filter((one) => one.outcome === outcome).length / Math.max(1, trials.length);
  return Math.round(share * 100);
}

/** As on the chart; what has not been tried yet is 0. */
const STATES = { toast: 1, smoke: 2, late: 3 };
const slices = (trials: Trial[]) =>
  Array.from({ length: KITCHENS }, (_, at) => STATES[trials[at]?.outcome as Trial['outcome']] ?? 0);

function tell(): void {
  tiles('A slices', slices(seen.A));
  tiles('B slices', slices(seen.B));
  metric('A toast', percent(seen.A, 'toast'));
  metric('A smoke', percent(seen.A, 'smoke'));
  metric('A late', percent(seen.A, 'late'));
  metric('B toast', percent(seen.B, 'toast'));
  metric('kitchens', Math.min(seen.A.length, seen.B.length));
  metric('rounds', rounds);
}

async function tryBoth(kitchen: number, settings: Settings): Promise<void> {
  const [a, b] = [await trial('A', kitchen, settings), await trial('B', kitchen, settings)];
  seen.A.push(a);
  seen.B.push(b);
  console.log(`${a.outcome.padEnd(5)} ${a.says}`.slice(0, process.stdout.columns));
  if (b.outcome !== 'toast') console.log(`one lever: ${b.outcome} ${b.says}`);
}

async function twiddle(): Promise<void> {
  if (playing) return console.log('ook! ook! (it is still at it)');
  playing = true;
  seen = { A: [], B: [] };
  const telling = setInterval(tell, TELL_MS);
  let kitchen = 0;
  const hand = async () => {
    while (kitchen < KITCHENS) await tryBoth(++kitchen, twiddled(chance));
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  clearInterval(telling);
  rounds++;
  console.log(`twelve knobs: ${percent(seen.A, 'toast')} % toast\none lever: ${percent(seen.B, 'toast')} % toast`);
  tell();
  playing = false;
}

onFault({ twiddle });
console.log('ook.');
tell();
ready();
