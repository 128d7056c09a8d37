import { execFileSync } from 'node:child_process';
import type { Demo } from '../../src/demo/demo.js';
import { askFor, missingFor } from '../../src/demo/requirements.js';

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Is the real thing here to compare with? Where all that a test needs must be there (CI is set), its ownStallMs fails
 * the test file; elsewhere one line says which package brings it, and the tests are to be skipped.
 */
export function realThing(program: string, aptPackage: string): boolean {
  if (has(program)) return true;
  if (process.env.CI) throw new Error(`${program} is missing: install ${aptPackage}.`);
  console.warn(`Skipped: no ${program} on this machine; apt-get install ${aptPackage} brings it.`);
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
