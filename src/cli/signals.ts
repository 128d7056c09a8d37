import { constants } from 'node:os';

/** npm passes on the Ctrl-C that the terminal has sent to all already: one press comes twice. In ms, on a busy machine. */
const ECHO_MS = 500;
/** A shell adds this to the number of the signal that has ended a command; source: POSIX, Shell Command Language, 2.8.2. */
const ENDED_BY_SIGNAL = 128;

/**
 * Calls `end` once, at the first signal that asks this process to go, with the exit code of a command whose work that leaves
 * undone. A second Ctrl-C ends the process at once.
 */
export function onEnd(end: (code: number) => void): void {
  let askedAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const code = ENDED_BY_SIGNAL + constants.signals[signal];
    process.on(signal, () => {
      const now = performance.now();
      // A terminal that closes may hang up more than once.
      if (askedAt !== null && signal === 'SIGINT' && now - askedAt > ECHO_MS) process.exit(code);
      if (askedAt !== null) return;
      askedAt = now;
      end(code);
    });
  }
}
