/** Calls `end` once, at the first signal that asks this process to go. Whoever presses Ctrl-C again does not want to wait. */
export function onEnd(end: () => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal that closes may hang up more than once.
      if (asked && signal === 'SIGINT') process.exit(130);
      if (asked) return;
      asked = true;
      end();
    });
  }
}
