/** Calls `end` once, at the first signal that asks this process to go. A second one is not waited for. */
export function onEnd(end: () => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      end();
    });
  }
}
