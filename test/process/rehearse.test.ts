import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { TalkClient } from '../helpers/talk-client.js';

let copy: Copy;
beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

it('npm start -- --rehearse tells how long each slide took, and --keep keeps it as the plan that the next one is held against', async () => {
  const rehearse = async () => {
    const app = await startApp('present', ['--rehearse', '--keep'], copy.inCopy);
    const { page } = await TalkClient.open(app, 'a');
    await page.move(0);
    await page.move(1);
    await page.move(10, 1);
    page.close();
    await app.stop();
    return app.stdout;
  };
  const first = await rehearse();
  expect(first).toMatch(/^Rehearsal: \d+:\d\d in all\.$/m);
  expect(first).toMatch(/^ +2 +\d:\d\d {2}\S/m);
  expect(first).toMatch(/^ +11 +\d:\d\d {2}/m);
  expect(first).toMatch(/^\d+ of \d+ slides were not shown\.$/m);
  const file = join(copy.folder, 'slides/plan.json');
  expect(first).toContain(`Kept as the plan: ${file}`);
  expect(JSON.parse(readFileSync(file, 'utf8')).slides.length).toBeGreaterThanOrEqual(2);
  expect(await rehearse()).toMatch(/^ +slide +time +planned +off$/m);
});

it('npm start -- --keep without a rehearsal is refused, and so is a plan that is none', async () => {
  const alone = run(['present', '--keep', '--no-open'], copy.inCopy);
  expect(await alone.exit).toBe(2);
  expect(alone.stderr).toContain('--keep keeps the times of a rehearsal: add --rehearse.');
  expect(existsSync(join(copy.folder, 'slides'))).toBe(true);
});
