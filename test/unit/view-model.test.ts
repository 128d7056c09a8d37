/** One view model decides what the page and the terminal face show of a demo. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { announce } from '../../src/browser/demo/announce.js';
import { shapeOf } from '../../src/browser/demo/shape.js';
import { narrate } from '../../src/cli/narration.js';
import { UNICODE } from '../../src/cli/terminal/marks.js';
import { placed } from '../../src/cli/terminal/tree.js';
import { newsIn } from '../../src/demo/view-model/news.js';
import { treeRows } from '../../src/demo/view-model/tree-rows.js';
import { EventLog, type LifeState } from '../../src/log/index.js';
import { parseRecording } from '../../src/log/recording.js';

const { events } = parseRecording(
  readFileSync(new URL('../../demos/supervision/recording.jsonl', import.meta.url), 'utf8'),
  'supervision',
);

describe('the two faces of a demo', () => {
  it('narrate the same news, each in its own words', () => {
    const log = new EventLog(() => 0);
    let lines: string[] = [];
    narrate(log, (line) => lines.push(line));
    const told = events.flatMap((event) => {
      lines = [];
      log.accept(event);
      const news = newsIn(event, log.view);
      if (news === null) return [];
      const sentence = announce(event, log.view) ?? '';
      const facts = Object.entries(news).flatMap(([name, fact]) =>
        name === 'kind' || fact === null ? [] : [`${fact}`],
      );
      for (const fact of facts) expect([sentence.includes(fact), lines.join().includes(fact)]).toEqual([true, true]);
      return [news.kind];
    });
    expect(new Set(told)).toEqual(new Set(['death', 'rebirth', 'giveup']));
  });

  it('draw the same shape for each state, the page as text', () => {
    for (const [state, shape] of Object.entries(UNICODE.state)) {
      expect(shapeOf(state as LifeState).replace('\uFE0E', '')).toBe(shape);
    }
    expect(shapeOf('up')).toBe('♥\uFE0E');
  });

  it('draw the rows of the tree in the same order and as deep', () => {
    const [scene] = events;
    const tree = scene?.type === 'scene' ? scene.tree : [];
    const rows = treeRows(tree).map(({ node, guides }) => [node.id, guides.length]);
    expect(placed(tree, UNICODE).map(({ node, branches }) => [node.id, branches.length / 3])).toEqual(rows);
    expect(rows.length).toBe(tree.length);
  });
});
