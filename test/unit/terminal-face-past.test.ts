import { describe, expect, it } from 'vitest';
import { momentsOf, stepped } from '../../src/cli/terminal/past.js';
import { Screens } from '../../src/cli/terminal/screens.js';
import { rows, Story, texts } from './terminal-face-helpers.js';

describe('a step through the past', () => {
  const reach = { from: 1000, present: 5000, moments: [1200, 3000, 4100] };

  it.each([
    ['back', 3000, 2750],
    ['forth', 3000, 3250],
    ['before', 3000, 1200],
    ['after', 3000, 4100],
    ['oldest', 3000, 1000],
    ['back', 1100, 1000],
    ['forth', 4900, 5000],
    ['before', 1200, 1000],
    ['after', 4100, 5000],
  ] as const)('the step %s from %i leads to %i', (step, from, to) => {
    expect(stepped(from, step, reach)).toBe(to);
  });

  it('a step goes to the nearest event', () => {
    const story = new Story().at(10).born('objects', 1).at(60).ready('objects', 1).at(100).says('objects');
    story.at(200).fault('objects', 1, 'throw').at(205).dies('objects', 1);
    expect(momentsOf(story.view)).toEqual([10, 60, 200, 205]);
  });
});

describe('the screens of the past', () => {
  const at = (screens: Screens, ms: number, id: string) => texts(screens.at(ms).get(id) ?? []);

  it('the screens are known for any moment', () => {
    const screens = new Screens();
    screens.add(100, new Map([['a', rows('one')]]));
    screens.add(200, new Map([['b', rows('other')]]));
    screens.add(300, new Map([['a', rows('one', 'two')]]));
    expect(at(screens, 50, 'a')).toEqual([]);
    expect(at(screens, 250, 'a')).toEqual(['one']);
    expect(at(screens, 250, 'b')).toEqual(['other']);
    expect(at(screens, 300, 'a')).toEqual(['one', 'two']);
    expect(texts(screens.latest.get('a') ?? [])).toEqual(['one', 'two']);
  });

  it('the screens of the past have a terminal that became empty', () => {
    const screens = new Screens();
    screens.add(100, new Map([['a', rows('one', 'two')]]));
    screens.add(200, new Map([['a', []]]));
    expect(at(screens, 150, 'a')).toEqual(['one', 'two']);
    expect(at(screens, 250, 'a')).toEqual([]);
  });

  it('the screens of the past hold unchanged rows once', () => {
    const screens = new Screens();
    screens.add(100, new Map([['a', rows('one', 'two')]]));
    screens.add(200, new Map([['a', rows('one', 'three')]]));
    expect(screens.at(200).get('a')?.[0]).toBe(screens.at(100).get('a')?.[0]);
    const before = screens.latest;
    screens.add(300, new Map([['a', rows('one', 'three')]]));
    expect(screens.latest).toBe(before);
  });

  it('the screens of the past drop the oldest, and keep the rest', () => {
    const screens = new Screens();
    for (let ms = 1; ms <= 5000; ms++) screens.add(ms, new Map([['a', rows(`${ms}`)]]));
    expect(at(screens, 4321, 'a')).toEqual(['4321']);
    expect(at(screens, 1, 'a')).toEqual(['3001']);
    for (let ms = 5001; ms <= 5100; ms++) {
      screens.add(ms, new Map([['a', rows(...Array.from({ length: 1000 }, (_, row) => `${ms} ${row}`))]]));
    }
    expect(at(screens, 5100, 'a')[0]).toBe('5100 0');
    expect(at(screens, 1, 'a')[0]).toBe('5041 0');
  });
});
