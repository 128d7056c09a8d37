import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventBody, History, initialView, type LogEvent, reduce } from '../../src/log/index.js';

const IDS = ['a', 'b'];
const scene: EventBody = {
  type: 'scene',
  demo: 'd',
  tree: [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
    ...IDS.map((id) => ({ id, type: 'worker' as const, parent: 'top', restart: 'permanent' as const })),
  ],
};
const output = (id: string, data: string | Uint8Array = 'x'): EventBody => ({ type: 'output', id, data });

const anyId = fc.constantFrom(...IDS);
const anyBody = fc.oneof(
  anyId.map((id) => output(id)),
  fc.record({ id: anyId, life: fc.nat(9) }).map(({ id, life }): EventBody => {
    return { type: 'start', id, pid: life, incarnation: life, because: 'restart' };
  }),
  anyId.map((id): EventBody => ({ type: 'ready', id, pid: 1, incarnation: 1, afterMs: 1 })),
  anyId.map((id): EventBody => ({ type: 'fault', id, pid: 1, name: 'kill' })),
  anyId.map((id): EventBody => {
    return { type: 'exit', id, pid: 1, incarnation: 1, code: 1, signal: null, uptimeMs: 1, expected: false };
  }),
);

/** Events after a scene, each some ms after the one before. */
function logOf(parts: { after: number; body: EventBody }[]): LogEvent[] {
  let at = 0;
  return [{ after: 0, body: scene }, ...parts].map(({ after, body }, seq) => {
    at += after;
    return { seq, at, ...body };
  });
}

function historyOf(events: readonly LogEvent[], limits?: { events: number }): History {
  const history = new History(limits);
  for (const event of events) history.add(event);
  return history;
}

const anyLog = fc.array(fc.record({ after: fc.nat(3), body: anyBody }), { minLength: 1, maxLength: 900 }).map(logOf);

/** The slow and obvious way. */
const foldUntil = (events: readonly LogEvent[], ms: number) =>
  events.filter(({ at }) => at <= ms).reduce(reduce, initialView());

describe('the history of a log', () => {
  it('at any moment is the fold of all that had happened', () => {
    fc.assert(
      fc.property(anyLog, fc.double({ min: 0, max: 1, noNaN: true }), (events, share) => {
        const history = historyOf(events);
        const ms = Math.round(history.to * share);
        expect(history.at(ms)).toEqual(foldUntil(events, ms));
      }),
      { numRuns: 60 },
    );
  });

  it('begins with its first event and ends with its last', () => {
    const history = historyOf(
      logOf([
        { after: 5, body: output('a') },
        { after: 7, body: output('b') },
      ]),
    );
    expect([history.from, history.to]).toEqual([0, 12]);
    expect(history.at(99_999)).toEqual(history.at(12));
    expect(history.at(-1)).toEqual(history.at(0));
  });

  it('forgets the oldest when there are too many, and is right about the rest', () => {
    const events = logOf(Array.from({ length: 3000 }, (_, at) => ({ after: 1, body: output(at % 2 ? 'a' : 'b') })));
    const history = historyOf(events, { events: 1000 });
    expect(history.to).toBe(3000);
    expect(history.from).toBeGreaterThan(2000);
    expect(history.from).toBeLessThanOrEqual(2251);
    for (const ms of [history.from, 2500, 3000]) expect(history.at(ms)).toEqual(foldUntil(events, ms));
    expect(history.at(10)).toEqual(history.at(history.from));
  });

  it('begins anew with each scene', () => {
    const first = logOf([{ after: 100, body: output('a') }]);
    const history = historyOf([...first, { ...scene, seq: 2, at: 200 } as LogEvent]);
    expect(history.from).toBe(200);
    expect(history.at(0).processes.a?.heardAt).toBeNull();
  });

  it('does not hold what was written: a flood of it would not be bounded', () => {
    const history = historyOf(logOf([{ after: 1, body: output('a', 'a flood') }]));
    expect(JSON.stringify(history)).toContain('"output"');
    expect(JSON.stringify(history)).not.toContain('flood');
  });

  it('is empty at first', () => {
    const history = new History();
    expect([history.from, history.to]).toEqual([0, 0]);
    expect(history.at(5)).toEqual(initialView());
  });
});
