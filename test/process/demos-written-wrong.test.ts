import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';

let copy: Copy;

const at = (file: string) => join(copy.folder, file);
const read = (file: string) => readFileSync(at(file), 'utf8');

/** Each mistake as its author would make it, and how it is told. */
const TOLD = [
  /^demos\/race\/demo\.ts:\d+:\d+ This demo is named “races”, and its folder demos\/race\./m,
  /^demos\/race\/demo\.ts:\d+:\d+ The pane “.*” shows “cockroch”, and there is no such process\. Did you mean “cockroach”\?/m,
  /^demos\/unsaid\/demo\.ts:1:1 This file exports no demo\./m,
  /^demos\/thrown\/demo\.ts:3:1 This demo throws when it is read: the till is locked/m,
  /^demos\/orphan\/lesson\.md:1:1 This lesson has no demo\./m,
];

beforeAll(() => {
  copy = copyProject();
  const race = read('demos/race/demo.ts');
  writeFileSync(
    at('demos/race/demo.ts'),
    race.replace("name: 'race'", "name: 'races'").replace("processes: ['cockroach']", "processes: ['cockroch']"),
  );
  for (const name of ['unsaid', 'thrown', 'orphan']) mkdirSync(at(`demos/${name}`));
  writeFileSync(at('demos/unsaid/demo.ts'), "export const name = 'unsaid';\n");
  writeFileSync(
    at('demos/thrown/demo.ts'),
    "/** A till. */\nconst till: string = 'the till is locked';\nthrow new Error(till);\n",
  );
  writeFileSync(at('demos/orphan/lesson.md'), '## Scene\n');
  writeFileSync(
    at('slides/11-wrong.md'),
    '## One\n\n```demo race\nsteps: start, answer, kill diva\n```\n\n---\n\n## Two\n\n```demo unsaid\nsteps: start, predict, kill anybody\n```\n',
  );
});
afterAll(() => copy?.remove());

it('build tells every mistake of demos and slides at once, with its place, and no stack', async () => {
  const build = run(['build'], copy.inCopy);
  expect(await build.exit).toBe(1);
  for (const told of TOLD) expect(build.stderr).toMatch(told);
  expect(build.stderr).toMatch(/^slides\/11-wrong\.md:4:\d+ Nothing is asked before this “answer”/m);
  expect(build.stderr).toMatch(
    /^slides\/11-wrong\.md:12:\d+ “predict” asks the question of a lesson\. Write demos\/unsaid\/lesson\.md/m,
  );
  // The mistake of a demo that cannot be read is not reported for its slide once more.
  expect(build.stderr).not.toMatch(/There is no (demo|process) “/);
  expect(build.stderr).not.toMatch(/^\s+at /m);
});

it('demo tells what is wrong with the demo that is asked for, and the list what is wrong with any, and the others play', async () => {
  const wrong = run(['demo', 'race', '--auto'], copy.inCopy);
  expect(await wrong.exit).toBe(1);
  expect(wrong.stderr).toMatch(TOLD[0] as RegExp);
  expect(wrong.stderr).toMatch(TOLD[1] as RegExp);
  expect(wrong.stderr).not.toMatch(/^\s+at /m);

  const list = run(['demo'], copy.inCopy);
  expect(await list.exit).toBe(1);
  for (const told of TOLD) expect(list.stderr).toMatch(told);
  expect(list.stdout).toMatch(/^isolation /m);

  const sound = run(['demo', 'blackbox', '--auto'], copy.inCopy);
  expect(await sound.exit).toBe(0);
});

it('check tells them beside what is wrong with the slides, and ends with 1', async () => {
  const check = run(['check', 'blackbox'], copy.inCopy);
  expect(await check.exit).toBe(1);
  for (const told of TOLD) expect(check.stderr + check.stdout).toMatch(told);
  expect(check.stderr + check.stdout).not.toMatch(/^\s+at /m);
});

it('dev tells them when it begins, and shows the talk', async () => {
  const app = await startApp('dev', [], copy.inCopy);
  const all = () => app.stdout + app.stderr;
  try {
    for (const told of TOLD) await expect.poll(all).toMatch(told);
    expect(all()).not.toMatch(/^\s+at /m);
  } finally {
    await app.stop();
  }
});

it('a program that is gone is told with the line that names it', async () => {
  rmSync(at('demos/race/marshal.ts'), { force: true });
  const demo = run(['demo', 'race'], copy.inCopy);
  expect(await demo.exit).toBe(1);
  expect(demo.stderr).toMatch(
    /^demos\/race\/demo\.ts:\d\d+:\d+ “marshal” runs marshal\.js, and there is no such program\. Write demos\/race\/marshal\.ts/m,
  );
});
