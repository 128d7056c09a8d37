/** Paths of unix sockets. The kernel's address holds about a hundred bytes, and Node 20 cuts a longer path without a word. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SystemError } from '../system-error.js';

/** The bytes of `sun_path` before its final NUL: 108 in unix(7) on Linux, 104 in unix(4) on macOS and the BSDs. */
export const SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103;

/** A path that no unix socket can have. The message is for the user: it says how long the path is, and the limit. */
export class SocketPathError extends SystemError {}

/**
 * The path itself, when the kernel takes it whole. Both ends of each unix socket in this project ask here before they
 * listen or connect. Throws a `SocketPathError`.
 */
export function socketPath(path: string): string {
  const bytes = Buffer.byteLength(path);
  if (bytes <= SOCKET_PATH_BYTES) return path;
  throw new SocketPathError(
    `The path of a unix socket has ${SOCKET_PATH_BYTES} bytes at most here; ${path} has ${bytes}.`,
  );
}

/** Where a private folder goes when TMPDIR is too long: every Unix has it, and its name is short. */
const SHORT_PLACE = '/tmp';

/** The places where a run may have made a folder. */
export const placesOfRuns = (temporary: string): string[] => [...new Set([temporary, SHORT_PLACE])];

/**
 * A folder for sockets whose names have up to `nameBytes` bytes: `folder` itself when they fit, otherwise a new one in a
 * short place with the same name in front. Only this user can enter it; the caller removes it.
 * Throws a `SocketPathError` when the short place does not take it either.
 */
export function makeSocketFolder(
  folder: string,
  { nameBytes, prefix, place = SHORT_PLACE }: { nameBytes: number; prefix: string; place?: string },
): string {
  const longest = (where: string) => Buffer.byteLength(join(where, 'x'.repeat(nameBytes)));
  if (longest(folder) <= SOCKET_PATH_BYTES) return folder;
  const why = `TMPDIR is too long: a unix socket in ${folder} would have a path of ${longest(folder)} bytes, and ${SOCKET_PATH_BYTES} is the limit here`;
  const advice = 'Set TMPDIR to a folder with a shorter name.';
  let short: string;
  try {
    short = mkdtempSync(join(place, prefix));
  } catch (error) {
    throw new SocketPathError(
      `${why}; ${place} cannot be used instead (${(error as NodeJS.ErrnoException).code}). ${advice}`,
    );
  }
  if (longest(short) <= SOCKET_PATH_BYTES) return short;
  rmSync(short, { recursive: true });
  throw new SocketPathError(`${why}; ${place} is too long as well. ${advice}`);
}
