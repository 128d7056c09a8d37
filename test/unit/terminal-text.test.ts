import { describe, expect, it } from 'vitest';
import { isCopyKey } from '../../src/browser/demo/panes/copying.js';
import { newLines } from '../../src/browser/demo/panes/new-lines.js';
import { movedBy } from '../../src/browser/demo/panes/touch.js';

describe('the key that copies', () => {
  const KEY_C = { keyCode: 67, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('the key that copies is Ctrl+C, and on a Mac Cmd+C, where Ctrl+C interrupts', () => {
    expect(isCopyKey({ ...KEY_C, ctrlKey: true }, false)).toBe(true);
    expect(isCopyKey({ ...KEY_C, metaKey: true }, true)).toBe(true);
    expect(isCopyKey({ ...KEY_C, ctrlKey: true }, true)).toBe(false);
    expect(isCopyKey({ ...KEY_C, metaKey: true }, false)).toBe(false);
  });

  it('the key that copies is none with another modifier, and no other letter', () => {
    for (const more of [{ shiftKey: true }, { altKey: true }, { metaKey: true }, { keyCode: 68 }, { ctrlKey: false }])
      expect(isCopyKey({ ...KEY_C, ctrlKey: true, ...more }, false)).toBe(false);
  });
});

describe('a drag on a terminal', () => {
  const between = { viewportY: 10, baseY: 20 };

  it('a drag on a terminal moves the history up and down, as far as there is any', () => {
    expect(movedBy(3, 40, between)).toBe('history');
    expect(movedBy(3, -40, between)).toBe('history');
    expect(movedBy(3, 40, { viewportY: 0, baseY: 20 })).toBe('page');
    expect(movedBy(3, -40, { viewportY: 20, baseY: 20 })).toBe('page');
    expect(movedBy(3, 40, { viewportY: 0, baseY: 0 })).toBe('page');
  });

  it('a drag on a terminal is the deck’s when it goes sideways, and nobody’s while it may be a tap', () => {
    expect(movedBy(40, 30, between)).toBe('deck');
    expect(movedBy(-40, 30, between)).toBe('deck');
    expect(movedBy(2, 2, between)).toBeNull();
  });
});

describe('new lines of a terminal', () => {
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`);

  it('new lines of a terminal are those below the ones of before', () => {
    expect(newLines(numbers(1, 3), numbers(1, 5))).toEqual(['line 4', 'line 5']);
  });

  it('new lines of a terminal are found when the screen has scrolled', () => {
    expect(newLines(numbers(1, 8), numbers(3, 10))).toEqual(['line 9', 'line 10']);
  });

  it('new lines of a terminal are none when nothing has changed', () => {
    expect(newLines(numbers(1, 3), numbers(1, 3))).toEqual([]);
    expect(newLines([], [])).toEqual([]);
  });

  it('new lines of a terminal have the half line of before in them, whole', () => {
    expect(newLines(['one', 'tw'], ['one', 'two', 'three'])).toEqual(['two', 'three']);
  });

  it('new lines of a terminal are the rows that changed when the screen was written over', () => {
    expect(newLines(['a 1', 'b 1', 'c 1'], ['a 1', 'b 2', 'c 1'])).toEqual(['b 2']);
  });

  it('new lines of a terminal are few: the last ones, with the number of the others', () => {
    expect(newLines(numbers(1, 8), numbers(21, 28))).toEqual(['… 3 lines left out', ...numbers(24, 28)]);
  });

  it('new lines of a terminal have no blank ones', () => {
    expect(newLines(['a'], ['a', '', ' ', 'b'])).toEqual(['b']);
  });
});
