import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onEnd } from '../../src/cli/signals.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const end = vi.fn();
const exit = vi.fn();
let others: NodeJS.SignalsListener[][];

const press = () => void process.emit('SIGINT', 'SIGINT');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process, 'exit').mockImplementation(exit as never);
  others = SIGNALS.map((signal) => process.rawListeners(signal) as NodeJS.SignalsListener[]);
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  onEnd(end);
});
afterEach(() => {
  SIGNALS.forEach((signal, at) => {
    process.removeAllListeners(signal);
    for (const listener of others[at] ?? []) process.on(signal, listener);
  });
  vi.useRealTimers();
  vi.restoreAllMocks();
  end.mockReset();
  exit.mockReset();
});

it('one Ctrl-C ends the process in order, though npm sends a second SIGINT', () => {
  press();
  vi.advanceTimersByTime(200);
  press();
  expect(end).toHaveBeenCalledTimes(1);
  expect(exit).not.toHaveBeenCalled();
});

it('a second Ctrl-C ends the process at once', () => {
  press();
  vi.advanceTimersByTime(1000);
  press();
  expect(end).toHaveBeenCalledTimes(1);
  expect(exit).toHaveBeenCalledWith(130);
});
