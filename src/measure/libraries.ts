/** The libraries that the dynamic loader misses for a program, and the Debian package that brings each. */

/** The Debian package of a library, by the beginning of its file's name. */
const PACKAGES: [RegExp, string][] = [
  [/^lib(nss3|nssutil3|smime3|ssl3)\.so/, 'libnss3'],
  [/^lib(nspr4|plc4|plds4)\.so/, 'libnspr4'],
  [/^libexpat\.so/, 'libexpat1'],
  [/^libgcc_s\.so/, 'libgcc-s1'],
  [/^lib(c|m|dl|pthread)\.so/, 'libc6'],
];

/**
 * The complaints in the trace of a dynamic loader (ld.so(8), `LD_TRACE_LOADED_OBJECTS`): the file name of each library
 * that it does not find, and the loader's whole sentence where it finds a library of the wrong version.
 */
export function librariesNotFound(trace: string): string[] {
  return trace
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? line.trim());
}

/** The complaints `missing` about `program` in words, with what to do. */
export function libraryTrouble(program: string, missing: string[]): string {
  const libraries = [...new Set(missing)];
  const packages = new Set(libraries.flatMap((name) => PACKAGES.find(([pattern]) => pattern.test(name))?.[1] ?? []));
  const unknown = libraries.filter((name) => !PACKAGES.some(([pattern]) => pattern.test(name)));
  return [
    `The browser of the tests cannot start: ${program} needs libraries that this system does not have:`,
    ...libraries.map((name) => `  ${name}`),
    ...(packages.size > 0 ? [`On Debian and Ubuntu: apt-get install ${[...packages].join(' ')}`] : []),
    ...(unknown.length > 0 ? ['`apt-file search` finds the package of a library by its file name.'] : []),
    'Or name another browser: CHROMIUM=/usr/bin/chromium npm test',
  ].join('\n');
}
