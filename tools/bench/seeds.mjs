/** Each demo's script, played with ten seeds: whether it held, and what its chart showed at the end. */

import { programsOf } from '../../dist/src/demo/catalogue.js';
import { tileRowsOf } from '../../dist/src/demo/charts/tiles.js';
import { missingFor } from '../../dist/src/demo/requirements.js';
import { EventLog } from '../../dist/src/log/index.js';
import { readDemos } from '../../dist/src/preflight/demos.js';
import { failureOf, playScript } from '../../dist/src/stage/play.js';
import { Stage } from '../../dist/src/stage/stage.js';
import { median, remark, sorted } from './figures.mjs';
import { rounds } from './options.mjs';

const SEEDS = 10;
/** Scripts wait more than they work. */
const AT_ONCE = 3;

async function play(demo, seed) {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const stage = new Stage(demo, programsOf(demo.name), log, seed);
  const failed = await stage.start().then(
    async () => ((await playScript(stage)) ? null : failureOf(log.view)),
    (error) => error.message,
  );
  const { view } = log;
  return { failed, leftover: await stage.stop(), numbers: numbersOf(demo.chart, view) };
}

/** The numbers of a chart, as name → number. */
function numbersOf(chart, view) {
  const reading = ({ label, process, metric }) => [label, view.processes[process]?.metrics[metric]];
  switch (chart?.kind) {
    case 'bars':
      return Object.fromEntries(chart.bars.map(reading));
    case 'track':
      return Object.fromEntries(chart.cars.map(reading));
    case 'wedge':
      return Object.fromEntries(chart.points.map(reading));
    case 'tiles':
      return Object.fromEntries(
        tileRowsOf(chart, view).flatMap(({ label, counts }) =>
          chart.states.map(({ word }, state) => [`${label}, ${word}`, counts[state]]),
        ),
      );
  }
  return {};
}

export async function seeds() {
  for (const demo of (await readDemos()).demos) {
    if ((await missingFor(demo)).length > 0) continue;
    const waiting = Array.from({ length: rounds(SEEDS) }, (_, at) => at + 1);
    const runs = [];
    const hand = async () => {
      for (let seed = waiting.shift(); seed; seed = waiting.shift()) runs.push({ seed, ...(await play(demo, seed)) });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    const held = runs.filter(({ failed }) => failed === null).length;
    const leftover = runs.reduce((sum, run) => sum + run.leftover, 0);
    remark(`${demo.name}: the script held`, `${held} of ${runs.length}`, `left after all of them: ${leftover}`);
    for (const { seed, failed } of runs) if (failed !== null) remark(`  seed ${seed}`, '', failed);
    for (const name of Object.keys(runs[0].numbers)) {
      const values = sorted(runs.map(({ numbers }) => numbers[name]).filter(Number.isFinite));
      if (values.length === 0) continue;
      const round = (value) => String(Math.round(value * 10) / 10);
      remark(`  ${name}`, round(median(values)), `${round(values[0])} to ${round(values.at(-1))}`);
    }
  }
}
