import { describe, expect, it } from 'vitest';
import { restyle } from '../../src/cli/terminal/ink.js';
import { ASCII, toAscii, UNICODE } from '../../src/cli/terminal/marks.js';
import {
  apart,
  cut,
  fill,
  firstThatFits,
  fold,
  type Line,
  pad,
  plain,
  type Style,
  widthOf,
  wrap,
} from '../../src/cli/terminal/text.js';

describe('cells', () => {
  it('cells counts a wide character as two and never cuts one in half', () => {
    expect(widthOf([{ text: '電話' }, { text: 'ab' }])).toBe(6);
    expect(cut('電話ab', 3)).toBe('電');
    expect(pad('電話ab', 3)).toBe('電 ');
    expect(cut('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  });

  it('cells fills a line to its width and cuts what is too long, also to nothing', () => {
    expect(plain(fill([{ text: 'ab' }], 4))).toBe('ab  ');
    expect(plain(fill([{ text: 'abc' }, { text: 'def' }], 4))).toBe('abcd');
    expect(plain(fill([{ text: 'abc' }], 0))).toBe('');
    expect(plain(fill([], 2))).toBe('  ');
  });

  it('cells puts the left side in what the right side leaves', () => {
    expect(plain(apart([{ text: 'title' }], [{ text: '9 ms' }], 12))).toBe('title   9 ms');
    expect(plain(apart([{ text: 'a long title' }], [{ text: '9 ms' }], 10))).toBe('a long9 ms');
  });

  it('cells takes the first that fits, else the last', () => {
    const candidates = [[{ text: 'a long one' }], [{ text: 'short' }]];
    expect(plain(firstThatFits(candidates, 10))).toBe('a long one');
    expect(plain(firstThatFits(candidates, 9))).toBe('short');
    expect(plain(firstThatFits(candidates, 2))).toBe('short');
  });

  it('cells wraps between words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('unbreakable', 4)).toEqual(['unbreakable']);
  });
});

describe('a line that is folded', () => {
  const folded = (line: Line, cells: number) => fold(line, cells).map(plain);

  it('a line that is folded breaks after blanks, and in a word that is too long', () => {
    expect(folded([{ text: 'one two three' }], 8)).toEqual(['one two ', 'three']);
    expect(folded([{ text: 'one two' }], 3)).toEqual(['one', ' ', 'two']);
    expect(folded([{ text: 'unbreakable' }], 4)).toEqual(['unbr', 'eaka', 'ble']);
    expect(folded([{ text: 'fits' }], 4)).toEqual(['fits']);
    expect(folded([], 4)).toEqual(['']);
  });

  it('a line that is folded loses nothing, keeps its styles and never breaks a wide character', () => {
    const line: Line = [{ text: 'red ', tone: 'dead' }, { text: '電話電話' }, { text: 'end', bold: true }];
    const lines = fold(line, 5);
    expect(lines.flatMap((part) => part.map(({ text }) => text)).join('')).toBe('red 電話電話end');
    for (const part of lines) expect(widthOf(part)).toBeLessThanOrEqual(5);
    expect(lines[0]).toEqual([{ text: 'red ', tone: 'dead' }]);
    expect(lines.at(-1)?.at(-1)).toMatchObject({ bold: true });
  });
});

describe('inks', () => {
  const up: Style = { tone: 'alive', bold: true };

  it('inks are exact where there is any colour, near where there are 256, and the terminal’s own where there are 16', () => {
    expect(restyle({}, up, 'any')).toBe('\x1b[1;38;2;55;226;154m');
    expect(restyle({}, up, '256')).toBe('\x1b[1;38;5;42m');
    expect(restyle({}, up, '16')).toBe('\x1b[1;32m');
  });

  it('without colour keep what is not colour', () => {
    expect(restyle({}, up, 'none')).toBe('\x1b[1m');
    expect(restyle({}, { tone: 'dim' }, 'none')).toBe('\x1b[2m');
    expect(restyle({}, { tone: 'dead', inverse: true }, 'none')).toBe('\x1b[7m');
    expect(restyle({ tone: 'dead' }, { tone: 'wait' }, 'none')).toBe('');
  });

  it('change only what is different, and end what was on', () => {
    expect(restyle(up, { tone: 'alive' }, '16')).toBe('\x1b[22m');
    expect(restyle({ tone: 'dim' }, { bold: true }, '16')).toBe('\x1b[22;1m');
    expect(restyle({ inverse: true }, {}, '16')).toBe('\x1b[27m');
    expect(restyle(up, up, 'any')).toBe('');
  });

  it('inks bring their own paper: on any background they are as they were chosen to be', () => {
    expect(restyle(null, {}, 'any')).toBe('\x1b[0;38;2;243;234;217;48;2;21;17;14m');
    expect(restyle({}, { tone: 'dead', inverse: true }, 'any')).toBe('\x1b[38;2;21;17;14;48;2;255;90;60m');
    expect(restyle(null, {}, '16')).toBe('\x1b[0m');
  });
});

describe('marks', () => {
  it('marks tell every state apart without colour, and are one cell wide', () => {
    for (const { state, guide, tile, braille, ...others } of [UNICODE, ASCII]) {
      const shapes = Object.values(state);
      expect(new Set(Object.values(tile)).size).toBe(Object.values(tile).length);
      expect(new Set(shapes).size).toBe(shapes.length - 1);
      expect(state.down).toBe(state.off);
      for (const mark of [...shapes, ...Object.values(tile), ...Object.values(others)])
        expect(widthOf([{ text: mark }])).toBe(1);
      for (const mark of Object.values(guide)) expect(widthOf([{ text: mark }])).toBe(3);
      expect(typeof braille).toBe('boolean');
    }
  });

  it('in ASCII are ASCII, and so is everything else, as wide as it was', () => {
    expect([...'─·電–…'].map((character) => toAscii(character, character === '電' ? 2 : 1))).toEqual([
      '-',
      '-',
      '? ',
      '-',
      '~',
    ]);
    expect(JSON.stringify(ASCII)).toMatch(/^[\x00-\x7f]*$/);
  });
});
