import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import isolation from '../../demos/isolation/demo.js';
import { cellColumns, lanePlace, type Plan, planOf } from '../../src/browser/demo/arrangement.js';
import { desk, inHand, SLIDE } from '../../src/browser/demo/format.js';
import { squeeze } from '../../src/browser/demo/title.js';
import type { Demo } from '../../src/demo/demo.js';
import { demoManifest } from '../../src/demo/manifest-of.js';
import alone from '../fixtures/demos/alone/demo.js';
import family from '../fixtures/demos/family/demo.js';
import thirty from '../fixtures/demos/thirty/demo.js';

/** How many lines words take where a line has so many characters. */
function linesOf(words: string, most: number): number {
  let lines = 1;
  let length = -1;
  for (const word of words.split(' ')) {
    length += 1 + word.length;
    if (length <= most) continue;
    lines++;
    length = word.length;
  }
  return lines;
}

const plan = (demo: unknown) => planOf(demoManifest(demo as Demo), SLIDE);

/** A demo with so many processes, each in a pane of its own if there are few, else as cells. */
const demoOf = (count: number, cols: number, rows: number) => {
  const ids = Array.from({ length: count }, (_, at) => `worker-${at + 1}`);
  const panes = count <= 4 ? ids.map((id) => ({ title: id, processes: [id] })) : [{ title: 'all', processes: ids }];
  const children = ids.map((id) => ({ id, program: 'x.js', cols, rows }));
  return { ...alone, panes, tree: { ...alone.tree, children } };
};

function expectSound({ rows, lanes, panes }: Plan): void {
  expect(panes.height + lanes.height).toBe(484);
  expect(panes.height).toBeGreaterThanOrEqual(200);
  expect(lanes.columns * lanes.perColumn).toBeGreaterThanOrEqual(rows.length);
  expect(lanes.rowHeight).toBeGreaterThanOrEqual(lanes.font);
  expect(lanes.font).toBeGreaterThanOrEqual(16);
  for (const at of rows.keys()) {
    const place = lanePlace(lanes, at);
    expect(place.width).toBeGreaterThan(180);
    expect(place.x + place.width).toBeLessThanOrEqual(1152 + 1e-9);
    expect(place.y + place.height).toBeLessThanOrEqual(lanes.height + 1e-9);
  }
}

describe('a demo is given its place', () => {
  it.each([
    ['one process: large words', alone, 1, 1],
    ['four panes in two rows: their terminals are larger then', family, 1, 2],
    ['fourteen lanes in two columns', isolation, 2, 3],
    ['thirty lanes in three columns', thirty, 3, 1],
  ])('%s', (_, demo, laneColumns, paneColumns) => {
    const { lanes, panes, ...rest } = plan(demo);
    expectSound({ lanes, panes, ...rest });
    expect(lanes.columns).toBe(laneColumns);
    expect(panes.columns).toBe(paneColumns);
    expect(panes.font).toBeGreaterThanOrEqual(16);
  });

  it('names are as large as the lanes allow', () => {
    expect(plan(alone).lanes.font).toBe(22);
    expect(plan(family).lanes.font).toBe(22);
    expect(plan(isolation).lanes.font).toBeGreaterThanOrEqual(20);
  });

  it('whatever it has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 4, max: 14 }),
        (...of) => expectSound(plan(demoOf(...of))),
      ),
    );
  });
});

describe('cells', () => {
  it.each([
    [12, 395, 250, 3],
    [2, 395, 250, 1],
    [30, 1128, 220, 8],
    [1, 395, 250, 1],
  ])('%i in %i × %i stand in %i columns', (count, width, height, columns) => {
    expect(cellColumns(count, width, height)).toBe(columns);
  });
});

describe('a title', () => {
  it('a title stays as it is while there is room, is condensed as far as the typeface goes, and then smaller', () => {
    expect(squeeze(300, 540)).toEqual({ stretch: 1, size: 1 });
    expect(squeeze(600, 540)).toEqual({ stretch: 0.9, size: 1 });
    expect(squeeze(1440, 540)).toEqual({ stretch: 0.75, size: 0.5 });
  });
});

describe('every demo of this project can be read', () => {
  const demos = import.meta.glob<Demo>('../../demos/*/demo.ts', { eager: true, import: 'default' });

  it.each(Object.values(demos).map((one) => [one.name, one] as const))('%s', (_, one) => {
    const manifest = demoManifest(one);
    const onSlide = planOf(manifest, SLIDE);
    expect(linesOf(one.chart?.title ?? '', 19), 'a chart’s title has two lines').toBeLessThanOrEqual(2);
    expect(onSlide.panes.font).toBeGreaterThanOrEqual(16);
    expect(onSlide.lanes.rowHeight).toBeGreaterThanOrEqual(onSlide.lanes.font);
    for (const width of [690, 480]) {
      const beside = planOf(manifest, desk(width, 560));
      expect(beside.panes.font).toBeGreaterThanOrEqual(12);
      expect(beside.lanes.columns).toBe(1);
    }
    const upright = planOf(manifest, inHand(600));
    expect(upright.panes.columns).toBe(1);
    // As large as 48 columns let it be, and eleven pixels of a telephone.
    expect(upright.panes.font).toBeGreaterThanOrEqual(16);
    expect(upright.lanes.rowHeight).toBeGreaterThanOrEqual(48);
    // On the page of a phone, as large as its longest line lets it be.
    expect(planOf(manifest, desk(358, 560)).panes.font).toBeGreaterThanOrEqual(10);
  });
});
