import { describe, expect, it } from 'vitest';
import { cellMs, lane } from '../../src/cli/terminal/lane.js';
import { layoutOf } from '../../src/cli/terminal/layout.js';
import { ASCII, UNICODE } from '../../src/cli/terminal/marks.js';
import { monitor } from '../../src/cli/terminal/monitor.js';
import { widthOf } from '../../src/cli/terminal/text.js';
import type { ProcessView } from '../../src/log/index.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const CELLS = 20;
const CELL = cellMs(CELLS);
/** The middle of a cell: the lane's first is 0, its last 19. */
const cell = (at: number) => at * CELL + CELL / 2;
const NOW = cell(CELLS - 1);

const drawn = (story: Story, marks = ASCII, rows = 1) =>
  texts(lane(story.view.processes['line-1'] as ProcessView, NOW, CELLS, rows, marks));

const alive = () => new Story().at(cell(2)).born('line-1', 7).at(cell(4)).ready('line-1', 7);

describe('a lane', () => {
  it('is empty before the first start, broken while booting, flat while up, with a spike for each beat', () => {
    const story = alive().at(cell(8)).says('line-1').at(cell(12)).says('line-1');
    expect(drawn(story)).toEqual(['  --____^___^_______']);
  });

  it('has a mark at the death, dots while it is gone, and a pulse again after the rebirth', () => {
    const story = alive().at(cell(9)).dies('line-1', 7);
    story.at(cell(13)).born('line-1', 8, 2).at(cell(15)).ready('line-1', 8, 2).at(cell(17)).says('line-1');
    expect(drawn(story)).toEqual(['  --_____x...--__^__']);
  });

  it('shows a death even when it is over within one cell', () => {
    const story = alive().at(cell(9)).dies('line-1', 7);
    story
      .at(cell(9) + 1)
      .born('line-1', 8, 2)
      .at(cell(9) + 2)
      .ready('line-1', 8, 2);
    expect(drawn(story)).toEqual(['  --_____x__________']);
  });

  it('takes what is written into the terminal of a dead process for no sign of life', () => {
    const story = alive().at(cell(9)).dies('line-1', 7).at(cell(12)).says('line-1');
    expect(drawn(story)).toEqual(['  --_____x..........']);
  });

  it('is double while frozen', () => {
    expect(drawn(alive().at(cell(10)).fault('line-1', 7, 'freeze'))).toEqual(['  --______==========']);
  });

  it('counts one death when a supervisor gives up afterwards', () => {
    const story = alive().at(cell(9)).dies('line-1', 7).at(cell(12));
    story.log.append({ type: 'giveup', id: 'line-1', reason: 'shutdown' });
    expect(drawn(story)).toEqual(['  --_____x..........']);
  });

  it('only moves left as time goes by', () => {
    const story = alive().at(cell(8)).says('line-1').at(cell(11)).dies('line-1', 7);
    const process = story.view.processes['line-1'] as ProcessView;
    for (const marks of [ASCII, UNICODE]) {
      const [before] = texts(lane(process, NOW, CELLS, 1, marks));
      const [after] = texts(lane(process, NOW + 3 * CELL, CELLS, 1, marks));
      expect(after?.slice(0, -3)).toBe(before?.slice(3));
    }
  });

  it('in braille: a spike stands out above the flat line, in one row and in three', () => {
    const flat = alive();
    const beating = alive().at(cell(8)).says('line-1');
    expect(drawn(flat, UNICODE)[0]?.slice(6)).toBe('⠤'.repeat(14));
    expect(drawn(beating, UNICODE)[0]?.[8]).not.toBe('⠤');
    const [top, middle, base] = drawn(beating, UNICODE, 3);
    expect(top?.trim()).not.toBe('');
    expect(middle?.trim()).not.toBe('');
    expect(base).not.toBe(drawn(flat, UNICODE, 3)[2]);
    expect(drawn(flat, UNICODE, 3)[0]?.trim()).toBe('');
  });

  it('is told apart by its tones too', () => {
    const story = alive().at(cell(9)).dies('line-1', 7);
    const [line] = lane(story.view.processes['line-1'] as ProcessView, NOW, CELLS, 1, UNICODE);
    expect(line?.map(({ tone }) => tone)).toEqual(['dim', 'wait', 'alive', 'dead']);
  });

  it('never shows more time than the log remembers', () => {
    expect(cellMs(2000) * 2000).toBeLessThanOrEqual(40 * 800);
  });
});

describe('the monitor', () => {
  it.each([
    [80, 24],
    [100, 30],
    [120, 40],
    [200, 60],
  ])('at %ix%i has a lane for each process and lines as wide as the window', (columns, rows) => {
    const layout = layoutOf(demo, { columns, rows }, true);
    const lines = monitor(frameOf(new Story()), layout);
    for (const line of lines) expect(widthOf(line)).toBe(columns);
    const all = texts(lines).join('\n');
    for (const id of ['objects', 'threads', 'line-1', 'line-12']) expect(all).toContain(`${id} `);
    expect(1 + 2 + layout.bodyRows + lines.length + 2).toBeLessThanOrEqual(rows);
  });
});
