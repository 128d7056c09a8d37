/** Files that a command makes: each is whole, or it is not there. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../system-error.js';
import { UsageError } from './usage.js';

export interface NewFile {
  path: string;
  data: string | Uint8Array;
}

/** Throws a `UsageError` that names the first of `paths` at which there is something. */
export function refuseTaken(paths: readonly string[]): void {
  const taken = paths.filter((path) => existsSync(path));
  if (taken.length === 0) return;
  const more = taken.length > 1 ? `, and so are ${taken.length - 1} more of these files` : '';
  throw new UsageError(`${taken[0]} is there already${more}. Name another place, or replace it with --overwrite.`);
}

/**
 * Writes all files beside their places, and then moves each to its own: a disk that is full, or a folder that is closed, leaves
 * what was there. Returns a sentence about the path that cannot be written, or null.
 */
export function writeWhole(files: readonly NewFile[]): string | null {
  const written: string[] = [];
  let place = '';
  try {
    for (const { path, data } of files) {
      place = dirname(path);
      makeFolder(place);
      place = path;
      writeFileSync(beside(path), '', { flag: 'wx' });
      written.push(beside(path));
      writeFileSync(beside(path), data);
    }
    for (const { path } of files) {
      place = path;
      renameSync(beside(path), path);
    }
    return null;
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    return `Nothing is written: ${place} ${reasonOf(error)}. Mend that, or name another place.`;
  }
}

const beside = (path: string) => join(dirname(path), `.${basename(path)}.${process.pid}`);

/** Each folder on the way by itself: Node's `recursive` does not come back from a file system that makes no folders. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
