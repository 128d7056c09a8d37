import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../demos/replication/journal.js';
import { Shop } from '../../demos/replication/shop.js';
import { treeNodes } from '../../src/demo/tree.js';
import { EventLog } from '../../src/log/index.js';
import { demoNamed } from '../helpers/demos.js';

describe('a shop with its primaries, as a customer knows it', () => {
  const heard = (...answers: [pid: number, term: number, clicks: number, now: number][]) => {
    const shop = new Shop();
    for (const [pid, term, clicks, now] of answers) shop.hear({ pid, term, clicks }, now);
    return shop;
  };

  it('times the outage when another primary answers', () => {
    expect(heard([1, 1, 1, 0], [1, 1, 2, 20], [2, 2, 3, 100])).toMatchObject({
      outageMs: 80,
      lost: 0,
      refused: 0,
      splitBrain: 0,
    });
  });
  it('a shop with its primaries, as a customer knows it, keeps the shortest outage', () => {
    expect(heard([1, 1, 1, 0], [2, 2, 2, 50], [1, 3, 3, 1000])).toMatchObject({ outageMs: 950, shortestMs: 50 });
  });
  it('a shop with its primaries, as a customer knows it, tells an outage after a silence from one after a death', () => {
    const shop = heard([1, 1, 1, 0], [2, 2, 2, 50]);
    shop.wait();
    shop.hear({ pid: 1, term: 3, clicks: 3 }, 3000);
    expect(shop).toMatchObject({ shortestMs: 50, silentMs: 2950 });
    shop.hear({ pid: 2, term: 4, clicks: 4 }, 3030);
    expect(shop).toMatchObject({ shortestMs: 30, silentMs: 2950 });
  });
  it('a shop with its primaries, as a customer knows it, misses what the new primary does not know', () => {
    expect(heard([1, 1, 1, 0], [1, 1, 2, 1], [2, 2, 2, 2]).lost).toBe(1);
  });
  it('a shop with its primaries, as a customer knows it, takes what was written and not acknowledged for no loss', () => {
    expect(heard([1, 1, 1, 0], [2, 2, 3, 1]).lost).toBe(0);
  });
  it('a shop with its primaries, as a customer knows it, refuses the answer of a term that is over, and stays with the later one', () => {
    const shop = heard([1, 1, 1, 0], [2, 2, 2, 100]);
    expect(shop.hear({ pid: 1, term: 1, clicks: 9 }, 200)).toBe(false);
    expect(shop).toMatchObject({ refused: 1, splitBrain: 0, term: 2, clicks: 2 });
    // The outage of the next failover is counted from the last answer that was taken.
    expect(shop.hear({ pid: 3, term: 3, clicks: 3 }, 300)).toBe(true);
    expect(shop).toMatchObject({ outageMs: 200, lost: 0 });
  });
  it('a shop with its primaries, as a customer knows it, sees two primaries in one term', () => {
    expect(heard([1, 1, 1, 0], [2, 1, 2, 1])).toMatchObject({ refused: 0, splitBrain: 1 });
  });
  it('a shop with its primaries, as a customer knows it, takes no late answer of the same primary for a loss', () => {
    expect(heard([1, 1, 2, 0], [1, 1, 1, 1])).toMatchObject({ lost: 0, refused: 0, splitBrain: 0, clicks: 2 });
  });
});

describe('a journal of clicks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reboot-test-journal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const open = () => new Journal(join(folder, 'journal'));

  it('a journal of clicks is as long in its next life', () => {
    const journal = open();
    expect([journal.append(), journal.append()]).toEqual([1, 2]);
    expect(open().length).toBe(2);
  });
  it('a journal of clicks becomes that of the primary, be it longer or shorter', () => {
    const journal = open();
    journal.become(5);
    journal.become(3);
    expect(journal.append()).toBe(4);
    expect(open().length).toBe(4);
    expect(readFileSync(join(folder, 'journal'), 'utf8')).toBe('click\n'.repeat(4));
  });
});

describe('the question of the lesson', () => {
  const seen = async (primaries: string[], thawed: string): Promise<boolean[]> => {
    const { outcome, tree } = await demoNamed('replication');
    const log = new EventLog(() => 0);
    log.append({ type: 'scene', demo: 'replication', tree: treeNodes(tree) });
    for (const id of ['anna', 'bert'])
      log.append({ type: 'metric', id, name: 'primary', value: Number(primaries.includes(id)) });
    const deciding = outcome?.after.find(({ process }) => process === thawed);
    return (deciding?.first ?? []).map(({ result }) => result.look(log.view, log.view).holds);
  };

  it.each(['anna', 'bert'])('a thaw of %s answers it when the other one has taken over, and not before', async (id) => {
    expect(await seen(['anna', 'bert'], id)).toEqual([true]);
    expect(await seen(['anna'], id)).toEqual([false]);
    expect(await seen(['bert'], id)).toEqual([false]);
  });
});
