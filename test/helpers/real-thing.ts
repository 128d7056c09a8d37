import { spawnSync } from 'node:child_process';
import type { Demo } from '../../src/demo/demo.js';
import { askFor, missingFor } from '../../src/demo/requirements.js';

/** That a program is installed does not mean that it may do here what the tests have it do: some systems forbid namespaces. */
const TRIALS: Record<string, string[]> = {
  bwrap: ['--dev-bind', '/', '/', 'true'],
  unshare: ['--user', '--map-root-user', 'true'],
};

/** Why `program` is of no use here; null when it is. */
function troubleWith(program: string, aptPackage: string): string | null {
  const { status } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
  if (status !== 0) return `no ${program} on this machine; apt-get install ${aptPackage} brings it.`;
  const trial = TRIALS[program];
  if (!trial) return null;
  const tried = spawnSync(program, trial, { encoding: 'utf8' });
  return tried.status === 0 ? null : `${program} may not do its work here: ${tried.stderr.trim()}`;
}

/**
 * Is the real thing here to compare with? Where all that a test needs must be there (CI is set), its absence fails
 * the test file; elsewhere one line says why not, and the tests are to be skipped.
 */
export function realThing(program: string, aptPackage: string): boolean {
  const trouble = troubleWith(program, aptPackage);
  if (trouble === null) return true;
  if (process.env.CI) throw new Error(trouble);
  console.warn(`Skipped: ${trouble}`);
  return false;
}

/** Has this machine what `demo` needs? If not, this fails or warns as `realThing` does, and the test is to be left out. */
export async function canPlay(demo: Demo): Promise<boolean> {
  const lacks = await missingFor(demo);
  if (lacks.length === 0) return true;
  const ask = askFor(demo.name, lacks);
  if (process.env.CI) throw new Error(ask);
  console.warn(`Skipped: ${ask}`);
  return false;
}
