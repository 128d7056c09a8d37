import { describe, expect, it } from 'vitest';
import { cellMs, lane } from '../../src/cli/terminal/lane.js';
import { layoutOf } from '../../src/cli/terminal/layout.js';
import { ASCII, UNICODE } from '../../src/cli/terminal/marks.js';
import { monitor } from '../../src/cli/terminal/monitor.js';
import { plain, widthOf } from '../../src/cli/terminal/text.js';
import type { ProcessView } from '../../src/log/index.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const CELLS = 20;
const CELL = cellMs(CELLS);
/** The middle of a cell: the lane's first is 0, its last 19. */
const cell = (at: number) => at * CELL + CELL / 2;
const NOW = cell(CELLS - 1);

const laneAt = (story: Story, now: number, marks = ASCII, rows = 1) =>
  lane(story.view.processes['line-1'] as ProcessView, story.rebirths, now, { cells: CELLS, rows, marks });
const drawn = (story: Story, marks = ASCII, rows = 1) => texts(laneAt(story, NOW, marks, rows));

const alive = () => new Story().at(cell(2)).born('line-1', 7).at(cell(4)).ready('line-1', 7);
const reborn = (story: Story, from: number, to: number, life: number) =>
  story
    .at(cell(from))
    .born('line-1', life + 6, life)
    .at(cell(to))
    .ready('line-1', life + 6, life);

describe('a lane', () => {
  it('a lane is empty before the first start, broken while booting, flat while up, with a wave for each beat', () => {
    const story = alive().at(cell(8)).says('line-1').at(cell(12)).says('line-1');
    expect(drawn(story)).toEqual(['  --____/\\__/\\______']);
  });

  it('a lane has a mark at the death, dots in the outage, then the incarnation and the length of the outage', () => {
    const story = alive().at(cell(5)).dies('line-1', 7);
    expect(drawn(reborn(story, 7, 8, 2))).toEqual([`  --_x.-+2 ${3 * CELL} ms___`]);
  });

  it('a lane shows a word when there is room for all of it, so that no number is read half', () => {
    const story = reborn(alive().at(cell(9)).dies('line-1', 7), 10, 11, 2);
    expect(drawn(story)).toEqual([`  --_____x-+2 ${2 * CELL} ms`]);
    const later = reborn(alive().at(cell(12)).dies('line-1', 7), 13, 14, 2);
    expect(drawn(later)).toEqual(['  --________x-+2____']);
    const last = reborn(alive().at(cell(16)).dies('line-1', 7), 17, 19, 2);
    expect(drawn(last)).toEqual(['  --____________x--_']);
  });

  it('a lane cuts the words off at the next death, and never hides one', () => {
    const story = reborn(alive().at(cell(6)).dies('line-1', 7), 7, 8, 2);
    story.at(cell(12)).dies('line-1', 8, 'SIGKILL', 2);
    expect(drawn(story)).toEqual(['  --__x-+2__x.......']);
  });

  it('a lane has no time for a process that was started by a command', () => {
    const story = new Story().at(cell(2)).born('line-1', 7).ready('line-1', 7).at(cell(4)).isEnded('line-1', 7);
    expect(drawn(reborn(story, 6, 7, 2))).toEqual(['  __x.-+2___________']);
  });

  it('a lane shows a death even when its outage is shorter than one cell', () => {
    const story = alive().at(cell(9)).dies('line-1', 7);
    story
      .at(cell(9) + 1)
      .born('line-1', 8, 2)
      .at(cell(9) + 2)
      .ready('line-1', 8, 2);
    expect(drawn(story)).toEqual(['  --_____x+2 2 ms___']);
  });

  it('a lane has no beat for output in the terminal of a dead process', () => {
    const story = alive().at(cell(9)).dies('line-1', 7).at(cell(12)).says('line-1');
    expect(drawn(story)).toEqual(['  --_____x..........']);
  });

  it('a lane is double while its process is frozen', () => {
    expect(drawn(alive().at(cell(10)).fault('line-1', 7, 'freeze'))).toEqual(['  --______==========']);
  });

  it('a lane counts one death when a supervisor gives up afterwards', () => {
    const story = alive().at(cell(9)).dies('line-1', 7).at(cell(12));
    story.append({ type: 'giveup', id: 'line-1', reason: 'shutdown' });
    expect(drawn(story)).toEqual(['  --_____x..........']);
  });

  it.each([ASCII, UNICODE])('a lane only moves left as time goes by', (marks) => {
    const story = alive().at(cell(8)).says('line-1').at(cell(11)).dies('line-1', 7);
    const [before] = texts(laneAt(story, NOW, marks));
    const [after] = texts(laneAt(story, NOW + 3 * CELL, marks));
    expect(after?.slice(0, -3)).toBe(before?.slice(3));
  });

  it.each([1, 2, 3])('a beat in braille, %i high, stands out above and below the flat line', (rows) => {
    const flat = drawn(alive(), UNICODE, rows);
    const beating = drawn(alive().at(cell(8)).says('line-1'), UNICODE, rows);
    const places = [...(flat[0] as string)].map((_, at) => at);
    const changed = places.filter((at) => beating.some((line, row) => line[at] !== flat[row]?.[at]));
    expect(changed.length).toBeGreaterThan(0);
    for (const at of changed) expect([8, 9]).toContain(at);
    expect(beating[0]?.trim()).not.toBe('');
    if (rows > 1) expect(flat[0]?.trim()).toBe('');
    expect(flat.join('').replaceAll(' ', '')).toMatch(/^[\u2800-\u28ff]+$/);
  });

  it('a lane draws the same wave for each beat', () => {
    const story = alive();
    for (const at of [6, 11, 16]) story.at(cell(at)).says('line-1');
    const [line = ''] = drawn(story, UNICODE);
    expect(line.slice(6, 8)).toBe(line.slice(11, 13));
    expect(line.slice(6, 8)).toBe(line.slice(16, 18));
  });

  it('a lane shows its states by tones too', () => {
    const story = reborn(alive().at(cell(9)).dies('line-1', 7), 11, 14, 2);
    const [line] = laneAt(story, NOW, UNICODE);
    expect(line?.map(({ tone }) => tone)).toEqual(['dim', 'wait', 'alive', 'dead', 'dead', 'wait', 'alive', 'alive']);
  });

  it('a lane never shows more time than the log remembers, and a wide one as much as on the slides', () => {
    expect(cellMs(2000) * 2000).toBeLessThanOrEqual(40 * 800);
    expect(cellMs(100) * 100).toBe(12_000);
  });
});

describe('the monitor', () => {
  it.each([
    [80, 24],
    [100, 30],
    [120, 40],
    [200, 60],
    [240, 70],
  ])('the monitor at %ix%i has a lane for each process and lines as wide as the window', (columns, rows) => {
    const layout = layoutOf(demo, demo.panes, { columns, rows }, true);
    const lines = monitor(frameOf(new Story()), layout);
    for (const line of lines) expect(widthOf(line)).toBe(columns);
    const all = texts(lines).join('\n');
    for (const id of ['objects', 'threads', 'line-1', 'line-12']) expect(all).toContain(`${id} `);
    expect(lines).toHaveLength(1 + layout.monitor.lanes * layout.monitor.laneRows);
  });

  it('the monitor marks the chosen process, and shows each state as a shape', () => {
    const story = new Story().allUp().dies('line-3', 5004);
    const layout = layoutOf(demo, demo.panes, { columns: 80, rows: 24 }, true);
    const all = texts(monitor(frameOf(story, { chosen: 'line-4' }), layout)).join('\n');
    expect(all).toContain('✕ line-3 ');
    expect(all).toContain('♥›line-4 ');
  });

  it('the monitor says how much time it shows', () => {
    const layout = layoutOf(demo, demo.panes, { columns: 120, rows: 40 }, true);
    expect(plain(monitor(frameOf(new Story()), layout)[0] ?? [])).toMatch(/^─ heart monitor the last \d+ s ─+┴─+┴─+$/);
  });
});
