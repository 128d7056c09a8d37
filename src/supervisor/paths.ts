/** Where a program is, and why a file is not a program: execvp(3) in more words. */
import { accessSync, constants, lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { StartError } from './errors.js';

/** Where execvp(3) looks when there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** Why a file is not a program, as the end of a sentence about it. */
export interface Problem {
  code: string;
  says: string;
}

/** The error that execve(2) would report, made before the start, because a wrapper always starts. */
export const notRun = (code: string, path: string, says: string) =>
  new StartError(says, { code, syscall: 'execve', path });

const MISSING: Problem = { code: 'ENOENT', says: 'does not exist' };
const CLOSED: Problem = { code: 'EACCES', says: 'is in a folder that this user may not enter' };

/**
 * The path that the kernel follows when each of `names` begins at the one before it: path_resolution(7). Unlike `resolve` of
 * `node:path`, the path keeps each `..`, because the folder before `..` may be a link or missing, and a slash at its end.
 */
export function pathOf(...names: string[]): string {
  const first = Math.max(0, names.findLastIndex(isAbsolute));
  const path = names.slice(first).filter(Boolean).join('/');
  return (isAbsolute(path) ? path : `${ownFolder()}/${path}`).replace(/\/(\.?\/)+/g, '/');
}

/** The working folder of this process; it has no path when it was removed. */
function ownFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '.';
  }
}

/** The files that `command` may be, in the order in which execvp(3) tries them. */
function candidates(command: string, path = DEFAULT_PATH, cwd = '.'): string[] {
  const folders = command.includes('/') ? ['.'] : path.split(':');
  return folders.map((folder) => pathOf(cwd, folder, command));
}

/** The file that `command` is, as execvp(3) finds it. */
export const findProgram = (command: string, path?: string, cwd?: string): string | undefined =>
  candidates(command, path, cwd).find(isProgram);

function isProgram(file: string): boolean {
  try {
    // Each start looks into each folder of the PATH: an error for each folder without such a file would cost more than all else.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why `findProgram` finds nothing. */
export function noProgram(command: string, path = DEFAULT_PATH, cwd?: string): StartError {
  const isPath = command.includes('/');
  // A file that exists, and cannot be run, explains more than all the places where there is none.
  for (const file of candidates(command, path, cwd)) {
    const problem = problemOf(file);
    if (!problem || problem === MISSING || (problem === CLOSED && !isPath)) continue;
    return notRun(problem.code, file, `${file} ${problem.says}`);
  }
  const where = isPath ? '' : ` in the folders of the PATH, ${path}`;
  const says = `there is no program ${command}${where}: install it, or correct the command`;
  return notRun('ENOENT', command, says);
}

export const permissions = ({ mode, uid, gid }: Stats) =>
  `its mode is ${(mode & 0o7777).toString(8)}, its owner ${uid}, its group ${gid}`;

/** Why `file` is not a program; null for one that is. */
export function problemOf(file: string): Problem | null {
  let found: Stats;
  try {
    found = statSync(file);
  } catch (error) {
    return whyNotFound(file, (error as NodeJS.ErrnoException).code);
  }
  if (found.isDirectory()) return { code: 'EACCES', says: 'is a folder, not a program' };
  if (!found.isFile()) return { code: 'EACCES', says: 'is not a file' };
  try {
    accessSync(file, constants.X_OK);
    return null;
  } catch {
    if ((found.mode & 0o111) === 0) {
      return { code: 'EACCES', says: `exists but is not executable: chmod +x ${file}` };
    }
    const says = `may not be run by this user: ${permissions(found)}, or its file system is mounted noexec`;
    return { code: 'EACCES', says };
  }
}

/** Why stat(2) finds no such file. */
export function whyNotFound(file: string, code = 'EINVAL'): Problem {
  if (code === 'EACCES') return CLOSED;
  if (code === 'ELOOP') return { code, says: 'is a symbolic link that leads back to itself' };
  // A path below a file, where a folder should be, does not exist either.
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return { code, says: `cannot be looked up (${code})` };
  try {
    if (!lstatSync(file).isSymbolicLink()) return MISSING;
    return { code, says: `is a symbolic link to ${readlinkSync(file)}, which does not exist` };
  } catch {
    return MISSING;
  }
}
