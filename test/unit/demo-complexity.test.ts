import { describe, expect, it } from 'vitest';
import { signsOf } from '../../demos/complexity/signs.js';

describe('the signs of complexity', () => {
  it('the signs of complexity are none, where one part does it alone', () => {
    expect(signsOf('price', [], ['const price = 2'])).toEqual({
      dependencies: 0,
      nesting: 1,
      sharing: 0,
      nonObvious: 0,
    });
  });
  it('the signs of complexity grow with a chain', () => {
    const signs = signsOf(
      'gateway(cache(price))',
      ['price', 'cache(price)'],
      ['const price = 2', 'const below = argv'],
    );
    expect(signs).toEqual({ dependencies: 2, nesting: 3, sharing: 2, nonObvious: 2 });
  });
  it('the signs of complexity tell width from depth, and a part from one that is named like its beginning', () => {
    const signs = signsOf('till(tea(leaf) cup)', ['teacup'], []);
    expect(signs).toMatchObject({ dependencies: 3, nesting: 3, sharing: 0 });
  });
});
