import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { EventBody, LogEvent } from '../../src/log/events.js';
import { BEAT_MS } from '../../src/log/process.js';
import { inAll, initialView, reduce, type View } from '../../src/log/reducer.js';
import { ViewSchema } from '../../src/log/view-schema.js';

const scene: EventBody = {
  type: 'scene',
  demo: 'd',
  tree: [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
    { id: 'a', type: 'worker', parent: 'top', restart: 'permanent' },
    { id: 't', type: 'worker', parent: 'top', restart: 'temporary' },
  ],
};
const start = (incarnation: number, id = 'a'): EventBody => ({
  type: 'start',
  id,
  pid: 100 + incarnation,
  incarnation,
  because: 'boot',
});
const reborn = (id: string, incarnation: number, because: 'restart' | 'promotion' = 'restart'): EventBody => ({
  ...(start(incarnation, id) as Extract<EventBody, { type: 'start' }>),
  because,
});
const ready = (incarnation: number, id = 'a'): EventBody => ({
  type: 'ready',
  id,
  pid: 100 + incarnation,
  incarnation,
  afterMs: 5,
});
const fault = (name: string, id = 'a'): EventBody => ({ type: 'fault', id, pid: 101, name });
const exit = (incarnation: number, expected = false, id = 'a'): EventBody => ({
  ...{ type: 'exit', id, pid: 100 + incarnation, incarnation, code: null, signal: 'SIGKILL', uptimeMs: 50, expected },
});
const restart: EventBody = { type: 'restart', id: 'a', delayMs: 0, inWindow: 1, intensity: 3 };

/** Events at the given times, in ms. */
const logOf = (...parts: [number, EventBody][]): LogEvent[] => parts.map(([at, body], seq) => ({ ...body, seq, at }));
const fold = (...parts: [number, EventBody][]): View => logOf(...parts).reduce(reduce, initialView());
const a = (view: View) => view.processes.a as NonNullable<View['processes'][string]>;

describe('the life of a process', () => {
  const life: [number, EventBody][] = [
    [0, scene],
    [1, start(1)],
    [10, ready(1)],
    [100, fault('kill')],
    [104, exit(1)],
    [105, restart],
    [106, reborn('a', 2)],
    [190, ready(2)],
  ];

  it.each([
    [1, 'waiting', 0],
    [2, 'booting', 1],
    [3, 'up', 1],
    [4, 'up', 1],
    [5, 'down', 1],
    [6, 'down', 1],
    [7, 'booting', 2],
    [8, 'up', 2],
  ])('a process is after %i events %s in incarnation %i', (count, state, lives) => {
    expect(a(fold(...life.slice(0, count)))).toMatchObject({ state, lives });
  });

  it('a process has its recovery from the fault on, its up time, its kills and its history', () => {
    const view = fold(...life);
    expect(view.recoveries).toEqual([90]);
    expect(view.kills).toBe(1);
    expect(view.restarts).toEqual([{ at: 105, supervisor: 'top', cause: 'a', chosen: ['a'] }]);
    expect(a(view)).toMatchObject({ upMs: 94, upSince: 190, firstReadyAt: 10, outageAt: null, fault: null, pid: 102 });
    expect(a(view).lastExit).toEqual({ code: null, signal: 'SIGKILL', uptimeMs: 50, at: 104, expected: false });
    expect(a(view).history).toEqual([
      { at: 1, state: 'booting' },
      { at: 10, state: 'up' },
      { at: 104, state: 'down' },
      { at: 106, state: 'booting' },
      { at: 190, state: 'up', outageMs: 90 },
    ]);
  });

  it('a recovery without a fault counts from the exit', () => {
    expect(fold(...life.filter(([, { type }]) => type !== 'fault')).recoveries).toEqual([86]);
  });

  it('a recovery that takes several tries counts from the first death', () => {
    const view = fold(
      [0, scene],
      [1, start(1)],
      [2, ready(1)],
      [10, exit(1)],
      [12, start(2)],
      [14, exit(2)],
      [20, start(3)],
      [30, ready(3)],
    );
    expect(view.recoveries).toEqual([20]);
    expect(view.kills).toBe(2);
  });

  it('an outage begins with the kill, also when output that was written before arrives late', () => {
    const late: EventBody = { type: 'output', id: 'a', data: 'x' };
    const events: [number, EventBody][] = [
      [0, scene],
      [1, start(1)],
      [10, ready(1)],
      [100, fault('kill')],
      [290, late],
      [300, exit(1)],
      [310, start(2)],
      [400, ready(2)],
    ];
    expect(fold(...events).recoveries).toEqual([300]);
    // A fault that the process has survived is not why it is out.
    const survived = events.map(([at, event]): [number, EventBody] => [at, at === 100 ? fault('spin') : event]);
    expect(fold(...survived).recoveries).toEqual([100]);
  });

  it('an exit that was asked for is neither a kill nor an outage', () => {
    const view = fold([0, scene], [1, start(1)], [2, ready(1)], [10, exit(1, true)], [20, start(2)], [30, ready(2)]);
    expect(view).toMatchObject({ kills: 0, recoveries: [] });
    const ended = a(fold([0, scene], [1, start(1)], [2, ready(1)], [10, exit(1, true)]));
    expect(ended).toMatchObject({ state: 'off', pid: null });
    expect(ended.history.at(-1)).toEqual({ at: 10, state: 'off', asked: true });
  });

  it('a temporary process that dies is off', () => {
    const view = fold([0, scene], [1, start(1, 't')], [2, ready(1, 't')], [10, exit(1, false, 't')]);
    expect(view.processes.t?.state).toBe('off');
    expect(view.kills).toBe(1);
  });

  it('a process is off when its supervisor gives up on it', () => {
    expect(a(fold(...life.slice(0, 5), [110, { type: 'giveup', id: 'a', reason: 'enough' }])).state).toBe('off');
  });

  it('a frozen process is not up, and is up when it is thawed', () => {
    const frozen: [number, EventBody][] = [
      [0, scene],
      [1, start(1)],
      [10, ready(1)],
      [20, fault('freeze')],
    ];
    expect(a(fold(...frozen))).toMatchObject({ state: 'frozen', upMs: 10, upSince: null });
    const thawed = fold(...frozen, [50, fault('thaw')]);
    expect(a(thawed)).toMatchObject({ state: 'up', upMs: 10, upSince: 50, fault: null });
    expect(a(fold(...frozen, [30, fault('freeze')], [50, fault('thaw')], [60, fault('thaw')]))).toMatchObject({
      upMs: 10,
      upSince: 50,
    });
    expect(a(fold(...frozen, [40, exit(1)]))).toMatchObject({ state: 'down', upMs: 10, upSince: null });
  });

  it('a freeze of a process that is not up changes no state', () => {
    expect(a(fold([0, scene], [1, start(1)], [2, fault('freeze')])).state).toBe('booting');
    expect(a(fold([0, scene], [2, fault('thaw')])).state).toBe('waiting');
  });

  it('the beats of a process are its output, at most one each 0.8 s', () => {
    const words = Array.from({ length: 100 }, (_, at): [number, EventBody] => [
      10 + at * 100,
      { type: 'output', id: 'a', data: 'x' },
    ]);
    const { beats, heardAt } = a(fold([0, scene], [1, start(1)], [2, ready(1)], ...words));
    expect(heardAt).toBe(10 + 9900);
    expect(beats[0]).toBe(10);
    for (const [at, beat] of beats.slice(1).entries())
      expect(beat - (beats[at] as number)).toBeGreaterThanOrEqual(BEAT_MS);
    expect(beats.length).toBeGreaterThan(10);
  });

  it('a line that the stage writes into the terminal of a process is no beat of the process', () => {
    const view = fold([0, scene], [1, start(1)], [2, ready(1)], [3, { type: 'output', id: 'a', data: 'x' }]);
    const after = reduce(view, {
      seq: view.next,
      at: 5000,
      type: 'output',
      id: 'a',
      data: '── SIGTERM is sent',
      by: 'stage',
    });
    expect(a(after)).toMatchObject({ heardAt: 3, beats: [3] });
    expect(after.next).toBe(view.next + 1);
  });

  it('a metric is a beat, and is kept by its name', () => {
    const view = fold(
      [0, scene],
      [5, { type: 'metric', id: 'a', name: 'n', value: 1 }],
      [6, { type: 'metric', id: 'a', name: 'n', value: 2 }],
    );
    expect(a(view)).toMatchObject({ metrics: { n: 2 }, heardAt: 6 });
  });

  it('a metric may have a name that every object has', () => {
    const view = fold(
      [0, scene],
      [5, { type: 'metric', id: 'a', name: '__proto__', value: 1 }],
      [6, { type: 'metric', id: 'a', name: 'constructor', value: 2 }],
    );
    expect(Object.getPrototypeOf(a(view).metrics)).toBe(Object.prototype);
    expect(a(view).metrics.constructor).toBe(2);
  });
});

describe('restarts', () => {
  const node = (id: string, parent: string | null, strategy?: 'one_for_one' | 'one_for_all' | 'rest_for_one') => ({
    ...{ id, parent, restart: 'permanent' as const, type: strategy ? ('supervisor' as const) : ('worker' as const) },
    ...(strategy && { strategy }),
  });
  const nested: EventBody = {
    type: 'scene',
    demo: 'd',
    tree: [
      node('top', null, 'one_for_one'),
      node('lone', 'top'),
      node('group', 'top', 'one_for_all'),
      node('x', 'group'),
      node('y', 'group'),
      node('chain', 'top', 'rest_for_one'),
      node('p', 'chain'),
      node('q', 'chain'),
    ],
  };
  const restartOf = (id: string): EventBody => ({ type: 'restart', id, delayMs: 0, inWindow: 1, intensity: 3 });
  const chosen = (...parts: [number, EventBody][]) =>
    fold([0, nested], ...parts).restarts.map(({ supervisor, cause, chosen }) => [supervisor, cause, chosen]);

  it('a restart of one_for_one reaches the child that ended', () => {
    expect(chosen([1, restartOf('lone')], [2, reborn('lone', 2)])).toEqual([['top', 'lone', ['lone']]]);
  });

  it('a restart of one_for_all reaches all siblings, of rest_for_one those after it, and a promotion is a start too', () => {
    expect(chosen([1, restartOf('y')], [2, reborn('x', 2)], [3, reborn('y', 2, 'promotion')])).toEqual([
      ['group', 'y', ['x', 'y']],
    ]);
    expect(chosen([1, restartOf('q')], [2, reborn('q', 2)])).toEqual([['chain', 'q', ['q']]]);
  });

  it('a restart of a supervisor that gave up reaches all children below it', () => {
    expect(chosen([1, restartOf('group')], [2, reborn('x', 2)], [3, reborn('y', 2)])).toEqual([
      ['top', 'group', ['x', 'y']],
    ]);
  });

  it('two restarts at the same time are two', () => {
    const two: [number, EventBody][] = [
      [1, restartOf('lone')],
      [2, restartOf('x')],
      [3, reborn('lone', 2)],
      [4, reborn('x', 2)],
      [5, reborn('y', 2)],
    ];
    expect(chosen(...two)).toEqual([
      ['top', 'lone', ['lone']],
      ['group', 'x', ['x', 'y']],
    ]);
  });

  it('two restarts one after the other are two', () => {
    const crash: [number, EventBody][] = [
      [1, restartOf('x')],
      [2, reborn('x', 2)],
      [3, restartOf('x')],
      [4, reborn('x', 3)],
      [5, reborn('y', 2)],
    ];
    expect(chosen(...crash)).toEqual([
      ['group', 'x', ['x']],
      ['group', 'x', ['x', 'y']],
    ]);
  });

  it('restarts starts at boot, by a command, or of an id that the scene does not have are no restarts', () => {
    expect(chosen([1, start(1, 'x')])).toEqual([]);
    expect(chosen([1, restartOf('x')], [2, start(1, 'x')])).toEqual([['group', 'x', []]]);
    expect(chosen([1, restartOf('nobody')], [2, reborn('nobody', 2)], [3, restartOf('top')])).toEqual([]);
  });
});

describe('the show', () => {
  it('the view starts over with each scene, except for the sums of those before it', () => {
    const view = fold(
      [0, scene],
      [1, start(1)],
      [2, ready(1)],
      [3, exit(1)],
      [4, { type: 'note', text: 'x' }],
      [9, scene],
    );
    expect(view).toEqual({
      ...fold([0, scene]),
      at: 9,
      sceneAt: 9,
      next: 6,
      earlier: { kills: 1, recoveries: [] },
    });
  });

  it('the view adds up the kills and recoveries of all scenes', () => {
    const killed = (at: number, recovery: number): [number, EventBody][] => [
      [at, scene],
      [at + 1, ready(1)],
      [at + 2, exit(1)],
      [at + 2 + recovery, ready(2)],
    ];
    const view = fold(...killed(0, 11), ...killed(100, 5));
    expect(view).toMatchObject({ kills: 1, recoveries: [5] });
    expect(inAll(view)).toEqual({ kills: 2, recoveries: [11, 5] });
  });

  it('the kills and recoveries of a recording are not added to those of the scenes', () => {
    const recorded: EventBody = { ...scene, recorded: 'A recording.' };
    const live = fold([0, scene], [1, ready(1)], [2, exit(1)], [9, ready(2)]);
    const played = [recorded, ready(1), exit(1), ready(2)].reduce<View>(
      (view, body, at) => reduce(view, { seq: view.next, at: 100 + at, ...body }),
      live,
    );
    expect(played).toMatchObject({ kills: 1, recorded: 'A recording.' });
    expect(inAll(played)).toEqual({ kills: 1, recoveries: [7] });
    expect(inAll(reduce(played, { seq: played.next, at: 200, ...scene }))).toEqual({ kills: 1, recoveries: [7] });
  });

  it('the view has its workers in the order of the scene', () => {
    const view = fold([0, scene]);
    expect(Object.keys(view.processes)).toEqual(['a', 't']);
    expect(view).toMatchObject({ demo: 'd', running: true, verdict: null });
  });

  it('the view has its notes, its verdict and its end', () => {
    const view = fold(
      [0, scene],
      [1, { type: 'note', text: 'x' }],
      [2, { type: 'verdict', passed: true, expected: 'x', seen: 'y' }],
      [3, { type: 'stop', leftover: 0 }],
    );
    expect(view).toMatchObject({
      notes: [{ at: 1, text: 'x' }],
      verdict: { passed: true, expected: 'x', seen: 'y' },
      running: false,
      leftover: 0,
      next: 4,
    });
  });
});

const ids = fc.constantFrom('a', 't', 'top', 'nobody', 'constructor', '__proto__', 'toString');
/** The stage lets no other numbers in; JSON has none, nor a zero below zero. */
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const anyBody: fc.Arbitrary<EventBody> = fc.oneof(
  fc.constant(scene),
  fc.record({
    type: fc.constant('start' as const),
    id: ids,
    pid: fc.nat(),
    incarnation: fc.nat(),
    because: fc.constantFrom('boot' as const, 'restart' as const, 'promotion' as const),
  }),
  fc.record({ type: fc.constant('ready' as const), id: ids, pid: fc.nat(), incarnation: fc.nat(), afterMs: fc.nat() }),
  fc.record({ type: fc.constant('output' as const), id: ids, data: fc.string() }),
  fc.record({ type: fc.constant('metric' as const), id: ids, name: fc.string(), value: finite }),
  fc.record({ type: fc.constant('note' as const), text: fc.string() }),
  fc.record({
    type: fc.constant('fault' as const),
    id: ids,
    pid: fc.nat(),
    name: fc.constantFrom('kill', 'freeze', 'thaw'),
  }),
  fc.record({
    type: fc.constant('exit' as const),
    id: ids,
    pid: fc.nat(),
    incarnation: fc.nat(),
    code: fc.constant(1),
    signal: fc.constant(null),
    uptimeMs: fc.nat(),
    expected: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('restart' as const),
    id: ids,
    delayMs: fc.nat(),
    inWindow: fc.nat(),
    intensity: fc.nat(),
  }),
  fc.record({ type: fc.constant('giveup' as const), id: ids, reason: fc.string() }),
  fc.record({ type: fc.constant('hung' as const), id: ids, pid: fc.nat(), silentMs: fc.nat() }),
  fc.record({ type: fc.constant('stop' as const), leftover: fc.nat() }),
);
const anyLog = fc.array(fc.tuple(fc.nat({ max: 500 }), anyBody), { maxLength: 60 }).map((parts) => {
  let at = 0;
  return parts.map(([after, body], seq): LogEvent => {
    at += after;
    return { ...body, seq, at };
  });
});

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

describe('any log', () => {
  it('the reducer changes no view in place, and gives the same view each time', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        let view = frozen(initialView());
        for (const event of frozen(events)) view = frozen(reduce(view, event));
        expect(view).toEqual(events.reduce(reduce, initialView()));
        expect(view.next).toBe(events.length);
      }),
    );
  });

  it('a log that is folded from a snapshot in the middle gives the same view', () => {
    fc.assert(
      fc.property(anyLog, fc.nat({ max: 60 }), (events, cut) => {
        const middle = events.slice(0, cut).reduce(reduce, initialView());
        const after = events.slice(cut).reduce(reduce, JSON.parse(JSON.stringify(middle)) as View);
        expect(JSON.stringify(after)).toBe(JSON.stringify(events.reduce(reduce, initialView())));
      }),
    );
  });

  it('the view has the processes of its scene, and no others', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        for (const [at] of events.entries()) {
          const view = events.slice(0, at + 1).reduce(reduce, initialView());
          expect(Object.keys(view.processes)).toEqual(view.demo === null ? [] : ['a', 't']);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the view passes its schema, also after JSON', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const view = events.reduce(reduce, initialView());
        expect(v.parse(ViewSchema, JSON.parse(JSON.stringify(view)))).toEqual(view);
      }),
    );
  });

  it('the view has up times that are possible', () => {
    fc.assert(
      fc.property(anyLog, (events) => {
        const view = events.reduce(reduce, initialView());
        for (const { upMs, upSince, state } of Object.values(view.processes)) {
          const up = upMs + (upSince === null ? 0 : view.at - upSince);
          expect(up).toBeGreaterThanOrEqual(0);
          expect(up).toBeLessThanOrEqual(view.at - view.sceneAt);
          if (state === 'down' || state === 'frozen' || state === 'waiting') expect(upSince).toBeNull();
        }
      }),
    );
  });
});
