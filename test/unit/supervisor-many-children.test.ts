import { describe, expect, it } from 'vitest';
import { checkSupervisor } from '../../src/supervisor/check.js';
import { transition } from '../../src/supervisor/core.js';
import type { ChildSpec } from '../../src/supervisor/spec.js';
import { type Event, initialState, type Spare, type State } from '../../src/supervisor/state.js';
import { Turn } from '../../src/supervisor/turn.js';
import { child } from '../helpers/core-driver.js';

const MANY = 1000;

/** Nothing in it can be changed, so a core that is not pure throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** All of them up; `more` is about each child. A boot, an event for each, would take as long as all tests here. */
function many(more: Partial<ChildSpec> = {}, spare: Spare | null = null): State {
  const ids = Array.from({ length: MANY }, (_, n) => `c${n}`);
  const { flags, children } = checkSupervisor({ children: ids.map((id) => child(id, more)) });
  const up = { status: 'up', incarnation: 1, known: 1, readyAt: 0, spare, spares: 1 } as const;
  const state = initialState(flags, children);
  return frozen({ ...state, phase: 'running', children: state.children.map((one) => ({ ...one, ...up })) });
}

/** The ids of the children that are others than before. */
const changed = (before: State, after: State) => {
  const kept = new Set(before.children);
  return after.children.filter((one) => !kept.has(one)).map(({ spec }) => spec.id);
};

describe('a supervisor of a thousand children', () => {
  it.each<[string, Event, string[]]>([
    ['the end of one', { type: 'exited', id: 'c999', incarnation: 1, reason: 'abnormal' }, ['c999']],
    ['one that hangs', { type: 'hung', id: 'c500', incarnation: 1, silentMs: 1 }, ['c500']],
    ['a call about one', { type: 'call', call: 0, request: { verb: 'terminate_child', id: 'c0' } }, ['c0']],
    ['late news', { type: 'exited', id: 'c3', incarnation: 0, reason: 'abnormal' }, []],
    ['the stop, which begins with the last one', { type: 'stop' }, ['c999']],
  ])('copies those children alone that an event concerns: %s', (_, event, ids) => {
    const before = many();
    expect(changed(before, transition(before, event, 10_000).state)).toEqual(ids);
  });

  it('finds the same copy again in one turn, so no change of it is lost', () => {
    class Finder extends Turn {
      changesOf(id: string) {
        const found = this.find(id);
        if (found) found.status = 'down';
        return [this.find(id) === found, this.find(id)?.status, found === this.state.children[7]];
      }
    }
    expect(new Finder(many(), 0).changesOf('c7')).toEqual([true, 'down', true]);
  });

  it('leaves the state that it was given as it was, when all of them change', () => {
    const before = many({ ready: 'notify', standby: true }, { number: 1, warm: false, startedAt: 0 });
    const specs = before.children.map(({ spec }) => spec);
    const request = { verb: 'code_change', flags: before.flags, children: specs } as const;
    for (const event of [{ type: 'stop' }, { type: 'call', call: 0, request }] as const) {
      const { state } = transition(before, event, 10_000);
      expect(changed(before, state)).toHaveLength(MANY);
      expect(new Set(state.children.map(({ spare }) => spare?.number ?? 0))).toEqual(
        new Set([event.type === 'stop' ? 0 : 2]),
      );
    }
  });
});
