// The builds of the code, side by side, and who runs from which.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DIST } from './folders.mjs';
import { CODE } from './stale.mjs';

/**
 * The code is compiled into a folder of its own, and the links `src` and `demos` lead to the last one. A process resolves
 * the links once, at its start, so all that a talk starts later is of the build with which the talk began.
 */
const BUILD = 'build-';
/** The folder of a build that begins now. */
export const newBuild = (began) => join(DIST, `${BUILD}${began.getTime()}-${process.pid}`);
/** Files that mark builds as used: the name of the build, then the pid of a process that runs from it, or makes it. */
const USERS = join(DIST, 'users');

/** Lets the links lead to `build`; each is replaced at once. */
export function publishCode(build) {
  for (const folder of CODE.folders) {
    const link = join(DIST, folder);
    const next = join(build, `.${folder}`);
    symlinkSync(join(basename(build), folder), next);
    // A folder may stand there: of a version before the links, or of a copy that has followed them.
    if (lstatSync(link, { throwIfNoEntry: false })?.isDirectory()) rmSync(link, { recursive: true, force: true });
    renameSync(next, link);
  }
}

/** As /tmp: each user of the machine may add marks, and remove none but its own. */
const OPEN_TO_ALL = 0o1777;

/** Marks a build as used by this process, until it ends. */
export function use(build) {
  const mark = join(USERS, `${basename(build)}.${process.pid}`);
  // The mode of a new folder is cut by the umask.
  if (mkdirSync(USERS, { recursive: true })) chmodSync(USERS, OPEN_TO_ALL);
  writeFileSync(mark, '');
  process.on('exit', () => rmSync(mark, { force: true }));
}

/**
 * Marks the build to which the links lead, and returns its folder. Between the reading of the links and the mark another
 * build may take its place and remove it; then that one is marked.
 */
export function useCurrentBuild() {
  for (;;) {
    const build = currentBuild();
    try {
      use(build);
    } catch {
      // This user cannot write there: the disk is full, or read-only.
    }
    if (build === currentBuild()) return build;
  }
}

/** Its folder. */
const currentBuild = () => dirname(realpathSync(join(DIST, 'src')));

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

/** Removes the builds from which nobody runs any more, and those that were broken off. */
export function sweepBuilds() {
  const used = new Set();
  for (const mark of readdirSync(USERS)) {
    const end = mark.lastIndexOf('.');
    if (isAlive(Number(mark.slice(end + 1)))) used.add(mark.slice(0, end));
    else rmSync(join(USERS, mark), { force: true });
  }
  // After the marks: a build that is published meanwhile has had its mark before.
  const current = basename(currentBuild());
  for (const name of readdirSync(DIST).filter((name) => name.startsWith(BUILD))) {
    if (name === current || used.has(name)) continue;
    try {
      rmSync(join(DIST, name), { recursive: true, force: true });
    } catch {
      // Another build removes it as well, or this user may not.
    }
  }
}
