import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';

/** What a shop answers to a visitor. */
export interface Welcome {
  pid: number;
  visits: number;
}

/** A shop that knows how often its visitor was there. `visit` counts; `note` is what the visitor brought along. */
export async function open(name: string, visit: (note: string) => number | Promise<number>): Promise<void> {
  await serve(`${name}.sock`, async ({ body: note }) => {
    const visits = await visit(note);
    console.log(visits === 1 ? 'who are you?' : `visit ${visits}`);
    return JSON.stringify({ pid: process.pid, visits } satisfies Welcome);
  });
  ready();
}
