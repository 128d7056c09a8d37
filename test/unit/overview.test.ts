import { describe, expect, it } from 'vitest';
import { gridOf, placeOf, stepFrom } from '../../src/browser/deck/overview.js';

const LANDSCAPE = { width: 1280, height: 720 };
const UPRIGHT = { width: 540, height: 1169 };

describe('the grid of the overview', () => {
  it.each([
    [35, LANDSCAPE, { width: 1920, height: 1080 }, 6, 6],
    [35, LANDSCAPE, { width: 2560, height: 600 }, 9, 4],
    [35, UPRIGHT, { width: 390, height: 844 }, 6, 6],
    [1, LANDSCAPE, { width: 800, height: 600 }, 1, 1],
  ])('the overview of %i slides of %o in a window of %o fits', (count, slide, window, columns, rows) => {
    const grid = gridOf(count, slide, window);
    expect(grid).toMatchObject({ columns, rows });
    // All of it is in the window, with room at its edge.
    for (let index = 0; index < count; index++) {
      const { x, y } = placeOf(index, grid, slide);
      expect((Math.abs(x) + slide.width / 2) * grid.scale).toBeLessThan(window.width / 2);
      expect((Math.abs(y) + slide.height / 2) * grid.scale).toBeLessThan(window.height / 2);
    }
  });

  it('the grid of the overview is read as a page is', () => {
    const grid = { columns: 3, rows: 2, scale: 1 };
    const places = [0, 1, 2, 3, 4].map((index) => placeOf(index, grid, { width: 100, height: 50 }));
    expect(places.map(({ x }) => x)).toEqual([-170, 0, 170, -170, 0]);
    expect(places.map(({ y }) => y)).toEqual([-60, -60, -60, 60, 60]);
  });

  it('the grid of the overview is walked up and down, and not left by it', () => {
    expect(stepFrom(1, 1, 3, 5)).toBe(4);
    expect(stepFrom(4, -1, 3, 5)).toBe(1);
    expect(stepFrom(2, 1, 3, 5)).toBe(2);
    expect(stepFrom(0, -1, 3, 5)).toBe(0);
  });
});
