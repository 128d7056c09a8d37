import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../helpers/app.js';
import { CELLS } from '../helpers/core-cells.js';
import { eventFor, outcome, SITUATIONS } from '../helpers/core-situations.js';

type Cell = [situation: string, event: string, next: string, commands: string];

const cells = CELLS.split('\n')
  .filter((line) => line.includes(' | '))
  .slice(1)
  .map((line) => line.split('|').map((text) => text.trim()) as Cell);

const source = readFileSync(join(ROOT, 'src/supervisor/state.ts'), 'utf8');
/** The words in quotes behind `key` in the declaration that begins with `head`, and in those that it is made of. */
function words(head: string, key: string): string[] {
  const text = source.slice(source.indexOf(head)).split(/;\n(?! )|\n}/)[0] as string;
  const lists = [...text.matchAll(new RegExp(`${key}((?: \\| |'\\w+')+)`, 'g'))];
  const parts = head.startsWith('export type') ? [...text.matchAll(/\| ([A-Z]\w+)/g)] : [];
  return [
    ...lists.flatMap(([, list = '']) => [...list.matchAll(/'(\w+)'/g)].map(([, word = '']) => word)),
    ...parts.flatMap(([, name]) => words(`export interface ${name} {`, key)),
  ];
}

const statuses = words('export type Status =', '= ');
const phases = words('  phase:', 'phase: ');
const timers = words('export type Timer =', 'name: ');
const verbs = words('export type Request =', 'verb: ');
const events = words('export type Event =', 'type: ')
  .filter((type) => type !== 'timer' && type !== 'call')
  .concat(timers.map((name) => `timer ${name}`))
  .concat(verbs.map((verb) => `call ${verb}`));
const isWhole = (situation: string) => !situation.includes('(');

describe('each cell of the core', () => {
  it.each(cells)('%s: the event "%s" leaves the child %s; commands: %s', (situation, event, next, commands) => {
    const { state, now } = (SITUATIONS[situation] as (typeof SITUATIONS)[string])();
    expect(outcome(state, eventFor(event, state), now)).toEqual({ next, commands });
  });

  it('has a row for each event in each situation, and no event or situation that is unknown', () => {
    expect(statuses).toEqual(['down', 'starting', 'up', 'stopping', 'restarting', 'pausing']);
    for (const situation of Object.keys(SITUATIONS).filter(isWhole)) {
      const rows = cells.filter((cell) => cell[0] === situation).map(([, event]) => event);
      expect(rows.sort(), situation).toEqual([...events].sort());
    }
    expect(cells.filter(([situation, event]) => !(situation in SITUATIONS && events.includes(event)))).toEqual([]);
    expect(new Set(cells.map(([situation, event]) => `${situation} ${event}`)).size).toBe(cells.length);
  });

  it('has each status and each phase, and each situation is what its name says', () => {
    const seen = Object.entries(SITUATIONS).map(([situation, make]) => {
      const { state, violations } = make();
      const child = state.children.find(({ spec }) => spec.id === 'a');
      expect(situation.replace(/ \(.*/, '')).toBe(`${state.phase}, ${child?.status}`);
      expect(violations).toEqual([]);
      return [state.phase, child?.status];
    });
    expect(new Set(seen.map(([phase]) => phase))).toEqual(new Set(phases));
    expect(new Set(seen.map(([, status]) => status))).toEqual(new Set(statuses));
  });

  it('news of an earlier life of the child changes nothing in any situation', () => {
    const LATE = ['ready', 'ignored', 'failed', 'exited', 'hung', 'overweight', 'spare_warm', 'spare_gone'];
    for (const [situation, make] of Object.entries(SITUATIONS)) {
      for (const event of [...LATE, 'timer start', 'timer kill']) {
        const { state, now } = make();
        const child = state.children.find(({ spec }) => spec.id === 'a');
        const spare = child?.spare ? ` + ${child.spare.warm ? 'warm' : 'booting'} spare` : '';
        const unchanged = { next: `${child?.status}${spare}`, commands: 'nothing' };
        expect(outcome(state, eventFor(event, state, 1), now), `${situation}: ${event}`).toEqual(unchanged);
      }
    }
  });
});
