import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';

/** Node with our own modules takes some 60; Vite would add 200. */
const SMALL_KIB = 128 * 1024;

let copy: Copy;

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

it('a copy of what is built is not built once more', async () => {
  const stamps = () => ['.code', '.pages'].map((name) => statSync(join(copy.folder, 'dist', name)).mtimeMs);
  const before = stamps();
  const app = await startApp('present', [], copy.inCopy);
  await app.stop();
  expect(stamps()).toEqual(before);
});

it('who had the pages built is as small as if they had been there', async () => {
  const now = new Date();
  utimesSync(join(copy.folder, 'slides/03-isolation.md'), now, now);
  const app = await startApp('present', [], copy.inCopy);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${app.process.pid}/status`, 'utf8'))?.[1];
  await app.stop();
  expect(Number(peak)).toBeLessThan(SMALL_KIB);
});
