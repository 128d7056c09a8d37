/** The app for one command alone, on a port that is free. */
import { project } from '../project.js';
import { type Root, startRoot } from '../root/root.js';
import { sweepEarlierRuns } from '../stage/leftovers.js';
import { hold } from '../supervisor/index.js';

const HOST = '127.0.0.1';

/** Ends the app in order when `work` is done. The abort of `signal` ends the app in order, too. */
export async function withApp<T>(
  signal: AbortSignal,
  work: (origin: string, tokens: Root['tokens']) => Promise<T>,
): Promise<T> {
  sweepEarlierRuns();
  const listening = await hold(HOST, 0);
  const root = await startRoot({ listening, names: [HOST], pages: project.pages, signal });
  try {
    return await work(`http://${HOST}:${listening.port}`, root.tokens);
  } finally {
    await root.stop();
  }
}
