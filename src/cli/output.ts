/** The words of a command, and the moment from which nobody takes them: a pipe whose reader has ended, a disk that is full. */
import { reasonOf } from '../system-error.js';

const NOBODY_READS = 'EPIPE';

/**
 * A word that nobody takes ends no command. When the output cannot be written, stderr says why, and a command that went well
 * ends with 1. A reader that has ended (`| head -1`) is not an error, and nothing is printed.
 */
export function outliveOutput(): void {
  let failed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (failed || error.code === NOBODY_READS) return;
    failed = true;
    console.error(`The output of this command ${reasonOf(error)}: the rest of it is lost.`);
    process.on('exit', (code) => {
      if (code === 0) process.exitCode = 1;
    });
  });
  process.stderr.on('error', () => {});
}

/** Calls `end` once, when nobody takes the output any more: for commands that do nothing but tell. */
export function onUnheard(end: () => void): void {
  process.stdout.once('error', end);
}
