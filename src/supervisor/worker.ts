/**
 * The messages that a Node process sends to the supervisor above it,
 * and receives. Without a supervisor, each of these does nothing.
 */
import { ownStallMs, TICK_MS } from './watch.js';

/** The variables that are meant for this process are not for the processes that it starts. */
const watchdogMs = Number(process.env.WATCHDOG_USEC ?? 0) / 1000;
const isSpare = process.env.STANDBY === '1';
delete process.env.WATCHDOG_USEC;
delete process.env.STANDBY;

/** Sends the supervisor's owner a message of this program's own; the message is lost when the supervisor has ended. */
export const send = (message: object): void => {
  // A supervisor that has ended is not a reason to fail.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

/** The start is done. `info` reaches the caller that asked for the start. */
export const ready = (info?: unknown) => send({ type: 'ready', info });

/** This start is not needed: the supervisor keeps the spec and no process. */
export const ignore = () => send({ type: 'ignore' });

/** A supervisor does little and is never busy for long, in ms. */
export const SUPERVISOR_SILENT_MS = 5000;

/** systemd advises two; more of them forgive a busy machine more. */
const BEATS_WITHIN_LIMIT = 4;

/**
 * Sends beats from this process's event loop, four within the limit that the supervisor has set. The supervisor answers
 * each by one.
 */
export function startBeating(): void {
  if (watchdogMs > 0) setInterval(() => send({ type: 'beat' }), watchdogMs / BEATS_WITHIN_LIMIT).unref();
}

/**
 * Kills a supervisor that has answered no beat for `limitMs`: a frozen one restarts no child, and with its end all of its
 * processes end. Only for processes that send beats, because a supervisor sends a beat only as an answer.
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
