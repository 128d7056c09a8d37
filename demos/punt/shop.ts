import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

/** The answer of a shop to a visitor. */
export interface Welcome {
  pid: number;
  visits: number;
}

/** A greeting stands until it was read: of a life the first visit is told, this one, and one of so many. */
const NEXT_TOLD = 10;
const VISITS_A_GREETING = 50;

/** A shop that knows how often its visitor was there. `visit` counts; `note` is what the visitor brought along. */
export async function open(name: string, visit: (note: string) => number | Promise<number>): Promise<void> {
  let inThisLife = 0;
  await serve(`${name}.sock`, async ({ body: note }) => {
    const visits = await visit(note);
    if (visits === 1) console.log('Who are you?');
    else if (inThisLife === 0 || inThisLife === NEXT_TOLD || visits % VISITS_A_GREETING === 0)
      console.log(`visit ${visits}`);
    inThisLife++;
    return JSON.stringify({ pid: process.pid, visits } satisfies Welcome);
  });
  startPulse();
  ready();
}
