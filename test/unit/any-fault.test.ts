import { expect, it } from 'vitest';
import type { DemoSupervisor } from '../../src/demo/demo.js';
import { initialView, type LogEvent, reduce, type View } from '../../src/log/index.js';
import { AnyFault } from '../../src/stage/any-fault.js';
import { demoNamed } from '../helpers/demos.js';

const demo = await demoNamed('isolation');
const tree: Extract<LogEvent, { type: 'scene' }>['tree'] = [
  { id: 'exchange', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
  { id: 'lines', type: 'supervisor', parent: 'exchange', restart: 'permanent', strategy: 'one_for_one' },
  { id: 'line-1', type: 'worker', parent: 'lines', restart: 'permanent' },
];

/** The view after line-1 was restarted so often within a second. */
function after(restarts: number): View {
  let seq = 0;
  const body = (event: object) => ({ ...event, seq: seq++, at: seq * 10 }) as LogEvent;
  let view = reduce(initialView(), body({ type: 'scene', demo: 'isolation', tree }));
  const start = (incarnation: number, because: string) => {
    const pid = 100 + incarnation;
    view = reduce(view, body({ type: 'start', id: 'line-1', pid, incarnation, because }));
    view = reduce(view, body({ type: 'ready', id: 'line-1', pid, incarnation, afterMs: 1 }));
  };
  start(1, 'boot');
  for (let incarnation = 1; incarnation <= restarts; incarnation++) {
    const exit = { type: 'exit', id: 'line-1', pid: 100 + incarnation, incarnation, code: null, signal: 'SIGKILL' };
    view = reduce(view, body({ ...exit, uptimeMs: 1, expected: false }));
    view = reduce(view, body({ type: 'restart', id: 'line-1', delayMs: 0, inWindow: incarnation, intensity: 20 }));
    start(incarnation + 1, 'restart');
  }
  return view;
}

const anyFault = (view: View, now: number, one = new AnyFault(() => 0)) => one.next(demo, view, 'kill', now);

it('the audience kills a process that runs and can be killed', () => {
  expect(anyFault(after(0), 100)).toEqual({ do: 'fault', id: 'line-1', name: 'kill' });
});

it('the audience leaves each supervisor a restart to spare, and may kill again when the first of them is no more counted', () => {
  const { intensity, period } = demo.tree.children.find(({ id }) => id === 'lines') as DemoSupervisor;
  const full = after(intensity - 1);
  expect(anyFault(after(intensity - 2), full.at)).toMatchObject({ id: 'line-1' });
  expect(() => anyFault(full, full.at)).toThrow(/restarted as many as they allow/);
  expect(anyFault(full, full.at + period)).toMatchObject({ id: 'line-1' });
});

it('the audience kills the next child of a supervisor when the death of the one before is counted', () => {
  const one = new AnyFault(() => 0);
  anyFault(after(0), 100, one);
  expect(() => anyFault(after(0), 200, one)).toThrow(/Wait a moment/);
  expect(anyFault(after(0), 400, one)).toMatchObject({ id: 'line-1' });
});

it('the audience is refused in words while all processes are away', () => {
  const view = reduce(after(0), {
    ...{ type: 'exit', id: 'line-1', pid: 101, incarnation: 1, code: null, signal: 'SIGKILL' },
    ...{ uptimeMs: 1, expected: false, seq: 3, at: 90 },
  } as LogEvent);
  expect(() => anyFault(view, 100)).toThrow(/away right now/);
});
