/** `npm start -- --rehearse`: follows the talk, and tells at the end how long each slide took. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDeck } from '../deck/load.js';
import { outlineOf } from '../deck/outline.js';
import { PLAN_FILE } from '../deck/plan.js';
import { catalogue } from '../preflight/demos.js';
import { project } from '../project.js';
import { placeIn } from '../protocol/talk.js';
import type { Supervisor } from '../supervisor/index.js';
import { type Arrival, planOf, rehearsalReport, staysOf } from './rehearsal.js';

/** Follows the talk from now on. `report` tells the times, and keeps them as the plan if it is told to. */
export function follow(supervisor: Supervisor): { report(keep: boolean): Promise<void> } {
  const arrivals: Arrival[] = [];
  supervisor.events.on('event', (event) => {
    if (event.type !== 'message' || event.id !== 'talk') return;
    const place = placeIn(event.value);
    if (place) arrivals.push({ place, at: Date.now() });
  });
  return { report: (keep) => report(arrivals, Date.now(), keep) };
}

/** Throws the error of the operating system if the plan cannot be written. */
async function report(arrivals: readonly Arrival[], endedAt: number, keep: boolean): Promise<void> {
  if (arrivals.length === 0) {
    console.log('Nothing was rehearsed: no slide was shown.');
    return;
  }
  const outline = outlineOf(await loadDeck({ slidesDir: project.slides, artDir: project.art, catalogue }));
  const stays = staysOf(arrivals, endedAt);
  for (const line of rehearsalReport(stays, outline)) console.log(line);
  if (!keep) return;
  const file = join(project.slides, PLAN_FILE);
  writeFileSync(file, `${JSON.stringify(planOf(stays, outline), null, 2)}\n`);
  console.log(`Kept as the plan: ${file}`);
}
