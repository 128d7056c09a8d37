import { normalize } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isKnown } from '../../src/gateway/files.js';
import { namesFor } from '../../src/gateway/page-names.js';

it.each([
  ['/', ['index.html']],
  ['/workshop', ['workshop', 'workshop.html', 'workshop/index.html']],
  ['/art/a%20b.svg', ['art/a b.svg', 'art/a b.svg.html', 'art/a b.svg/index.html']],
])('the path %s means the files %j', (path, names) => {
  expect(namesFor(path)).toEqual(names);
});

it.each(['/..', '/%2e%2e/package.json', '/a/..%2f..%2fb', '/.git/config', '/a/.hidden', '/a%5c..%5cb', '/a%00'])(
  'the path %s means no file',
  (path) => {
    expect(namesFor(path)).toEqual([]);
  },
);

it('no path means a file outside the folder of the pages', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '', 'a', '%', '%00'), fc.string());
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      for (const name of namesFor(`/${parts.join('/')}`)) {
        expect(normalize(`pages/${name}`)).toMatch(/^pages\//);
      }
    }),
  );
});

it.each([
  [undefined, false],
  ['W/"1-2"', true],
  ['"1-2"', true],
  ['"0", W/"1-2"', true],
  ['*', true],
  ['W/"1-3"', false],
])('a browser that sends If-None-Match: %s has version 1-2: %s', (header, known) => {
  expect(isKnown(header, 'W/"1-2"')).toBe(known);
});
