import { describe, expect, it } from 'vitest';
import type { Slide } from '../../src/deck/types.js';
import { BadOption, parseOptions } from '../../tools/screenshots/options.js';
import { slideName, talkViews } from '../../tools/screenshots/talk.js';

const ALL = [
  { folder: '1280x720', name: '01-fault-tolerance' },
  { folder: '1280x720', name: '11-isolation' },
  { folder: '80x24', name: 'isolation-no-colour-running' },
];
const chosen = (...args: string[]) => ALL.filter(parseOptions(args, ALL).wants);

describe('the options of npm run screenshots', () => {
  it('the options of npm run screenshots choose all, or those of a name, of a size, of both', () => {
    expect(chosen()).toEqual(ALL);
    expect(chosen('--only', 'Isolation')).toEqual(ALL.slice(1));
    expect(chosen('--size', '1280x720')).toEqual(ALL.slice(0, 2));
    expect(chosen('--only=^11', '--size=1280x720')).toEqual([ALL[1]]);
    expect(parseOptions(['--help'], ALL).help).toBe(true);
  });

  it.each([
    [['--size', '1x1'], '--size 1x1: there is no such size; there are 1280x720, 80x24.'],
    [['--only', 'nowhere'], '--only nowhere: no picture is called that.'],
    [['--only', '^01', '--size', '80x24'], '--only ^01: no picture at 80x24 is called that.'],
    [['--only', '('], '--only (: Invalid regular expression'],
    [['--olny', 'x'], "Unknown option '--olny'"],
    [['--size'], "Option '--size <value>' argument missing"],
    [['isolation'], "Unexpected argument 'isolation'"],
  ])('the options of npm run screenshots refuse %j in words', (args, words) => {
    expect(() => parseOptions(args, ALL)).toThrow(BadOption);
    expect(() => parseOptions(args, ALL)).toThrow(words);
  });
});

describe('the views of the talk', () => {
  it('the views of the talk are called by number and first words', () => {
    expect(slideName('To finish first, you must first...', 3)).toBe('03-to-finish-first');
    expect(slideName('"I\'m a total speed junky!"', 2)).toBe('02-im-a-total-speed-junky');
    expect(slideName('Small, Focused, Independent', 17)).toBe('17-small-focused-independent');
    expect(slideName('#1 Isolation', 11)).toBe('11-isolation');
    expect(slideName('', 12)).toBe('12');
  });

  it('the views of the talk are the slides, and each demo at work and played', () => {
    const slide = { title: 'Isolation', demos: [{ name: 'isolation', steps: [] }] } as unknown as Slide;
    const names = talkViews([{ ...slide, title: 'Stop', demos: [] }, slide]).map(({ name }) => name);
    expect(names).toEqual(['01-stop', '02-isolation', '02-isolation-1-running', '02-isolation-2-played']);
  });
});
