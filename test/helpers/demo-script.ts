/** Plays the scripts of demos, as they are or with something changed. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Demo, type DemoNode, type DemoWorker, isDemoWorker } from '../../src/demo/demo.js';
import { EventLog } from '../../src/log/index.js';
import { failureOf, playScript } from '../../src/stage/play.js';
import { Stage } from '../../src/stage/stage.js';
import { DEMOS } from './demos.js';

/** The steps that show nothing, because all of their conditions hold already in the moment before their fault. */
function idleSteps({ script }: Demo, log: EventLog): string[] {
  const idle: string[] = [];
  const ahead = [...script];
  let before = log.view;
  log.subscribe((event) => {
    const step = event.type === 'fault' ? ahead.shift() : undefined;
    const last = before;
    before = log.view;
    if (step?.checks.every(({ look }) => look(last, last).holds)) idle.push(`${step.fault} ${step.id}`);
  });
  return idle;
}

/** Plays the whole script and stops; what was seen is told when it should have held. */
export async function play(demo: Demo, patienceMs?: number) {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const idle = idleSteps(demo, log);
  const stage = new Stage(demo, join(DEMOS, demo.name), log);
  try {
    await stage.start();
    const held = await playScript(stage, patienceMs);
    const failed = log.view.verdict?.failed.map(({ says }) => says) ?? [];
    return { held, view: log.view, failed, seen: failureOf(log.view) ?? '', idle };
  } finally {
    expect(await stage.stop()).toBe(0);
  }
}

/** The same demo, with one process changed. */
export function withWorker(demo: Demo, id: string, change: Partial<DemoWorker>): Demo {
  const changed = <N extends DemoNode>(node: N): N =>
    isDemoWorker(node)
      ? node.id === id
        ? { ...node, ...change }
        : node
      : { ...node, children: node.children.map(changed) };
  return { ...demo, tree: changed(demo.tree) };
}
