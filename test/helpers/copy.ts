import { cpSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownIdentity } from '../../src/supervisor/processes.js';
import { ROOT } from './app.js';

/** With these the project says when it was built. */
const STAMPS = ['dist/.code', 'dist/.pages'];
const PARTS = ['src', 'demos', 'slides', 'public', 'dist', 'package.json', 'tsconfig.json', 'package-lock.json'];

export interface Copy {
  folder: string;
  /** For `run` and `startApp`: works in the copy. */
  inCopy: { boot: string; cwd: string };
  remove(): void;
}

/** The kernel's clock for files lags some ms behind: a file that a test writes next must look newer than the stamps. */
function waitForFilesAfter(folder: string, moment: Date): void {
  const probe = join(folder, 'probe');
  do writeFileSync(probe, '');
  while (statSync(probe).mtimeMs <= moment.getTime());
  rmSync(probe);
}

/** A copy of the built project that may be changed and spoilt. */
export function copyProject(): Copy {
  const folder = mkdtempSync(join(tmpdir(), `copy-of-project-${ownIdentity()}-`));
  // The marks of those who run from a build come and go meanwhile, and are not the copy's.
  const filter = (path: string) => path !== join(ROOT, 'dist/users');
  // The links of `dist` stay as they are: made absolute, they would lead to the original.
  const how = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, filter };
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), how);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // Folders are new in the copy, which without this would be built once more.
  const now = new Date();
  for (const stamp of STAMPS) utimesSync(join(folder, stamp), now, now);
  waitForFilesAfter(folder, now);
  return {
    folder,
    inCopy: { boot: join(folder, 'src/boot.cjs'), cwd: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
