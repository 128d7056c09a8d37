import { serve } from '../common/http.js';
import { ready, startPulse } from '../common/tell.js';

/** What a shop answers to a visitor. */
export interface Welcome {
  pid: number;
  visits: number;
}

/** A greeting stands until it was read: the others of this life are told so seldom. */
const VISITS_A_GREETING = 10;

/** A shop that knows how often its visitor was there. `visit` counts; `note` is what the visitor brought along. */
export async function open(name: string, visit: (note: string) => number | Promise<number>): Promise<void> {
  let greeted = false;
  await serve(`${name}.sock`, async ({ body: note }) => {
    const visits = await visit(note);
    if (visits === 1) console.log('Who are you?');
    else if (!greeted || visits % VISITS_A_GREETING === 0) console.log(`visit ${visits}`);
    greeted = true;
    return JSON.stringify({ pid: process.pid, visits } satisfies Welcome);
  });
  startPulse();
  ready();
}
