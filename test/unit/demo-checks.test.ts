import { describe, expect, it } from 'vitest';
import {
  asBefore,
  atLeast,
  atMost,
  check,
  checkEach,
  type Figure,
  findingOf,
  growth,
  is,
  isNot,
  isReborn,
  lessThan,
  moreThan,
  notAsBefore,
  pidOf,
  told,
} from '../../src/demo/checks.js';
import type { Demo } from '../../src/demo/demo.js';
import { conditionInWords, initialView, reduce, type View } from '../../src/log/index.js';
import { outcomeOf } from '../../src/stage/outcome.js';

const modules = import.meta.glob<{ default: Demo }>('../../demos/*/demo.ts', { eager: true });
const demos = Object.values(modules).map((module) => module.default);

const node = (id: string) => ({ id, type: 'worker' as const, parent: 'top', restart: 'permanent' as const });
const TREE = [
  { id: 'top', type: 'supervisor' as const, parent: null, restart: 'permanent' as const },
  node('a'),
  node('b'),
];

/** A view of the processes `a` and `b`, with the pids and the numbers given. */
function viewOf(lives: Record<string, { pids?: number[]; count?: number }>): View {
  let view = reduce(initialView(), { seq: 0, at: 0, type: 'scene', demo: 'd', tree: TREE });
  for (const [id, { pids = [], count }] of Object.entries(lives)) {
    for (const [at, pid] of pids.entries()) {
      const incarnation = at + 1;
      view = reduce(view, { seq: view.next, at: 0, type: 'start', id, pid, incarnation, because: 'boot' });
      view = reduce(view, { seq: view.next, at: 0, type: 'ready', id, pid, incarnation, afterMs: 0 });
    }
    if (count !== undefined)
      view = reduce(view, { seq: view.next, at: 0, type: 'metric', id, name: 'count', value: count });
  }
  return view;
}

const nothing = viewOf({});
const count = told('a', 'count');

describe('a check', () => {
  it.each<[string, ReturnType<typeof is>, Figure[], Figure[]]>([
    ['is', is(3), [3], [2, '3']],
    ['is not', isNot(3), [2, '3'], [3]],
    ['at least', atLeast(3), [3, 4], [2, '4']],
    ['at most', atMost(3), [3, 2], [4, '2']],
    ['more than', moreThan(3), [4], [3, '4']],
    ['less than', lessThan(3), [2], [3, '2']],
  ])('holds for the figures that the bound "%s" admits, and for no others', (_, bound, admitted, refused) => {
    const holds = (figure: Figure) => check('x', () => figure, bound).look(nothing, nothing).holds;
    expect(admitted.map(holds)).not.toContain(false);
    expect(refused.map(holds)).not.toContain(true);
  });

  it.each([is(3), isNot(3), atLeast(0), atMost(9), moreThan(0), lessThan(9), asBefore(count), notAsBefore(count)])(
    'holds under no bound while nobody has told its figure (%#)',
    (bound) => {
      const finding = check('x', count, bound).look(nothing, nothing);
      expect(finding).toMatchObject({ holds: false, seen: 'nothing yet' });
    },
  );

  it('a check tells in words what was expected and which figure was seen', () => {
    const look = check('more', count, moreThan(growth(count))).look;
    expect(look(viewOf({ a: { count: 7 } }), viewOf({ a: { count: 0.004 } }))).toEqual({
      holds: true,
      expected: 'more than 7',
      seen: '7',
    });
  });

  it('a check measures growth from the moment before the fault, and from 0 when nothing was told before', () => {
    const [before, now] = [viewOf({ a: { count: 3 } }), viewOf({ a: { count: 5 } })];
    expect(growth(count)(now, before)).toBe(2);
    expect(growth(count)(now, nothing)).toBe(5);
    expect(growth(count)(nothing, before)).toBeNaN();
  });

  it('a check tells another process from the one before the fault, and from none', () => {
    const [first, second] = [viewOf({ a: { pids: [1] } }), viewOf({ a: { pids: [1, 2] } })];
    const same = check('x', pidOf('a'), asBefore(pidOf('a'))).look;
    const other = check('x', pidOf('a'), notAsBefore(pidOf('a'))).look;
    expect([same(first, first).holds, same(second, first).holds, same(nothing, first).holds]).toEqual([
      true,
      false,
      false,
    ]);
    expect([other(first, first).holds, other(second, first).holds, other(nothing, first).holds]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isReborn('a').map(({ look }) => look(second, first).holds)).toEqual([true, true]);
  });

  it('a check of several processes names those for which it does not hold, each with its figure', () => {
    const { look } = checkEach(['a', 'b'], 'all have two', (id) => told(id, 'count'), is(2));
    const view = viewOf({ a: { count: 2 }, b: { count: 4 } });
    expect(look(view, nothing)).toEqual({ holds: false, expected: 'b: 2', seen: 'b: 4' });
    expect(look(viewOf({ a: { count: 2 }, b: { count: 2 } }), nothing)).toEqual({
      holds: true,
      expected: 'a: 2, b: 2',
      seen: 'a: 2, b: 2',
    });
  });
});

describe('the checks of each demo', () => {
  it.each(demos)('$name: no condition of a step holds when no process has told anything', ({ script, running }) => {
    const [now, before] = [initialView(), initialView()];
    const empty = [...running, ...script.flatMap(({ checks }) => checks)].filter(({ look }) => look(now, before).holds);
    expect(empty.map(({ says }) => says)).toEqual([]);
  });

  it.each(demos)('$name: each step says each of its conditions once, in one sentence', ({ script, running }) => {
    for (const says of [running, ...script.map(({ checks }) => checks)].map((checks) =>
      checks.map((one) => one.says),
    )) {
      expect(says.length).toBeGreaterThan(0);
      expect(new Set(says).size).toBe(says.length);
      expect(says.filter((sentence) => sentence.includes(';'))).toEqual([]);
    }
  });
});

it('a condition that throws does not hold, and says what it has met, in a script as in an outcome', () => {
  const state = (view: View) =>
    (view.processes as Record<string, { state: string }>).nobody?.state.toString() as string;
  const reader = check('nobody is up', (view) => state(view).trim(), is('up'));
  const thrower = {
    says: 'nobody is well',
    look: () => {
      throw 'not today';
    },
  };
  const view = initialView();
  expect(findingOf(reader, view, view)).toMatchObject({ holds: false, expected: 'a figure that can be read' });
  expect(findingOf(reader, view, view).seen).toMatch(/^TypeError: Cannot read/);
  const { held, failed } = outcomeOf('kill a', [thrower, reader], view, view);
  expect(held).toBe(false);
  expect(failed.map(conditionInWords)[0]).toBe('nobody is well (expected a figure that can be read, seen not today)');
  expect(failed).toHaveLength(2);
  const silent = { says: 'nothing', look: (() => undefined) as unknown as typeof reader.look };
  expect(findingOf(silent, view, view)).toMatchObject({ holds: false, seen: 'a condition that returns undefined' });
});
