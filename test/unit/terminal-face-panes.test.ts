import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/cli/terminal/layout.js';
import { cellLine } from '../../src/cli/terminal/list.js';
import { paneLines, statusLine } from '../../src/cli/terminal/panes.js';
import { screenLines } from '../../src/cli/terminal/screen-lines.js';
import { plain, widthOf } from '../../src/cli/terminal/text.js';
import type { ProcessView } from '../../src/log/index.js';
import { demo, frameOf, rows, Story, texts } from './terminal-face-helpers.js';

const BIGGEST_PID = 4_194_304;

describe('the status of a process', () => {
  const status = (story: Story, width: number, id = 'objects') =>
    plain(statusLine(frameOf(story), story.view.processes[id] as ProcessView, width));
  const up = (pid = 4711) => new Story().at(100).born('objects', pid).ready('objects', pid).at(12_100);

  it('the status has the state as a word, pid and time, and the incarnation when it is not the first', () => {
    expect(status(up(), 32)).toBe('up pid 4711 0:12');
    expect(status(up().dies('objects', 4711).born('objects', 4712, 2).ready('objects', 4712, 2), 32)).toBe(
      'up pid 4712 life 2 0:00',
    );
  });

  it('the status leaves out what does not fit and cuts no number', () => {
    expect(status(up(BIGGEST_PID), 16)).toBe('up 4194304 0:12');
    expect(status(up(BIGGEST_PID), 12)).toBe('up 4194304');
    expect(status(up(BIGGEST_PID), 9)).toBe('4194304');
  });

  it('the status says how a process ended', () => {
    const dead = up().dies('objects', 4711);
    expect(status(dead, 32)).toBe('off: SIGSEGV after 1.2 s');
    expect(status(dead, 20)).toBe('off: SIGSEGV 1.2 s');
    expect(status(dead, 14)).toBe('off: SIGSEGV');
    expect(status(up().dies('objects', 4711, null), 32)).toBe('off: exit 1 after 1.2 s');
  });

  it('the status names a fault that a process survived, and never drops an unusual state', () => {
    expect(status(up().fault('objects', 4711, 'spin'), 40)).toBe('up pid 4711 0:12 spin');
    const frozen = up().fault('objects', 4711, 'freeze');
    expect(status(frozen, 40)).toContain('frozen pid 4711');
    expect(status(frozen, 12)).toBe('frozen 4711');
    expect(status(frozen, 8)).toBe('frozen');
  });

  it('the status says that a process has not started', () => {
    expect(status(new Story(), 22)).toBe('waiting');
    expect(status(new Story().born('objects', 5), 22)).toContain('booting');
  });
});

describe('a cell of the list', () => {
  const cell = (story: Story, cellWidth: number, more = {}) => {
    const frame = frameOf(story, { screens: new Map([['line-7', rows('', '0:12 ab3f hello', '')]]), ...more });
    return plain(cellLine(frame, 'line-7', { cellWidth, nameWidth: 7, family: '' })).trimEnd();
  };
  const up = () => new Story().at(100).born('line-7', 4711).ready('line-7', 4711);
  const reborn = () => up().dies('line-7', 4711).born('line-7', 4712, 2).ready('line-7', 4712, 2);

  it('a cell has mark, name and pid; with room the incarnation; with more room the last output', () => {
    expect(cell(up(), 17)).toBe('♥ line-7  4711');
    expect(cell(reborn(), 26)).toBe('♥ line-7  4712    life 2');
    expect(cell(up(), 50)).toBe('♥ line-7  4711    0:12 ab3f hello');
    expect(cell(reborn(), 50)).toMatch(/^♥ line-7 {2}4712 {4}0:12 ab3f hello {2,}life 2$/);
  });

  it('a cell has the state as a word where there is no pid, and how the process ended', () => {
    expect(cell(up().dies('line-7', 4711), 17)).toBe('✕ line-7  down');
    expect(cell(up().dies('line-7', 4711), 50)).toBe('✕ line-7  down    SIGSEGV');
    expect(cell(up().fault('line-7', 4711, 'freeze'), 50)).toContain('‖ line-7  4711    frozen');
    expect(cell(up().fault('line-7', 4711, 'spin'), 50)).toContain('4711    spin 0:12');
  });

  it('a cell marks the chosen process with a character, not only with a style', () => {
    expect(cell(up(), 17, { chosen: 'line-7' })).toMatch(/^♥›line-7/);
    expect(cell(up(), 17, { chosen: 'line-8' })).toMatch(/^♥ line-7/);
  });

  it('a cell leaves out the common part of the names', () => {
    const short = { cellWidth: 12, nameWidth: 2, family: 'line-' };
    expect(plain(cellLine(frameOf(up()), 'line-7', short))).toBe('♥ 7  4711   ');
  });
});

describe('a terminal in a pane', () => {
  const dead = () => new Story().born('objects', 1).ready('objects', 1).dies('objects', 1);
  const shown = (story: Story, screen: string[], width: number, height: number) =>
    texts(screenLines(frameOf(story, { screens: new Map([['objects', rows(...screen)]]) }), 'objects', width, height));

  it('a terminal in a pane shows the last lines that are not blank', () => {
    const screen = ['one', 'two', 'three', '', ''];
    expect(shown(new Story().allUp(), screen, 32, 5)).toEqual(['one', 'two', 'three']);
    expect(shown(new Story().allUp(), screen, 32, 2)).toEqual(['two', 'three']);
  });

  it('a terminal in a pane cuts long lines while its process lives, and marks the cut', () => {
    expect(shown(new Story().allUp(), ['a line that is too long'], 10, 5)).toEqual(['a line th…']);
  });

  it('a terminal in a pane shows the last output whole', () => {
    expect(shown(dead(), ['grandmother is not a function'], 14, 5)).toEqual(['grandmother is', ' not a ', 'function']);
  });
});

describe('a pane', () => {
  const layout = layoutOf(demo, demo.panes, { columns: 80, rows: 24 }, true);
  const pane = (frame = frameOf(new Story()), at = 0, of = layout) =>
    paneLines(frame, of.panes[at] as (typeof layout.panes)[0], of);

  it.each([0, 1, 2])('a pane of width %i has lines of that width, whatever happened', (at) => {
    const story = new Story().born('objects', BIGGEST_PID).ready('objects', BIGGEST_PID).dies('objects', BIGGEST_PID);
    const screens = new Map([['objects', rows(...Array.from({ length: 13 }, () => '電話'.repeat(20)))]]);
    const lines = pane(frameOf(story, { screens }), at);
    expect(lines).toHaveLength(layout.bodyRows + 2);
    for (const line of lines) expect(widthOf(line)).toBe(layout.panes[at]?.width);
  });

  it('a pane has its title on a band in the colour of death when its process is dead', () => {
    const story = new Story().allUp().dies('objects', 5000);
    const [band = []] = pane(frameOf(story, { chosen: 'threads' }));
    expect(plain(band)).toMatch(/^ ✕ 12 objects/);
    for (const { tone, inverse } of band) expect([tone, inverse]).toEqual(['dead', true]);
  });

  it('a pane of several processes shows the worst state, and death only when all are dead', () => {
    const story = new Story().allUp().dies('line-3', 5004);
    const [band = [], status = []] = pane(frameOf(story), 2);
    expect(plain(band)).toMatch(/^ ✕ 12 processes/);
    expect(band.some(({ inverse }) => inverse)).toBe(false);
    expect(plain(status)).toContain('11 of 12 up');
  });

  it('a pane counts the restarts of its supervisor as long as they count', () => {
    const wide = layoutOf(demo, demo.panes, { columns: 200, rows: 60 }, true);
    const story = new Story().at(1000).allUp();
    const status = () => plain(pane(frameOf(story), 2, wide)[1] ?? []);
    story.append({ type: 'restart', id: 'line-3', delayMs: 0, inWindow: 1, intensity: 3 });
    expect(status()).toContain('12 of 12 up · one for one · 1 of 3 restarts in 10 s');
    story.at(11_001);
    expect(status()).not.toContain('restarts');
  });

  it('a pane of several processes shows the terminal of the chosen one below, else of the one that died last', () => {
    const story = new Story().at(10).allUp().at(20).dies('line-3', 5004).at(30).dies('line-5', 5006);
    const body = (chosen: string) => texts(pane(frameOf(story, { chosen }), 2)).join('\n');
    expect(body('line-2')).toContain('─ line-2 ─');
    expect(body('objects')).toContain('─ line-5 ─');
  });
});
