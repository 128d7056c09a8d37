import { describe, expect, it } from 'vitest';
import { faultBar, header, help, keyBar } from '../../src/cli/terminal/bars.js';
import { type Action, actionOf } from '../../src/cli/terminal/keys.js';
import { fitsIn, layoutOf, scrolledTo, tooSmall } from '../../src/cli/terminal/layout.js';
import { paneLines, processRow, statusLine } from '../../src/cli/terminal/panes.js';
import { plain, widthOf } from '../../src/cli/terminal/text.js';
import type { ProcessView } from '../../src/log/index.js';
import type { Demo } from '../../src/stage/demo.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const BIGGEST_PID = 4_194_304;

describe('layout', () => {
  it.each([
    [80, 24],
    [81, 25],
    [99, 33],
    [120, 40],
    [200, 60],
    [400, 120],
  ])('at %ix%i everything fits', (columns, rows) => {
    const { panes, bodyRows, titled, monitor } = layoutOf(demo, { columns, rows }, true);
    expect(panes.reduce((sum, { width }) => sum + width, panes.length - 1)).toBeLessThanOrEqual(columns);
    expect(1 + 2 + bodyRows + (titled ? 1 : 0) + monitor.lanes * monitor.laneRows + 2).toBeLessThanOrEqual(rows);
    expect(monitor.lanes * monitor.columns).toBeGreaterThanOrEqual(14);
    expect(bodyRows).toBeGreaterThanOrEqual(12);
  });

  it('gives terminals their own width when there is room, and no more', () => {
    const { panes } = layoutOf(demo, { columns: 200, rows: 60 }, true);
    expect(panes.slice(0, 2).map(({ width }) => width)).toEqual([32, 32]);
  });

  it('has something to show for a demo of a hundred processes in the smallest window', () => {
    const ids = Array.from({ length: 100 }, (_, at) => `p-${at}`);
    const children = ids.map((id) => ({ id, program: 'x.js', cols: 40, rows: 5 }));
    const crowd: Demo = {
      ...demo,
      tree: { ...demo.tree, children },
      panes: [{ title: 'crowd', processes: ids }],
      script: [],
    };
    const layout = layoutOf(crowd, { columns: 80, rows: 24 }, true);
    expect(3 + layout.bodyRows + layout.monitor.lanes * layout.monitor.laneRows + 2).toBeLessThanOrEqual(24);
    const frame = frameOf(new Story(crowd), { demo: crowd, chosen: 'p-99' });
    const shown = texts(layout.panes.flatMap((box) => paneLines(frame, box, layout))).join('\n');
    expect(shown).toContain('p-99');
  });

  it('scrolls so that the chosen one is seen', () => {
    expect(scrolledTo(0, 100, 10)).toBe(0);
    expect(scrolledTo(50, 100, 10)).toBe(45);
    expect(scrolledTo(99, 100, 10)).toBe(90);
    expect(scrolledTo(3, 5, 10)).toBe(0);
  });

  it('says which size it is and which it needs', () => {
    expect(fitsIn({ columns: 80, rows: 24 })).toBe(true);
    expect(fitsIn({ columns: 79, rows: 24 })).toBe(false);
    expect(tooSmall({ columns: 79, rows: 24 })).toBe('This window is 79x24; the picture needs 80x24. Make it larger.');
  });
});

describe('the status of a process', () => {
  const status = (story: Story, width: number, id = 'objects') =>
    plain(statusLine(frameOf(story), story.view.processes[id] as ProcessView, width));
  const up = (pid = 4711) => new Story().at(100).born('objects', pid).ready('objects', pid).at(12_100);

  it('tells shape, word, pid, life and time', () => {
    expect(status(up(), 32)).toBe('♥ up  pid 4711  life 1  0:12');
    expect(status(up(), 22)).toBe('♥ up 4711 life 1 0:12');
  });

  it('leaves out what does not fit rather than cut a number', () => {
    expect(status(up(BIGGEST_PID), 22)).toBe('♥ 4194304 life 1 0:12');
    expect(status(up(BIGGEST_PID), 20)).toBe('♥ 4194304 life 1');
    expect(status(up(BIGGEST_PID), 12)).toBe('♥ 4194304');
  });

  it('tells how it ended', () => {
    const dead = up().dies('objects', 4711);
    expect(status(dead, 32)).toBe('✕ off: SIGSEGV after 1.2 s');
    expect(status(dead, 22)).toBe('✕ off: SIGSEGV 1.2 s');
    expect(status(dead, 16)).toBe('✕ off: SIGSEGV');
    expect(status(up().dies('objects', 4711, null), 32)).toBe('✕ off: exit 1 after 1.2 s');
  });

  it('tells a fault that it took and survived', () => {
    expect(status(up().fault('objects', 4711, 'spin'), 40)).toBe('♥ up  pid 4711  life 1  0:12  spin');
    expect(status(up().fault('objects', 4711, 'freeze'), 40)).toContain('■ frozen  pid 4711');
  });

  it('tells that it has not begun', () => {
    expect(status(new Story(), 22)).toBe('· waiting');
    expect(status(new Story().born('objects', 5), 22)).toContain('◌ booting 5');
  });
});

describe('a row of the list', () => {
  const row = (story: Story, width: number, said = '0:12 ab3f hello grandmother') =>
    plain(processRow(frameOf(story, { screens: new Map([['line-7', ['', said, '']]]) }), 'line-7', width, 7));
  const up = () => new Story().at(100).born('line-7', 4711).ready('line-7', 4711);

  it('has name, shape, pid, life and last words', () => {
    expect(row(up(), 60)).toBe(' line-7  ♥ 4711    1    up      0:12 ab3f hello grandmother');
    expect(row(up(), 34)).toContain('♥ 4711    1    0:12 ab3f');
  });

  it('tells how it ended, and which life this is', () => {
    const dead = up().dies('line-7', 4711);
    expect(row(dead, 34)).toContain('✕         1    down SIGSEGV');
    expect(row(dead.born('line-7', 4712, 2).ready('line-7', 4712, 2), 34)).toContain('♥ 4712    2    0:12 ab3f');
  });

  it('points at the chosen one with a mark, not only with colour', () => {
    const frame = frameOf(up(), { chosen: 'line-7' });
    expect(plain(processRow(frame, 'line-7', 34, 7))).toMatch(/^›line-7/);
    expect(plain(processRow(frame, 'line-8', 34, 7))).toMatch(/^ line-8/);
  });
});

describe('a pane', () => {
  const layout = layoutOf(demo, { columns: 80, rows: 24 }, true);
  const pane = (frame = frameOf(new Story()), at = 0) =>
    paneLines(frame, layout.panes[at] as (typeof layout.panes)[0], layout);

  it.each([0, 1, 2])('%i: every line is as wide as it is, whatever happened', (at) => {
    const story = new Story().born('objects', BIGGEST_PID).ready('objects', BIGGEST_PID).dies('objects', BIGGEST_PID);
    const screens = new Map([['objects', Array.from({ length: 13 }, () => '電話'.repeat(20))]]);
    const lines = pane(frameOf(story, { screens }), at);
    expect(lines).toHaveLength(layout.bodyRows + 2);
    for (const line of lines) expect(widthOf(line)).toBe(layout.panes[at]?.width);
  });

  it('shows the last lines of a terminal that have something on them', () => {
    const screen = Array.from({ length: 13 }, (_, at) => (at < 12 ? `row ${at + 1}` : ''));
    const shown = texts(pane(frameOf(new Story(), { screens: new Map([['objects', screen]]) })));
    expect(shown[2]).toMatch(/^row 1 /);
    const full = screen.with(12, 'last words');
    const later = texts(pane(frameOf(new Story(), { screens: new Map([['objects', full]]) })));
    expect(later[2]).toMatch(/^row 2 /);
    expect(later.at(-1)).toMatch(/^last words/);
  });

  it('has a red title when its process is dead', () => {
    const story = new Story().born('objects', 1).ready('objects', 1).dies('objects', 1);
    const title = pane(frameOf(story))[0]?.find(({ text }) => text.includes('12 objects'));
    expect(title?.tone).toBe('dead');
  });

  it('counts those that are up', () => {
    const story = new Story().born('line-1', 1).ready('line-1', 1);
    expect(texts(pane(frameOf(story), 2))[0]).toContain('1 of 12 up');
  });
});

describe('the first line', () => {
  it('has the three figures at the same place, whatever they are', () => {
    const story = new Story();
    const before = plain(header(frameOf(story), 80));
    story.at(1000).born('line-1', 1).ready('line-1', 1).at(2000).dies('line-1', 1).at(2182);
    story.born('line-1', 2, 2).ready('line-1', 2, 2).at(3000);
    const after = plain(header(frameOf(story), 80));
    expect(after).toMatch(/^Example +kills {2}1 {2}time to recovery 182 ms median 182 ms {2}availability 90\.90 %$/);
    for (const label of ['kills', 'median', 'availability']) expect(after.indexOf(label)).toBe(before.indexOf(label));
    expect(before).toHaveLength(80);
  });

  it('tells the claim when there is room', () => {
    expect(plain(header(frameOf(new Story()), 200))).toContain('What shares nothing shares no fate.');
  });
});

describe('the last lines', () => {
  it('name the faults of the chosen process with their keys', () => {
    expect(plain(faultBar(frameOf(new Story(), { chosen: 'line-1' }), 80))).toContain(
      'line-1  1 throw   2 spin   3 kill   4 term   5 freeze   6 thaw',
    );
    expect(plain(faultBar(frameOf(new Story(), { chosen: 'threads' }), 80))).toContain('threads  1 kill');
  });

  it('name the next stunt, or say that the script is over', () => {
    expect(plain(keyBar(frameOf(new Story()), 80))).toContain('s throw objects');
    expect(plain(keyBar(frameOf(new Story(), { stunts: 1 }), 80))).toContain('s script played');
  });

  it('make place for a refusal', () => {
    const line = plain(keyBar(frameOf(new Story(), { message: 'objects has no process right now' }), 80));
    expect(line).toBe('› objects has no process right now'.padEnd(80));
  });

  it.each([80, 200])('and the help fit into %i cells', (width) => {
    const frame = frameOf(new Story(), { message: 'x'.repeat(300) });
    for (const line of [faultBar(frame, width), keyBar(frame, width), ...help(frame, width)]) {
      expect(widthOf(line)).toBe(width);
    }
    expect(help(frame, width).length).toBeLessThanOrEqual(21);
  });
});

describe('keys', () => {
  const press = (input: string, key = {}, chosen = 'objects') => actionOf(input, key, demo, chosen);
  const chooses = (action: Action) => (action.do === 'choose' ? action.id : action.do);

  it('are the faults of the chosen process, in order', () => {
    expect(press('1')).toEqual({ do: 'fault', name: 'throw' });
    expect(press('1', {}, 'threads')).toEqual({ do: 'fault', name: 'kill' });
    expect(press('9')).toEqual({ do: 'nothing' });
  });

  it('walk through the processes and the panes, round the ends', () => {
    expect(chooses(press('', { name: 'down' }))).toBe('threads');
    expect(chooses(press('', { name: 'tab' }, 'line-12'))).toBe('objects');
    expect(chooses(press('', { name: 'up' }))).toBe('line-12');
    expect(chooses(press('', { name: 'tab', shift: true }, 'threads'))).toBe('objects');
    expect(chooses(press('', { name: 'right' }, 'threads'))).toBe('line-1');
    expect(chooses(press('', { name: 'left' }))).toBe('line-1');
    expect(chooses(press('', { name: 'right' }, 'line-5'))).toBe('objects');
    expect(chooses(press('j'))).toBe('threads');
  });

  it('are commands', () => {
    expect(['s', 'r', 'b', '?', 'q'].map((input) => press(input).do)).toEqual([
      'step',
      'reset',
      'restart',
      'help',
      'quit',
    ]);
  });

  it('with Ctrl or Alt, and unknown ones, do nothing', () => {
    expect(press('s', { ctrl: true }).do).toBe('nothing');
    expect(press('r', { meta: true }).do).toBe('nothing');
    expect(press('ä').do).toBe('nothing');
    expect(press('').do).toBe('nothing');
  });
});
