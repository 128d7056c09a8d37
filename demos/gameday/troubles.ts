/** The troubles of a process of the shop: a strike is asked for by IPC, or at the process's own door. */
import { writeFileSync } from 'node:fs';
import { onFault } from '../../src/demo/worker.js';
import { ownIdentity } from '../../src/supervisor/processes.js';
import { segfault } from '../common/segfault.js';

const BEAT_MS = 250;

/** Where it says who it is, for those who kill by number. */
export const identityFile = (name: string) => `${name}.id`;

/** Returns what answers at the door: null when the path asks for no trouble. */
export function exposeToTrouble(name: string, own: Record<string, () => void> = {}): (path: string) => string | null {
  const troubles: Record<string, () => void> = { segfault, ...own };
  writeFileSync(identityFile(name), ownIdentity());
  onFault(troubles);
  return (path) => {
    const trouble = troubles[path.slice(1)];
    if (!trouble) return null;
    // The answer goes out first.
    setImmediate(trouble);
    return 'as you wish';
  };
}

/** To be missed when it hangs. */
export function startBeating(): void {
  setInterval(() => process.send?.({ type: 'beat' }), BEAT_MS);
}
