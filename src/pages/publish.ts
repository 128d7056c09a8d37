/** How a build of the pages takes the place of the one before, while browsers show that one. */
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SystemError } from '../system-error.js';

/**
 * The folder, among the built pages, of the files whose names bear a hash of their content. Nothing else may be in it,
 * because a browser asks for such a file once and never again.
 */
export const HASHED = 'immutable';

/** A page that is open for longer than a conference loads its parts from no build but the last. */
const KEEP_MS = 3 * 24 * 3600 * 1000;

/** Where the hashed files of earlier builds are kept: an open page asks for a part of its own build when it needs it. */
export const earlierFolder = (pages: string): string => `${pages}-earlier`;

/** The beginning of the names of the folders in which builds of `pages` are made. */
export const nextPrefix = (pages: string): string => `${pages}-next-`;

/**
 * Moves the build in the folder `next` to `pages`. Each file is replaced at once, parts before the pages that name them,
 * so at any moment a page finds every part of its build: in `pages`, and else in `earlierFolder(pages)`. Both folders
 * must be on one file system. `now` in ms since the epoch. Throws a `SystemError`, and removes nothing, if one of both is a
 * link: the files behind it are no build.
 */
export function publish(next: string, pages: string, now = Date.now()): void {
  for (const folder of [pages, earlierFolder(pages)]) refuseLink(folder);
  const files = filesIn(next);
  const stale = filesIn(pages).filter((name) => !files.includes(name));
  const earlier = earlierFolder(pages);
  // A folder may come in the place of a file that goes.
  for (const name of stale.filter((name) => !isHashed(name))) rmSync(join(pages, name), { force: true });
  for (const name of [...files.filter((name) => !isPage(name)), ...files.filter(isPage)]) {
    move(join(next, name), join(pages, name));
  }
  for (const name of stale.filter(isHashed)) retire(join(pages, name), join(earlier, name), now);
  forget(pages, now - KEEP_MS);
}

function refuseLink(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new SystemError(`${folder} is a link, and it has to be a folder. Remove the link, then try again.`);
}

const isHashed = (name: string): boolean => name.startsWith(`${HASHED}/`);
const isPage = (name: string): boolean => name.endsWith('.html');

/** The names of the files below `folder`, none when there is no such folder. */
function filesIn(folder: string, below = ''): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name), `${below}${entry.name}/`) : `${below}${entry.name}`,
  );
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (statSync(to, { throwIfNoEntry: false })?.isDirectory()) rmSync(to, { recursive: true });
  renameSync(from, to);
}

/** The time of a kept file is the time when it was replaced. */
function retire(from: string, to: string, now: number): void {
  try {
    move(from, to);
    utimesSync(to, now / 1000, now / 1000);
  } catch (error) {
    // Another build, at the same time, did it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Removes what builds before `time` left: kept files, and folders of builds that were killed. */
function forget(pages: string, time: number): void {
  const earlier = earlierFolder(pages);
  const isOld = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? time) < time;
  const killed = readdirSync(dirname(pages)).filter((name) => name.startsWith(basename(nextPrefix(pages))));
  const paths = [
    ...filesIn(earlier).map((name) => join(earlier, name)),
    ...killed.map((name) => join(pages, '..', name)),
  ];
  for (const path of paths.filter(isOld)) rmSync(path, { recursive: true, force: true });
}
