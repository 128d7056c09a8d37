// The sources of each part of the build, and whether the part has to be built again.
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DIST, ROOT } from './folders.mjs';

/** Two parts, each with the sources it is made of, the folders it goes to, and the stamp that says when it was made, and which files. */
export const CODE = {
  stamp: join(DIST, '.code'),
  sources: ['src', 'demos', 'tsconfig.json', 'package-lock.json'],
  folders: ['src', 'demos'],
};
export const PAGES = {
  stamp: join(DIST, '.pages'),
  sources: ['src', 'demos', 'slides', 'public', 'package-lock.json'],
  folders: ['public'],
};
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

/** The files below `folder`, as paths within it; none if it is not there. */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    : [];

/** Whether a file of the build is gone: somebody has removed a part of `dist`, and what is left would end in a stack trace. */
function isIncomplete(stamp) {
  try {
    const names = readFileSync(stamp, 'utf8').split('\n');
    return names.some((name) => name === '' || !existsSync(join(DIST, name)));
  } catch {
    // The stamp is no file, or is closed to this user: the build that follows says so.
    return true;
  }
}

/** A stamp of tomorrow is from before the clock was set back; it would hide all edits until then. */
const isOfTomorrow = (stamp) => statSync(stamp).mtimeMs > Date.now();

export const isStale = ({ stamp, sources }) =>
  !existsSync(stamp) ||
  isOfTomorrow(stamp) ||
  isIncomplete(stamp) ||
  sources
    .map((name) => join(ROOT, name))
    .some((source) => !existsSync(source) || newest(source) > statSync(stamp).mtimeMs);

/** The stamp bears the time the build began: what is saved during it is stale again. */
export function stamp(part, began) {
  const files = part.folders.flatMap((folder) => filesIn(join(DIST, folder)).map((name) => join(folder, name)));
  writeFileSync(part.stamp, files.join('\n'));
  utimesSync(part.stamp, began, began);
}
