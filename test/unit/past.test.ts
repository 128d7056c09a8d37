import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, LogEvent } from '../../src/log/events.js';
import { type Moment, Past } from '../../src/log/past.js';
import { initialView, reduce, type View } from '../../src/log/reducer.js';

const scene: EventBody = {
  type: 'scene',
  demo: 'd',
  tree: [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
    { id: 'a', type: 'worker', parent: 'top', restart: 'permanent' },
  ],
};
const start = (incarnation: number): EventBody => ({
  type: 'start',
  id: 'a',
  pid: incarnation,
  incarnation,
  because: 'boot',
});
const exit = (expected: boolean): EventBody => ({
  ...{ type: 'exit', id: 'a', pid: 1, incarnation: 1, code: 1, signal: null, uptimeMs: 1, expected },
});
const word = (data: string): EventBody => ({ type: 'output', id: 'a', data });

const logOf = (parts: [number, EventBody][]): LogEvent[] => parts.map(([at, body], seq) => ({ ...body, seq, at }));
const foldUpTo = (events: LogEvent[], at: number) =>
  events.filter((event) => event.at <= at).reduce(reduce, initialView());

/** The screen of `a`, for a terminal that only appends. */
const screenOf = ({ from, outputs }: Moment) =>
  (from.screens.get('a') ?? '') + outputs.map(({ data }) => data).join('');
const textOf = (events: LogEvent[]) => events.map((event) => (event.type === 'output' ? event.data : '')).join('');

/** A page that reads a log and hands in its keyframes `late` events after they were wanted. */
function read(events: LogEvent[], late = 0): { past: Past; wanted: number } {
  const past = new Past();
  past.resume({ view: initialView(), screens: new Map() });
  const ordered: { due: number; view: View; screens: Map<string, string> }[] = [];
  let view = initialView();
  let text = '';
  let wanted = 0;
  for (const [place, event] of events.entries()) {
    view = reduce(view, event);
    if (event.type === 'scene') text = '';
    if (event.type === 'output') text += event.data;
    if (past.append(event, view)) {
      wanted++;
      ordered.push({ due: place + late, view, screens: new Map([['a', text]]) });
    }
    while (ordered[0] && ordered[0].due <= place) past.cut(ordered.shift() as (typeof ordered)[number]);
  }
  return { past, wanted };
}

const KIB = 'x'.repeat(1024);
const chat = (count: number, data = KIB): LogEvent[] =>
  logOf([
    [0, scene],
    [1, start(1)],
    ...Array.from({ length: count }, (_, at): [number, EventBody] => [10 + at, word(data)]),
  ]);

describe('the past', () => {
  it('the past is empty before the first event', () => {
    const past = new Past();
    expect(past.from).toBeNull();
    expect(past.moment(5)).toBeNull();
    expect(past.append({ ...word('x'), seq: 0, at: 0 } as LogEvent, initialView())).toBe(false);
    past.cut({ view: initialView(), screens: new Map() });
    expect(past.moment(5)).toBeNull();
  });

  it('the past has the times of exits that nobody asked for', () => {
    const { past } = read(
      logOf([
        [0, scene],
        [1, start(1)],
        [5, exit(false)],
        [6, start(2)],
        [9, exit(true)],
      ]),
    );
    expect(past.deaths).toEqual([5]);
  });

  it('the past shows each moment as it was, view and screen, however late its keyframes came', () => {
    const anyPart = fc.tuple(
      fc.nat({ max: 300 }),
      fc.oneof(
        fc.constantFrom(start(1), start(2), exit(false), exit(true), word(KIB.repeat(40))),
        fc.string({ maxLength: 5 }).map(word),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(anyPart, { maxLength: 60 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 9000 }),
        (parts, late, at) => {
          let time = 0;
          const events = logOf([
            [0, scene],
            ...parts.map(([after, body]): [number, EventBody] => {
              time += after;
              return [time, body];
            }),
          ]);
          const { past } = read(events, late);
          const moment = past.moment(at) as Moment;
          expect(moment.view).toEqual(foldUpTo(events, at));
          expect(screenOf(moment)).toBe(textOf(events.filter((event) => event.at <= at)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('few events are folded to show a moment, however long the past is', () => {
    const { past, wanted } = read(chat(2000));
    expect(wanted).toBeGreaterThan(10);
    expect((past.moment(1500) as Moment).outputs.length).toBeLessThan(200);
  });

  it('the past is bounded: the oldest chapter goes, and a request for it gets the oldest that is left', () => {
    const events = chat(12_000);
    const { past } = read(events, 3);
    const from = past.from as number;
    expect(from).toBeGreaterThan(4500);
    expect(from).toBeLessThan(6000);
    expect(past.moment(5)).toEqual(past.moment(from));
    expect((past.moment(from) as Moment).view).toEqual(foldUpTo(events, from));
    expect((past.moment(11_000) as Moment).view).toEqual(foldUpTo(events, 11_000));
  });

  it('the past starts over with each scene', () => {
    const events = logOf([
      [0, scene],
      [1, start(1)],
      [2, word('old')],
      [500, scene],
      [501, word('new')],
    ]);
    const { past } = read(events);
    expect(past.from).toBe(500);
    expect(screenOf(past.moment(501) as Moment)).toBe('new');
    expect(past.deaths).toEqual([]);
  });

  it('the past goes on behind a gap after a snapshot of the same scene, and not after one of another', () => {
    const events = logOf([
      [0, scene],
      [1, start(1)],
      [2, word('one')],
    ]);
    const { past } = read(events);
    const fresh = { ...foldUpTo(events, 9), at: 100, next: 50 };
    past.resume({ view: fresh, screens: new Map([['a', 'one two']]) });
    past.append({ ...word(' three'), seq: 50, at: 110 } as LogEvent, fresh);
    expect(screenOf(past.moment(2) as Moment)).toBe('one');
    expect(screenOf(past.moment(99) as Moment)).toBe('one');
    expect(screenOf(past.moment(105) as Moment)).toBe('one two');
    expect(screenOf(past.moment(110) as Moment)).toBe('one two three');
    past.resume({ view: { ...fresh, at: 300, sceneAt: 200 }, screens: new Map() });
    expect(past.from).toBe(300);
  });
});
