import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance } from '../../demos/common/chance.js';
import { audit, certificate, drawGame, type Kind, passes, VICTIMS } from '../../demos/gameday/game.js';
import { newPage, ordersIn, wholeLines } from '../../demos/gameday/pages.js';

const KINDS = Object.keys(VICTIMS) as Kind[];

describe('a game', () => {
  it('a game is the same for the same seed, and another for another', () => {
    const [one, same, other] = [3, 3, 4].map((seed) => drawGame(chance(seed), 10, 20_000));
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });
  it('a game strikes in order and in time, whom it may, and with each kind at least once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: KINDS.length, max: 40 }), (seed, faults) => {
        const blows = drawGame(chance(seed), faults, 10_000);
        expect(blows).toHaveLength(faults);
        expect(blows.every(({ at }, index) => at >= (blows[index - 1]?.at ?? 0) && at <= 10_000)).toBe(true);
        expect(blows.every(({ kind, victim }) => (VICTIMS[kind] as readonly string[]).includes(victim))).toBe(true);
        expect(new Set(blows.map(({ kind }) => kind))).toEqual(new Set(KINDS));
      }),
    );
  });
  it('a game strikes till, ledger and kitchen with six of ten faults or more, whatever the seed', () => {
    const counter = ['till', 'ledger', 'kitchen'];
    const least = Array.from({ length: 10_000 }, (_, seed) => drawGame(chance(seed), 10, 20_000)).map(
      (blows) => blows.filter(({ victim }) => counter.includes(victim)).length,
    );
    expect(Math.min(...least)).toBe(6);
  });
});

describe('an audit', () => {
  it('an audit finds what was acknowledged and is not there, and what is there twice', () => {
    expect(audit(['a', 'b'], ['b', 'a', 'never told'])).toEqual({ lost: 0, doubled: 0 });
    expect(audit(['a', 'b', 'c'], ['b', 'd', 'b', 'd', 'd'])).toEqual({ lost: 2, doubled: 2 });
  });
});

describe('a certificate', () => {
  const good = { orders: 200, answered: 190, askedAgain: 7, lost: 0, doubled: 0 };

  it('a certificate is for 95 % of the orders, none lost, none doubled', () => {
    expect(passes(good)).toBe(true);
    expect(passes({ ...good, answered: 189 })).toBe(false);
    expect(passes({ ...good, lost: 1 })).toBe(false);
    expect(passes({ ...good, doubled: 1 })).toBe(false);
    expect(passes({ orders: 0, answered: 0, askedAgain: 0, lost: 0, doubled: 0 })).toBe(false);
  });
  it('a certificate has all that is needed to play the day again', () => {
    const lines = certificate(
      '42',
      20_000,
      [
        { at: 1234, kind: 'full', victim: 'ledger' },
        { at: 12_345, kind: 'kill', victim: 'oven' },
        { at: 19_000, kind: 'freeze', victim: 'till' },
      ],
      good,
    );
    expect(lines).toEqual([
      'seed 42: 3 faults in 20 s',
      ' 1 full ledger      12 kill oven',
      '19 freeze till',
      '200 orders, 95.00 % answered',
      '0 lost, 0 doubled',
      '*** PASSED: this shop may open ***',
      'once more: npm run demo gameday --',
      '  --seed 42',
    ]);
  });
});

describe('the pages of the ledger', () => {
  it('count whole lines only', () => {
    expect(wholeLines('')).toEqual([]);
    expect(wholeLines('a\nb\nc')).toEqual(['a', 'b']);
  });
  it('the pages of the ledger are read together, and each life begins one of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reboot-test-'));
    try {
      expect([ordersIn(folder), newPage(folder)]).toEqual([[], 'page-1']);
      writeFileSync(join(folder, 'page-9'), 'a\nb\nto');
      writeFileSync(join(folder, 'page-10'), 'b\n');
      expect([ordersIn(folder).sort(), newPage(folder)]).toEqual([['a', 'b', 'b'], 'page-11']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
