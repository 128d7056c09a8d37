import { describe, expect, it } from 'vitest';
import { UNICODE } from '../../src/cli/terminal/marks.js';
import { widthOf } from '../../src/cli/terminal/text.js';
import { causeOf, placed, treeLines } from '../../src/cli/terminal/tree.js';
import type { Demo, DemoWorker } from '../../src/demo/demo.js';
import type { ProcessView } from '../../src/log/index.js';
import { demo, frameOf, rows, Story, texts } from './terminal-face-helpers.js';

const worker = (id: string): DemoWorker => ({ id, program: 'x.js', cols: 40, rows: 5 });
const rules = { intensity: 3, period: 10_000 };

const shop: Demo = {
  ...demo,
  tree: {
    id: 'shop',
    strategy: 'one_for_one',
    ...rules,
    children: [
      { id: 'chain', strategy: 'rest_for_one', ...rules, children: [worker('db'), worker('cache'), worker('web')] },
      { ...worker('printer'), restart: 'temporary' },
    ],
  },
  panes: [{ title: 'all', processes: ['db', 'cache', 'web', 'printer'] }],
  faults: {},
  script: [],
};

const born = (story: Story, ids: string[], life: number) => {
  for (const id of ids) story.born(id, 100 * life, life).ready(id, 100 * life, life);
  return story;
};
const running = () => born(new Story(shop).at(1000), ['db', 'cache', 'web', 'printer'], 1);
/** The cache dies; its supervisor ends the web and starts both again. */
const rested = () => {
  const story = running().at(5000).fault('cache', 100, 'kill').dies('cache', 100, 'SIGKILL').isEnded('web', 100);
  story.append({ type: 'restart', id: 'cache', delayMs: 0, inWindow: 1, intensity: 3 });
  return born(story.at(5200), ['cache', 'web'], 2).at(6000);
};
const drawn = (story: Story, more = {}, width = 100, height = 20) =>
  texts(treeLines(frameOf(story, { demo: shop, chosen: 'cache', ...more }), width, height)).map((line) =>
    line.trimEnd(),
  );

describe('the tree', () => {
  it('the tree has every node with the branches that lead to it', () => {
    const nodes = placed(running().view.tree, UNICODE).map(({ node, branches }) => `${branches}${node.id}`);
    expect(nodes).toEqual(['shop', '├─ chain', '│  ├─ db', '│  ├─ cache', '│  └─ web', '└─ printer']);
  });

  it('the tree tells the strategy of each supervisor, and what it has spent', () => {
    const lines = drawn(rested());
    expect(lines[1]).toBe('shop  one for one');
    expect(lines[2]).toBe('├─ chain  rest for one · 1 of 3 restarts in 10 s');
  });

  it('the tree marks the child that died, and those that were restarted because of it', () => {
    const all = drawn(rested()).join('\n');
    expect(all).toMatch(/├─ ♥›cache +200 life 2 ✕ SIGKILL 0:00/);
    expect(all).toMatch(/└─ ♥ web +200 life 2 ↻ with cache 0:00/);
    expect(all).toMatch(/├─ ♥ db +100 0:05/);
  });

  it('the tree says how a process that is off ended', () => {
    const all = drawn(running().dies('printer', 100, null)).join('\n');
    expect(all).toMatch(/└─ ✕ printer +off: exit 1, temporary/);
  });

  it('the tree has a lane for each worker, with its death and rebirth', () => {
    const [cache = ''] = drawn(rested().at(9000)).filter((line) => line.includes('cache '));
    expect(cache).toMatch(/✕.*♥2 200 ms/);
  });

  it('the tree shows the terminal of the chosen one below, if there is room', () => {
    const screens = new Map([['cache', rows('warm again')]]);
    const lines = drawn(rested(), { screens });
    expect(lines[7]).toMatch(/^─ cache ─+$/);
    expect(lines[8]).toBe('warm again');
    expect(drawn(rested(), { screens }, 100, 8)).toHaveLength(7);
  });

  it('the tree scrolls to the chosen one, and says what part it is', () => {
    const lines = texts(treeLines(frameOf(new Story().allUp(), { chosen: 'line-12' }), 80, 8));
    expect(lines[0]).toMatch(/^─ supervision tree 9 to 15 of 15 ─/);
    expect(lines.at(-1)).toContain('♥›line-12');
  });

  it.each([80, 120, 240])('the tree is as wide as the window: %i', (width) => {
    for (const line of treeLines(frameOf(rested(), { demo: shop, chosen: 'db' }), width, 20)) {
      expect(widthOf(line)).toBe(width);
    }
  });
});

describe('the cause of a start', () => {
  const cause = (story: Story, id: string) => causeOf(story.view.processes[id] as ProcessView, story.view);

  it('the cause of a start is its own death, or that of another one', () => {
    expect(cause(rested(), 'cache')).toBe('cache');
    expect(cause(rested(), 'web')).toBe('cache');
  });

  it('the cause of a start is missing for the first incarnation', () => {
    expect(cause(running(), 'db')).toBeNull();
    expect(cause(rested(), 'db')).toBeNull();
  });

  it('the cause of a start is found in another branch when nobody died in its own', () => {
    const story = running().at(2000).dies('printer', 100).isEnded('web', 100);
    expect(cause(born(story, ['web'], 2), 'web')).toBe('printer');
  });

  it('the cause of a start is the latest of those that died before it', () => {
    const story = rested().at(7000).dies('db', 100).isEnded('cache', 200, 2).isEnded('web', 200, 2);
    const again = born(story.at(7100), ['db', 'cache', 'web'], 3);
    expect(cause(again, 'web')).toBe('db');
    expect(cause(again, 'cache')).toBe('db');
  });
});
