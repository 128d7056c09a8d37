import { describe, expect, it } from 'vitest';
import { faultLines, faultRows } from '../../src/cli/terminal/faults.js';
import { claim, footer, header } from '../../src/cli/terminal/header-footer.js';
import { help } from '../../src/cli/terminal/help.js';
import { plain, widthOf } from '../../src/cli/terminal/text.js';
import type { Demo } from '../../src/demo/demo.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const WIDTHS = [80, 100, 120, 200];

describe('the first line', () => {
  const recovered = (times: number) => {
    const story = new Story().at(1000).born('line-1', 1).ready('line-1', 1);
    for (let life = 2; life < times + 2; life++) {
      story.at(life * 1000).dies('line-1', life - 1, 'SIGKILL', life - 1);
      story
        .at(life * 1000 + 182)
        .born('line-1', life, life)
        .ready('line-1', life, life);
    }
    return story.at(9000);
  };

  it('the first line has the three figures', () => {
    expect(texts(header(frameOf(recovered(1)), 80))[0]).toMatch(/^EXAMPLE +1 death +182 ms to recover +97\.72 % up$/);
    expect(texts(header(frameOf(recovered(2)), 80))[0]).toMatch(/2 deaths +182 ms to recover median 182 ms +9/);
  });

  it.each(WIDTHS)('a bar of %i cells has the figures at the same place, whatever they are', (width) => {
    const places = [0, 1, 2].map((times) => {
      const [line = ''] = texts(header(frameOf(recovered(times)), width));
      expect(line).toHaveLength(width);
      return ['death', 'to recover', ' up'].map((label) => line.indexOf(label));
    });
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
  });

  it('the first line never cuts a title', () => {
    const long: Demo = { ...demo, title: 'To finish first, you must first finish it' };
    const lines = texts(header(frameOf(new Story(), { demo: long }), 80));
    expect(lines[0]?.trim()).toBe('TO FINISH FIRST, YOU MUST FIRST FINISH IT');
    expect(lines[1]).toContain('to recover');
  });
});

describe('the claim', () => {
  it('the claim is there whole, in as many lines as it takes', () => {
    const long: Demo = { ...demo, claim: 'one two '.repeat(15).trim() };
    expect(
      texts(claim(frameOf(new Story(), { demo: long }), 80, 2))
        .join(' ')
        .replace(/ +/g, ' ')
        .trim(),
    ).toBe(long.claim);
  });

  it('the claim gives way when the supervisors gave up', () => {
    const story = new Story().allUp().append({ type: 'giveup', id: 'root', reason: 'more than 3 restarts.' });
    expect(plain(claim(frameOf(story), 80, 1)[0] ?? [])).toMatch(
      /^✕ Given up: more than 3 restarts\. r: begin again +$/,
    );
  });
});

describe('the faults', () => {
  const shown = (chosen: string, width = 80, story = new Story().allUp(), of = demo) =>
    texts(faultLines(frameOf(story, { chosen, demo: of }), width, faultRows(chosen, of, width))).map((text) =>
      text.trim(),
    );

  it('the faults stand with their keys, the name of the process before them if there is room', () => {
    expect(shown('line-1')).toEqual(['line-1   1 throw   2 spin   3 kill   4 term   5 freeze   6 thaw']);
    expect(shown('threads')).toEqual(['threads   1 kill   2 term   3 freeze   4 thaw']);
  });

  it('the faults are never cut: they take a line more', () => {
    const names = Array.from({ length: 14 }, (_, at) => `fault-${at + 1}`);
    const many = { ...demo, faults: Object.fromEntries(names.map((name) => [name, { label: name, on: ['line-1'] }])) };
    const lines = shown('line-1', 80, new Story().allUp(), many);
    expect(lines.length).toBeGreaterThan(1);
    for (const name of [...names, 'kill', 'thaw']) expect(lines.join(' ')).toContain(` ${name}`);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('the faults say how to boot again what is off', () => {
    const story = new Story().allUp().dies('objects', 5000);
    expect(shown('objects', 80, story)).toEqual(['✕ objects is off and stays so.   b boot it again']);
  });
});

describe('the keys', () => {
  const last = (story: Story, width = 80, more = {}) =>
    plain(footer(frameOf(story, more), width, 1).at(-1) ?? []).trim();

  it('name the next stunt, or say that the script is over', () => {
    expect(last(new Story())).toMatch(/^s throw objects {2}.*\? help {2}q quit$/);
    expect(last(new Story(), 80, { stunts: 1 })).not.toContain('throw');
    expect(last(new Story(), 160, { stunts: 1 })).toContain('script played');
  });

  it('the keys offer to boot what is off', () => {
    expect(last(new Story())).not.toContain('b boot');
    expect(last(new Story().allUp().dies('objects', 5000))).toContain('b boot');
  });

  it('the keys make place for a refusal', () => {
    expect(last(new Story(), 80, { message: 'objects has no process right now' })).toBe(
      '› objects has no process right now',
    );
  });

  it.each(WIDTHS)('the keys fit into %i cells, and so does the help', (width) => {
    const frame = frameOf(new Story(), { message: 'x'.repeat(300) });
    for (const line of [...footer(frame, width, 1), ...help(frame, width, 18)]) expect(widthOf(line)).toBe(width);
  });

  it('the keys are all explained in the help of the smallest window', () => {
    const all = texts(help(frameOf(new Story()), 80, 17)).join('\n');
    for (const word of [
      'arrows',
      'space',
      'home',
      'end, l',
      'enter',
      'Ctrl-C',
      'supervision tree',
      'booting',
      'long that took.',
    ]) {
      expect(all).toContain(word);
    }
  });
});

describe('the past', () => {
  const past = (more = {}) => {
    const story = new Story().at(100).allUp();
    return texts(footer(frameOf(story, { now: 61_000, past: { from: 100, present: 64_200 }, ...more }), 80, 1));
  };

  it('the past is said plainly, with how long ago it is', () => {
    expect(past()[0]).toMatch(/^◀ THE PAST {2}3\.2 s ago {2}1:00 of 1:04 {3}the processes run on +$/);
    expect(past()[1]).toContain('end live again');
    expect(past()[1]).toContain('q quit');
  });

  it('the past goes on being said when something is refused', () => {
    expect(past({ message: 'The past cannot be changed.' })[0]).toContain('THE PAST  The past cannot be changed.');
  });
});
