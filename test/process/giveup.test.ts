import { afterEach, expect, it } from 'vitest';
import type { Demo } from '../../src/demo/demo.js';
import { EventLog } from '../../src/log/index.js';
import { Stage } from '../../src/stage/stage.js';
import { ROOT } from '../helpers/app.js';
import { until } from '../helpers/until.js';

let stage: Stage;
afterEach(() => stage.stop());

it('a supervisor that gives up at the top says so, and a reset begins again', async () => {
  const { default: isolation } = (await import(`${ROOT}/dist/demos/isolation/demo.js`)) as { default: Demo };
  // The lines alone, and no patience with them.
  const lines = isolation.tree.children.find((node) => node.id === 'lines');
  const demo = { ...isolation, tree: { ...lines, intensity: 0 } } as Demo;
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  stage = new Stage(demo, `${ROOT}/dist/demos/isolation`, log);
  await stage.start();
  await stage.do({ do: 'fault', id: 'line-3', name: 'kill' });
  await until(() => log.view.gaveUp !== null);
  expect(log.view.gaveUp).toBe('line-3: 1 restarts within 10000 ms, 0 allowed.');
  expect(Object.values(log.view.processes).map((process) => process.state)).toEqual(Array(12).fill('off'));
  await stage.do({ do: 'reset' });
  expect(log.view.gaveUp).toBeNull();
  expect(Object.values(log.view.processes).every((process) => process.state === 'up')).toBe(true);
});
