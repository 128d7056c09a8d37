import { expect, it } from 'vitest';
import demo from '../../demos/isolation/demo.js';
import { workersOf } from '../../src/demo/demo.js';
import { treeNodes } from '../../src/demo/tree.js';
import { type EventBody, EventLog } from '../../src/log/index.js';

it('a call of isolation talks on when it is heard well after the last death: what is read right after it may be older', () => {
  let now = 0;
  const log = new EventLog(() => now);
  const append = (at: number, ...events: EventBody[]) => {
    now = at;
    for (const event of events) log.append(event);
  };
  append(0, { type: 'scene', demo: demo.name, tree: treeNodes(demo.tree) });
  const workers = workersOf(demo.tree).map(({ id }, at) => ({ id, pid: at + 1, incarnation: 1 }));
  for (const worker of workers) {
    append(0, { type: 'start', ...worker, because: 'boot' }, { type: 'ready', ...worker, afterMs: 0 });
  }
  const before = log.view;
  const [objects, ...others] = workers;
  append(5000, {
    type: 'exit',
    id: 'objects',
    pid: 1,
    incarnation: 1,
    code: 1,
    signal: null,
    uptimeMs: 5000,
    expected: false,
  });
  const talk = demo.script[0]?.checks.find(({ says }) => says === 'threads and processes: all talk on');
  const speak = (at: number) =>
    append(at, ...others.map(({ id }): EventBody => ({ type: 'output', id, data: 'word' })));

  expect(objects?.id).toBe('objects');
  speak(5030);
  expect(talk?.look(log.view, before).holds).toBe(false);
  speak(5700);
  expect(talk?.look(log.view, before)).toMatchObject({ holds: true });
});
