import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventLog } from '../../src/log/index.js';
import type { Demo } from '../../src/stage/demo.js';
import { playScript } from '../../src/stage/play.js';
import { missingFor } from '../../src/stage/requirements.js';
import { Stage } from '../../src/stage/stage.js';
import { cleanliness, newMark } from '../helpers/os.js';
import { realThing } from '../helpers/real-thing.js';

/** Compiled, as their programs have to be. */
const DEMOS = fileURLToPath(new URL('../../dist/demos', import.meta.url));
const names = readdirSync(DEMOS).filter((name) => existsSync(join(DEMOS, name, 'demo.js')));

let assertClean: () => Promise<void>;
beforeEach(() => {
  assertClean = cleanliness(newMark());
});
afterEach(() => assertClean());

/** Plays the whole script and stops; what was seen is told when it should have held. */
async function play(demo: Demo, patienceMs?: number) {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const stage = new Stage(demo, join(DEMOS, demo.name), log);
  try {
    await stage.start();
    const held = await playScript(stage, patienceMs);
    return { held, view: log.view, seen: log.view.verdict?.seen ?? '' };
  } finally {
    expect(await stage.stop()).toBe(0);
  }
}

const demoNamed = async (name: string) => ((await import(join(DEMOS, name, 'demo.js'))) as { default: Demo }).default;

const isComplete = (demo: Demo) =>
  missingFor(demo).every((requirement) => realThing(requirement.command, requirement.package));

describe('the script of each demo holds', () => {
  it.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const demo = await demoNamed(name);
    if (!isComplete(demo)) return;
    const { held, seen } = await play(demo);
    expect(held, seen).toBe(true);
  });
});
