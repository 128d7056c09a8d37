/** What a Node process says to the supervisor above it, and hears from it. Without one, each of these does nothing. */
import { ownStallMs, TICK_MS } from './watch.js';

/** What is said to this process is not for those that it starts. */
const watchdogMs = Number(process.env.WATCHDOG_USEC ?? 0) / 1000;
const isSpare = process.env.STANDBY === '1';
delete process.env.WATCHDOG_USEC;
delete process.env.STANDBY;

/** Sends the supervisor's owner a message of this program's own; it is lost when the supervisor is gone. */
export const send = (message: object): void => {
  // A supervisor that is gone is no reason to fail.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

/** The start is done. `info` reaches whoever asked for it. */
export const ready = (info?: unknown) => send({ type: 'ready', info });

/** This start is not needed: the supervisor keeps the spec and no process. */
export const ignore = () => send({ type: 'ignore' });

/** A supervisor does little and is never busy for long, in ms. */
export const SUPERVISOR_SILENT_MS = 5000;

/** systemd advises two; more of them forgive a busy machine more. */
const BEATS_WITHIN_LIMIT = 4;

/** Beats from this process's event loop, four times within the limit that the supervisor has set. Each is answered by one. */
export function startBeating(): void {
  if (watchdogMs > 0) setInterval(() => send({ type: 'beat' }), watchdogMs / BEATS_WITHIN_LIMIT).unref();
}

/**
 * Kills a supervisor that has answered no beat for `limitMs`: a frozen one restarts nobody, and with its end all of its
 * processes end. Only for processes that beat: who asks nothing hears nothing.
 */
export function watchSupervisor(limitMs: number): void {
  if (!process.connected || !(watchdogMs > 0)) return;
  const supervisor = process.ppid;
  let heardAt = performance.now();
  let lastTick = heardAt;
  process.on('message', (message) => {
    if ((message as { type?: unknown } | null)?.type === 'beat') heardAt = performance.now();
  });
  const timer = setInterval(() => {
    const now = performance.now();
    heardAt += ownStallMs(lastTick, now);
    lastTick = now;
    const isOurs = process.connected && process.ppid === supervisor;
    if (now - heardAt <= limitMs || !isOurs) return;
    clearInterval(timer);
    console.error(`The supervisor, process ${supervisor}, does not answer any more; it is ended.`);
    process.kill(supervisor, 'SIGKILL');
  }, TICK_MS);
  timer.unref();
}

/** Resolves at once for a process that is wanted now; for a spare, which should have loaded everything, at its promotion. */
export function promoted(): Promise<void> {
  if (!isSpare) return Promise.resolve();
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if ((message as { type?: unknown } | null)?.type !== 'promote') return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
    send({ type: 'standby' });
  });
}
