// The folders of the project, before any of it is compiled, and how a command ends that cannot go on.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const DIST = join(ROOT, 'dist');

/** Ends the command with one sentence. */
export function fail(message, status) {
  console.error(message);
  process.exit(status);
}
