import { describe, expect, it } from 'vitest';
import { ASCII, chooseMarks, toAscii, UNICODE, wantsColour } from '../../src/cli/terminal/marks.js';
import { ansi, apart, cut, fill, firstThatFits, pad, plain, widthOf, wrap } from '../../src/cli/terminal/text.js';

describe('cells', () => {
  it('counts a wide character as two and never cuts one in half', () => {
    expect(widthOf([{ text: '電話' }, { text: 'ab' }])).toBe(6);
    expect(cut('電話ab', 3)).toBe('電');
    expect(pad('電話ab', 3)).toBe('電 ');
    expect(cut('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  });

  it('fills a line to its width and cuts what is too long, also to nothing', () => {
    expect(plain(fill([{ text: 'ab' }], 4))).toBe('ab  ');
    expect(plain(fill([{ text: 'abc' }, { text: 'def' }], 4))).toBe('abcd');
    expect(plain(fill([{ text: 'abc' }], 0))).toBe('');
    expect(plain(fill([], 2))).toBe('  ');
  });

  it('puts the left side in what the right side leaves', () => {
    expect(plain(apart([{ text: 'title' }], [{ text: '9 ms' }], 12))).toBe('title   9 ms');
    expect(plain(apart([{ text: 'a long title' }], [{ text: '9 ms' }], 10))).toBe('a long9 ms');
  });

  it('takes the first that fits, else the last', () => {
    const candidates = [[{ text: 'a long one' }], [{ text: 'short' }]];
    expect(plain(firstThatFits(candidates, 10))).toBe('a long one');
    expect(plain(firstThatFits(candidates, 9))).toBe('short');
    expect(plain(firstThatFits(candidates, 2))).toBe('short');
  });

  it('wraps between words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('unbreakable', 4)).toEqual(['unbreakable']);
  });
});

describe('styles', () => {
  const line = [{ text: 'up', tone: 'alive' as const, bold: true }, { text: ' 1' }];

  it('are codes around the text', () => {
    expect(ansi(line, true)).toBe('\x1b[32;1mup\x1b[0m 1');
  });

  it('without colour keep what is not colour', () => {
    expect(ansi(line, false)).toBe('\x1b[1mup\x1b[0m 1');
    expect(
      ansi(
        [
          { text: 'x', tone: 'dim' },
          { text: 'y', inverse: true },
        ],
        false,
      ),
    ).toBe('\x1b[2mx\x1b[0m\x1b[7my\x1b[0m');
  });
});

describe('marks', () => {
  it.each([
    [{ LANG: 'C.UTF-8', TERM: 'xterm' }, UNICODE],
    [{ LANG: 'de_DE.utf8', TERM: 'xterm' }, UNICODE],
    [{ LANG: 'C', LC_ALL: 'en_GB.UTF-8' }, UNICODE],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, ASCII],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, ASCII],
    [{ LANG: 'C' }, ASCII],
    [{}, ASCII],
  ])('for %j', (env, marks) => {
    expect(chooseMarks(env)).toBe(marks);
  });

  it('tell every state apart from being up without colour, and are one cell wide', () => {
    for (const { state, chosen, rule, bar } of [UNICODE, ASCII]) {
      const shapes = Object.values(state);
      expect(new Set(shapes).size).toBe(shapes.length - 1);
      expect(state.down).toBe(state.off);
      for (const mark of [...shapes, chosen, rule, bar]) expect(widthOf([{ text: mark }])).toBe(1);
    }
  });

  it('in ASCII are ASCII, and so is everything else', () => {
    expect(toAscii('── reborn · 電話 …')).toBe('-- reborn - ?? ~');
    expect(toAscii('\x1b[31mx\x1b[0m')).toBe('\x1b[31mx\x1b[0m');
  });

  it('have no colour when NO_COLOR is set to something', () => {
    expect(wantsColour({ NO_COLOR: '1' })).toBe(false);
    expect(wantsColour({ NO_COLOR: '' })).toBe(true);
    expect(wantsColour({ TERM: 'dumb' })).toBe(false);
  });
});
