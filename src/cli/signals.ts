/** npm passes on the Ctrl-C that the terminal has sent to all already: one press comes twice. In ms, on a busy machine. */
const ECHO_MS = 500;

/** Calls `end` once, at the first signal that asks this process to go. A second Ctrl-C ends the process at once. */
export function onEnd(end: () => void): void {
  let askedAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      // A terminal that closes may hang up more than once.
      if (askedAt !== null && signal === 'SIGINT' && now - askedAt > ECHO_MS) process.exit(130);
      if (askedAt !== null) return;
      askedAt = now;
      end();
    });
  }
}
