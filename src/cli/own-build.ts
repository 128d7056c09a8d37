/** The build from which this process runs, and whether what it starts later is still there. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder `src` of the build. */
const CODE = dirname(import.meta.dirname);

/** Returns a function that tells which file of the build is gone since now; null when all of them are there. */
export function watchBuild(): () => string | null {
  const files = readdirSync(CODE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(CODE, name));
  return () => files.find((file) => !existsSync(file)) ?? null;
}
