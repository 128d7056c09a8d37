import { describe, expect, it } from 'vitest';
import { isPortrait, slideSize } from '../../src/deck/shape.js';

describe('slides have the shape of the window', () => {
  it.each([
    ['a laptop', 1280, 720, 1280, 720],
    ['a projector of another shape', 1024, 768, 1280, 720],
    ['a telephone that lies', 844, 390, 1280, 720],
    ['a window that is hardly higher than wide', 700, 800, 1280, 720],
    ['a telephone held upright', 390, 844, 540, 1169],
    ['one with a browser around it', 375, 553, 540, 1026],
    ['a tablet held upright', 768, 1024, 540, 1026],
    ['a strip', 200, 900, 540, 1188],
  ])('%s', (_, width, height, slideWidth, slideHeight) => {
    const size = slideSize({ width, height });
    expect(size).toEqual({ width: slideWidth, height: slideHeight });
    expect(isPortrait(size)).toBe(slideWidth === 540);
  });
});
