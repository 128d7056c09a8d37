/** What a Node process says to the supervisor above it, and hears from it. Without one, each of these does nothing. */

const say = (message: object) => {
  // A supervisor that is gone is no reason to fail.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

/** The start is done. `info` reaches whoever asked for it. */
export const ready = (info?: unknown) => say({ type: 'ready', info });

/** This start is not needed: the supervisor keeps the spec and no process. */
export const ignore = () => say({ type: 'ignore' });

/** Beats from this process's event loop, at half of the limit that the supervisor has set, as systemd advises. */
export function startBeating(): void {
  const limitMs = Number(process.env.WATCHDOG_USEC) / 1000;
  if (!(limitMs > 0)) return;
  setInterval(() => say({ type: 'beat' }), limitMs / 2).unref();
}

/** Resolves at once for a process that is wanted now; for a spare, which should have loaded everything, at its promotion. */
export function promoted(): Promise<void> {
  if (process.env.STANDBY !== '1') return Promise.resolve();
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if ((message as { type?: unknown } | null)?.type !== 'promote') return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
    say({ type: 'standby' });
  });
}
