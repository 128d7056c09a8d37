import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/deck/index.js';
import { lessonsWithoutDemo, readDemo } from '../../src/preflight/demo-files.js';
import { ownIdentity } from '../../src/supervisor/processes.js';

const folder = mkdtempSync(join(tmpdir(), `demo-mistakes-${ownIdentity()}-`));
const folders = { compiled: join(folder, 'compiled'), sources: join(folder, 'sources') };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOUND = `const shop = { program: 'shop.js', cols: 40, rows: 10 };

export default {
  name: 'NAME',
  title: 'Shops',
  claim: 'Shops are open.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 3,
    period: 1000,
    children: [{ id: 'baker', ...shop }, { id: 'butcher', ...shop }],
  },
  panes: [{ title: 'Bread', processes: ['baker'] }, { title: 'Meat', processes: ['butcher'] }],
  chart: { kind: 'bars', title: 'Sold', unit: '', bars: [{ label: 'bread', process: 'baker', metric: 'sold' }] },
  faults: { burn: { label: 'burn', on: ['baker'] } },
  running: [],
  script: [{ fault: 'burn', id: 'baker', checks: [] }],
  outcome: { after: [{ fault: 'burn', process: 'baker' }], checks: [{ says: 'smoke', look: () => ({}) }] },
};
`;

let written = 0;

/** The demo in a folder of its own, changed by `spoil`, and what is wrong with it. */
async function write(spoil: (source: string) => string): Promise<{ source: string; problems: Problem[] }> {
  const name = `demo-${++written}`;
  const source = spoil(SOUND.replace('NAME', name));
  for (const place of Object.values(folders)) mkdirSync(join(place, name), { recursive: true });
  writeFileSync(join(folders.sources, name, 'demo.ts'), source);
  // A compiler leaves comments and types out, and the lines move up.
  const compiled = source.replace(/^\/\/.*\n/gm, '');
  writeFileSync(join(folders.compiled, name, 'demo.js'), compiled);
  writeFileSync(join(folders.compiled, name, 'shop.js'), '');
  writeFileSync(join(folders.compiled, 'package.json'), '{ "type": "module" }');
  const { problems } = await readDemo(folders, name);
  return { source, problems };
}

describe('a demo', () => {
  it('a demo is sound when all that it names is there', async () => {
    expect((await write((source) => source)).problems).toEqual([]);
  });

  it.each([
    ['a name', "name: 'demo", "name: 'the-demo", "'the-demo", 'This demo is named “the-demo-'],
    [
      'a pane',
      "'butcher'] }]",
      "'butler'] }]",
      "'butler'",
      'The pane “Meat” shows “butler”, and there is no such process. Did you mean “butcher”?',
    ],
    [
      'no pane',
      "panes: [{ title: 'Bread', processes: ['baker'] }, { title: 'Meat', processes: ['butcher'] }],",
      'panes: [],',
      'panes',
      'The demo has no pane. Write one',
    ],
    ['a pane of nobody', "['butcher'] }],", '[] }],', "'Meat'", 'The pane “Meat” shows no process'],
    [
      'a chart',
      "process: 'baker', m",
      "process: 'bakery', m",
      "'bakery'",
      'The chart shows “bakery”, and there is no such process. Did you mean “baker”?',
    ],
    [
      'a fault',
      "on: ['baker']",
      "on: ['backer']",
      "'backer'",
      'The fault “burn” is on “backer”, and there is no such process',
    ],
    ['a fault of nobody', "on: ['baker']", 'on: []', 'burn: {', 'Nobody takes the fault “burn”'],
    [
      'a process of a step',
      "id: 'baker', c",
      "id: 'barker', c",
      "'barker'",
      'A step of the script is “burn barker”. There is no process “barker”. Did you mean “baker”?',
    ],
    [
      'a fault of a step',
      "fault: 'burn', id",
      "fault: 'born', id",
      "'born'",
      'A step of the script is “born baker”. There is no fault “born”. Did you mean “burn”?',
    ],
    [
      'an outcome',
      "'burn', process: 'baker'",
      "'burn', process: 'butcher'",
      "'burn', process: 'butcher'",
      'The outcome comes after “burn butcher”. “butcher” has no fault “burn”',
    ],
    [
      'an outcome after nothing',
      "after: [{ fault: 'burn', process: 'baker' }]",
      'after: []',
      'after',
      'No fault puts the question',
    ],
    [
      'an outcome of nothing',
      "checks: [{ says: 'smoke', look: () => ({}) }]",
      'checks: []',
      'checks: [] },',
      'The outcome has no condition',
    ],
    [
      'a program',
      "'shop.js'",
      "'store.js'",
      "'store.js'",
      '“baker” runs store.js, and there is no such program. Write demos/NAME/store.ts.',
    ],
    ['an id', "id: 'butcher'", "id: 'baker'", "'baker'", 'Two parts of the tree have the id “baker”'],
    ['no process', /children: .*\n/, 'children: [],\n', 'tree: {', 'This demo has no process'],
    ['no panes', /panes: .*\n/, '', 'const', '“panes” is missing'],
    ['a size', 'cols: 40, ', "cols: 'many', ", "cols: 'many'", '“tree.children.0.cols” cannot be "many"'],
    [
      'no export',
      'export default {',
      'export const demo = {',
      'const',
      'This file exports no demo. End it with “export default demo;”',
    ],
    ['an empty export', /export default \{[\s\S]*\};/, 'export default null;', 'const', 'A demo cannot be null'],
    [
      'an import that throws',
      'const shop',
      '// A comment.\nif (SOUND) throw 1;\nconst shop',
      'if (SOUND)',
      'This demo throws when it is read: SOUND is not defined',
    ],
    [
      'an import of nothing',
      'const shop',
      "import './gone.js';\nconst shop",
      'import',
      'This demo throws when it is read: Cannot find module',
    ],
  ])('with %s done wrong is refused with the place', async (_, right, wrong, place, expected) => {
    const { source, problems } = await write((sound) => sound.replace(right, wrong));
    const [problem] = problems;
    expect(problem?.path).toMatch(/^demos\/demo-\d+\/demo\.ts$/);
    expect(problem?.message.replace(/demos\/demo-\d+/, 'demos/NAME')).toContain(expected);
    expect(problem?.message).not.toContain('\n');
    const at = (source.split('\n')[(problem?.line ?? 0) - 1] ?? '').slice((problem?.column ?? 0) - 1);
    expect(at.slice(0, place.length)).toBe(place);
  });

  it('with several mistakes has all of them told', async () => {
    const spoil = (source: string) => source.replaceAll("['b", "['x").replace("fault: 'burn', id", "fault: 'x', id");
    expect((await write(spoil)).problems).toHaveLength(4);
  });
});

it('a lesson without its demo is told', () => {
  mkdirSync(join(folders.sources, 'alone'), { recursive: true });
  writeFileSync(join(folders.sources, 'alone/lesson.md'), '');
  expect(lessonsWithoutDemo(folders)).toEqual([
    {
      path: 'demos/alone/lesson.md',
      line: 1,
      column: 1,
      message: expect.stringContaining('This lesson has no demo. Write demos/alone/demo.ts'),
    },
  ]);
});
