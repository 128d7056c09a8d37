/**
 * Each sentence of a lesson that says what can be seen is played against the real processes, at the pace of a quick learner.
 * `CLAIMS=all`: at each pace and in each order.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/demo/claims.js';
import { ROOT } from '../helpers/app.js';
import { DEMOS, demoNamed, demoNames } from '../helpers/demos.js';
import { ORDERS, type Pace, playClaims } from '../helpers/lesson-play.js';
import { partOf, rightOptionOf, strayQuotes, uncovered } from '../helpers/lesson-text.js';
import { canPlay } from '../helpers/real-thing.js';

const QUICK_MS = 300;
/** One click each: as fast as it goes, at a calm pace, with a look around. In ms. */
const PACES = [QUICK_MS, 3000, 12_000];
const SEED = Number(process.env.CLAIMS_SEED ?? Math.floor(Math.random() * 1_000_000));

const runs: Pace[] =
  process.env.CLAIMS === 'all'
    ? ORDERS.flatMap((order) => PACES.map((paceMs) => ({ paceMs, order, seed: SEED })))
    : [{ paceMs: QUICK_MS, order: 'text', seed: SEED }];

const claimsOf = async (name: string) =>
  ((await import(join(DEMOS, name, 'claims.js'))) as { default: Claims }).default;
const lessonOf = (name: string) => readFileSync(join(ROOT, 'demos', name, 'lesson.md'), 'utf8');

const named = demoNames.filter((name) => existsSync(join(DEMOS, name, 'claims.js')));
const lessons = await Promise.all(
  named.map(async (name) => ({
    name,
    claims: await claimsOf(name),
    demo: await demoNamed(name),
    text: lessonOf(name),
  })),
);

it('each demo with a lesson has claims and an outcome', () => {
  const without = demoNames.filter(
    (name) => existsSync(join(ROOT, 'demos', name, 'lesson.md')) && !named.includes(name),
  );
  expect(without).toEqual([]);
  expect(lessons.filter(({ demo }) => !demo.outcome).map(({ name }) => name)).toEqual([]);
});

describe.each(lessons)('the claims of $name', ({ claims, text }) => {
  it('quote the lesson word for word', () => {
    expect(strayQuotes(text, claims)).toEqual([]);
  });
  it('leave out no sentence that says what is there, what to do, what to see, or what is right', () => {
    const parts = [...['Scene', 'Kill', 'See'].map((part) => partOf(text, part)), rightOptionOf(text)];
    expect(parts.flatMap((part) => uncovered(part, claims))).toEqual([]);
  });
});

describe.concurrent.each(lessons)('the lesson of $name is true', ({ demo, claims }) => {
  it.each(runs)(
    'when its acts are played in the order $order, a press each $paceMs ms, with seed $seed',
    { timeout: 15 * 60_000 },
    async (pace) => {
      if (!(await canPlay(demo))) return;
      expect(await playClaims(demo, claims, pace)).toEqual([]);
    },
  );
});
