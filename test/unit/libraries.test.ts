import { expect, it } from 'vitest';
import { librariesNotFound, libraryTrouble } from '../../src/measure/libraries.js';

const TRACE = `	linux-vdso.so.1 (0x00007f8768e68000)
	libnspr4.so => /lib/x86_64-linux-gnu/libnspr4.so (0x00007f8768e0b000)
	libnss3.so => not found
	libexpat.so.1 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f8768ac7000)
`;
const OLDER = "/opt/chromium: /lib/libc.so.6: version `GLIBC_2.34' not found (required by /opt/lib/libnss3.so)";

it("the loader's trace yields exactly the libraries that the loader does not find", () => {
  expect(librariesNotFound(TRACE)).toEqual(['libnss3.so', 'libexpat.so.1']);
  expect(librariesNotFound(TRACE.replaceAll('not found', '/lib/x (0x1)'))).toEqual([]);
});

it("the loader's sentence about a library of the wrong version is kept whole", () => {
  expect(librariesNotFound(`${OLDER}\n${TRACE}`)[0]).toBe(OLDER);
});

it('the notice names each library once, the packages of those it knows, and what to do about the others', () => {
  const trouble = libraryTrouble('/opt/chromium', ['libnss3.so', 'libnssutil3.so', 'libnss3.so', 'libdrm.so.2']);
  expect(trouble.match(/libnss3\.so$/gm)).toHaveLength(1);
  expect(trouble).toMatch(/^On Debian and Ubuntu: apt-get install libnss3$/m);
  expect(trouble).toMatch(/apt-file/);
  expect(libraryTrouble('/opt/chromium', ['libnss3.so'])).not.toMatch(/apt-file/);
});
