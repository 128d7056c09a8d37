import { describe, expect, it } from 'vitest';
import { familyOf, gridOf } from '../../src/cli/terminal/columns.js';
import { fitsIn, type Layout, layoutOf, PANE_HEAD_ROWS, scrolledTo } from '../../src/cli/terminal/layout.js';
import type { Demo } from '../../src/demo/demo.js';
import { demo } from './terminal-face-helpers.js';

const layoutAt = (columns: number, rows: number, of: Demo = demo) => layoutOf(of, of.panes, { columns, rows }, true);

/** All the rows but those of the title. */
const rowsOf = ({ claimRows, bodyRows, monitor, faultRows }: Layout) =>
  claimRows + PANE_HEAD_ROWS + bodyRows + 1 + monitor.lanes * monitor.laneRows + faultRows + 1;

function crowd(count: number, panes = 1): Demo {
  const ids = Array.from({ length: count }, (_, at) => `p-${at}`);
  const share = Math.ceil(count / panes);
  return {
    ...demo,
    tree: { ...demo.tree, children: ids.map((id) => ({ id, program: 'x.js', cols: 40, rows: 5 })) },
    panes: Array.from({ length: panes }, (_, at) => ({
      title: `pane ${at}`,
      processes: ids.slice(at * share, (at + 1) * share),
    })),
    faults: {},
    script: [],
  };
}

const SIZES = [
  [80, 24],
  [81, 25],
  [99, 33],
  [120, 40],
  [200, 60],
  [240, 70],
  [400, 120],
] as const;

describe('layout', () => {
  it.each(SIZES)('the layout fits and fills a window of %ix%i', (columns, rows) => {
    const layout = layoutAt(columns, rows);
    const { panes, bodyRows, monitor } = layout;
    expect(panes.reduce((sum, { width }) => sum + width, panes.length - 1)).toBe(columns);
    expect(rowsOf(layout)).toBe(rows - 1);
    expect(monitor.lanes * monitor.columns).toBeGreaterThanOrEqual(14);
    expect(bodyRows).toBeGreaterThanOrEqual(9);
  });

  it.each([1, 2, 4, 7, 14, 20, 30])(
    'the layout of %i processes in 80x24 shows all of their lanes and cells',
    (count) => {
      for (const panes of [1, 2, 4].filter((one) => one <= count)) {
        const of = crowd(count, panes);
        const layout = layoutAt(80, 24, of);
        expect(rowsOf(layout)).toBe(23);
        expect(layout.monitor.lanes * layout.monitor.columns).toBeGreaterThanOrEqual(count);
        // The chosen ones of thirty in four narrow panes are seen.
        for (const { pane, width } of panes * count < 100 ? layout.panes : []) {
          const grid = gridOf(pane.processes, width, layout.bodyRows, layout.nameWidth);
          expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(pane.processes.length);
        }
      }
    },
  );

  it('layout gives terminals their own width before lists get more than they need', () => {
    const widths = layoutAt(120, 40).panes.map(({ width }) => width);
    expect(widths).toEqual([32, 32, 54]);
  });

  it('layout has something to show for a demo of a hundred processes in the smallest window', () => {
    const layout = layoutAt(80, 24, crowd(100));
    expect(rowsOf(layout)).toBe(23);
    expect(layout.bodyRows).toBeGreaterThan(3);
  });

  it('layout gives a title that is too long a line of its own', () => {
    const long = { ...demo, title: 'To finish first, you must first finish it' };
    expect(rowsOf(layoutAt(80, 24, long))).toBe(22);
    expect(rowsOf(layoutAt(120, 24, long))).toBe(23);
  });

  it('layout scrolls so that the chosen one is seen', () => {
    expect(scrolledTo(0, 100, 10)).toBe(0);
    expect(scrolledTo(50, 100, 10)).toBe(45);
    expect(scrolledTo(99, 100, 10)).toBe(90);
    expect(scrolledTo(3, 5, 10)).toBe(0);
  });

  it('layout knows what fits', () => {
    expect(fitsIn({ columns: 80, rows: 24 })).toBe(true);
    expect(fitsIn({ columns: 79, rows: 24 })).toBe(false);
    expect(fitsIn({ columns: 80, rows: 23 })).toBe(false);
  });
});

describe('the cells of a list', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);

  it('the cells of a list stand in as few columns as the rows allow', () => {
    expect(gridOf(lines, 60, 12, 12)).toMatchObject({ columns: 1, rows: 12, family: '' });
    expect(gridOf(lines, 60, 6, 12)).toMatchObject({ columns: 2, rows: 6, family: '' });
  });

  it('the cells of a list leave out what the names have in common when there is no room for it', () => {
    expect(gridOf(lines, 26, 6, 12)).toMatchObject({ columns: 2, rows: 6, family: 'line-', nameWidth: 2 });
  });

  it('the cells of a list are at least one column, and scroll then', () => {
    expect(gridOf(lines, 5, 3, 12)).toMatchObject({ columns: 1, rows: 3 });
  });

  it.each([
    [['line-1', 'line-12'], 'line-'],
    [['web-front', 'web-back'], 'web-'],
    [['clock', 'printer'], ''],
    [['a-1', 'b-1'], ''],
    [['a-', 'a-b'], ''],
  ])('the family of %j is "%s"', (ids, family) => {
    expect(familyOf(ids)).toBe(family);
  });
});
