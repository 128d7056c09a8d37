/** `npm start -- --rehearse`: follows the talk, and tells at the end how long each slide took. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDeck } from '../deck/load.js';
import { type Outline, outlineOf } from '../deck/outline.js';
import { PLAN_FILE, type Plan } from '../deck/plan.js';
import { catalogue } from '../preflight/demos.js';
import { project } from '../project.js';
import { placeIn } from '../protocol/talk.js';
import type { Supervisor } from '../supervisor/index.js';
import { reasonOf } from '../system-error.js';
import { type Arrival, planOf, rehearsalReport, staysOf } from './rehearsal.js';

/** One rehearsal of the talk. */
export interface Rehearsal {
  /** From now on each place to which the talk comes counts. */
  follow(supervisor: Supervisor): void;
  /** Tells the times, and keeps them as the plan if it is told to. False if the plan cannot be written. */
  report(keep: boolean): boolean;
}

/** Reads the slides as they are now: they may change during the rehearsal. Rejects if they cannot be read. */
export async function prepareRehearsal(): Promise<Rehearsal> {
  const outline = outlineOf(await loadDeck({ slidesDir: project.slides, artDir: project.art, catalogue }));
  const arrivals: Arrival[] = [];
  return {
    follow(supervisor) {
      supervisor.events.on('event', (event) => {
        if (event.type !== 'message') return;
        const place = event.id === 'talk' ? placeIn(event.value) : null;
        // The first slide is seen before anybody presses.
        const isOpened = event.id === 'gateway' && arrivals.length === 0 && isPresenterIn(event.value);
        if (isOpened) arrivals.push({ place: { slide: 0, step: 0 }, at: Date.now() });
        if (place) arrivals.push({ place, at: Date.now() });
      });
    },
    report: (keep) => report(arrivals, outline, keep),
  };
}

const isPresenterIn = (message: unknown): boolean => {
  const { type, role } = (message ?? {}) as { type?: unknown; role?: unknown };
  return type === 'admitted' && role === 'presenter';
};

function report(arrivals: readonly Arrival[], outline: Outline, keep: boolean): boolean {
  if (arrivals.length === 0) {
    console.log('Nothing was rehearsed: no slide was shown.');
    return true;
  }
  const stays = staysOf(arrivals, Date.now());
  for (const line of rehearsalReport(stays, outline)) console.log(line);
  return !keep || write(planOf(stays, outline));
}

function write(plan: Plan): boolean {
  const file = join(project.slides, PLAN_FILE);
  try {
    writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`);
    console.log(`Kept as the plan: ${file}`);
    return true;
  } catch (error) {
    console.error(`The plan is not kept: ${file} ${reasonOf(error)}.`);
    return false;
  }
}
