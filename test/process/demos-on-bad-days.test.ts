import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../../src/demo/demo.js';
import { missingFor } from '../../src/demo/requirements.js';
import { EventLog } from '../../src/log/index.js';
import { Stage } from '../../src/stage/stage.js';
import { DEMOS, demoNamed, demoNames } from '../helpers/demos.js';
import { cleanliness, newMark } from '../helpers/os.js';

let assertClean: () => Promise<void>;
beforeAll(() => {
  assertClean = cleanliness(newMark());
});
afterAll(() => assertClean());

function stageOf(demo: Demo): Stage {
  const began = performance.now();
  return new Stage(demo, join(DEMOS, demo.name), new EventLog(() => performance.now() - began));
}

const states = ({ log }: Stage) => Object.values(log.view.processes).map(({ state }) => state);

/** The requirements of demos are tested in test/process/demos.test.ts. */
const hasAll = async (demo: Demo) => (await missingFor(demo)).length === 0;

describe.concurrent('each demo', () => {
  it.each(demoNames)('%s runs twice at once, and neither is in the way of the other', async (name) => {
    const demo = await demoNamed(name);
    if (!(await hasAll(demo))) return;
    const both = [stageOf(demo), stageOf(demo)];
    try {
      await Promise.all(both.map((stage) => stage.start()));
      for (const stage of both) expect(new Set(states(stage))).toEqual(new Set(['up']));
    } finally {
      expect(await Promise.all(both.map((stage) => stage.stop()))).toEqual([0, 0]);
    }
  });

  it.each(demoNames)('%s leaves nothing when it is stopped before it has started', async (name) => {
    const demo = await demoNamed(name);
    if (!(await hasAll(demo))) return;
    const stage = stageOf(demo);
    const begun = stage.start().catch(() => {});
    await new Promise(setImmediate);
    expect(await stage.stop()).toBe(0);
    await begun;
    expect(stage.log.view.running).toBe(false);
  });
});
