import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { earlierFolder, nextPrefix, publish } from '../../src/pages/publish.js';

const DAY_MS = 24 * 3600 * 1000;

let folder: string;
let pages: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-publish-'));
  pages = join(folder, 'public');
  now = Date.now();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Publishes a build of `files`, each with its content. */
function build(files: Record<string, string>): void {
  const next = mkdtempSync(nextPrefix(pages));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(next, name)), { recursive: true });
    writeFileSync(join(next, name), content);
  }
  publish(next, pages, now);
  rmSync(next, { recursive: true, force: true });
}

const contents = (top: string) =>
  Object.fromEntries(
    readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(top.length + 1), readFileSync(path, 'utf8')]),
  );

it('the pages are exactly those of the last build', () => {
  build({ 'index.html': '1', 'immutable/a-1.js': 'a', 'art/old.svg': 'o', robots: 'r' });
  const second = { 'index.html': '2', 'immutable/a-2.js': 'b', art: 'a file now', 'robots/index.html': 'a folder now' };
  build(second);
  expect(contents(pages)).toEqual(second);
});

it('a hashed file of an earlier build is kept for three days after the build that replaces it, and no other file is', () => {
  build({ 'index.html': '1', 'immutable/a-1.js': 'a', 'art/old.svg': 'o' });
  // However long the first build was shown.
  now += 30 * DAY_MS;
  build({ 'index.html': '2' });
  now += 2 * DAY_MS;
  build({ 'index.html': '3' });
  expect(contents(earlierFolder(pages))).toEqual({ 'immutable/a-1.js': 'a' });
  now += 2 * DAY_MS;
  build({ 'index.html': '4' });
  expect(contents(earlierFolder(pages))).toEqual({});
});

it('the folder of a build that was killed is removed by a build three days later', () => {
  const killed = mkdtempSync(nextPrefix(pages));
  build({ 'index.html': '1' });
  expect(existsSync(killed)).toBe(true);
  now += 4 * DAY_MS;
  build({ 'index.html': '2' });
  expect(existsSync(killed)).toBe(false);
});

it.each([
  ['the pages', (): string => pages],
  ['the earlier builds', (): string => earlierFolder(pages)],
])('a build removes no file, and is refused, if the folder of %s is a link', (_name, path) => {
  const behind = join(folder, 'behind');
  const files = { 'letter.txt': 'dear', 'immutable/photo.jpg': 'a photo' };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(behind, name)), { recursive: true });
    writeFileSync(join(behind, name), content);
    utimesSync(join(behind, name), 0, 0);
  }
  symlinkSync(behind, path());
  expect(() => build({ 'index.html': '1' })).toThrow(`${path()} is a link, and it has to be a folder. Remove the link`);
  expect(contents(behind)).toEqual(files);
});
