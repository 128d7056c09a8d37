/** Nothing is left of a run, however it ends: its processes carry its mark, its files are in its folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRunFolder, ROOT_MARK, sweepEarlierRuns } from '../../dist/src/stage/leftovers.js';
import { killAll, ownIdentity, processesWith } from '../../dist/src/supervisor/processes.js';

const PATIENCE_MS = 5000;

process.env[ROOT_MARK] = ownIdentity();
// Each Node that boots would read them first: what is measured would be a file of this machine.
delete process.env.NODE_EXTRA_CA_CERTS;
sweepEarlierRuns();
const folder = makeRunFolder();

/** An empty folder that goes when the run ends. */
export const newFolder = (name) => mkdtempSync(join(folder, `${name}-`));

/** Ends every process whose environment has `name` set to `value`; again, for a supervisor may just have started one. */
export function endAll(name, value) {
  const deadline = performance.now() + PATIENCE_MS;
  const left = () => processesWith(name).filter((found) => found.value === value && found.pid !== process.pid);
  for (let pids = left(); pids.length > 0; pids = left()) {
    if (performance.now() > deadline) throw new Error(`${pids.length} processes of ${value} do not end`);
    killAll(pids.map(({ pid }) => pid));
  }
}

process.on('exit', () => {
  endAll(ROOT_MARK, ownIdentity());
  // An app that was killed has left what it marked as its own.
  sweepEarlierRuns();
  rmSync(folder, { recursive: true, force: true });
});
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
]) {
  process.on(signal, () => process.exit(128 + number));
}
