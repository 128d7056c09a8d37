// Reasons why this machine cannot build, each told in one sentence.
import { accessSync, closeSync, constants, existsSync, lstatSync, openSync, readFileSync, statfsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { DIST, fail, ROOT } from './folders.mjs';
import { CODE, PAGES } from './stale.mjs';

/** Twice what a build takes, because the one before stays until the next one is whole. In bytes. */
const ROOM = 16 * 1024 * 1024;
/** As many as stand in a sentence that is read. */
const MOST_NAMES = 5;

/** An install that was broken off, or is older than the sources, leaves packages out, and what needs them would end in a stack trace. */
export function checkPackages() {
  const lock = join(ROOT, 'package-lock.json');
  const { packages } = readJson(lock) ?? {};
  if (!packages) fail(`${lock} is absent or spoilt. Fetch it again, as with \`git checkout package-lock.json\`.`, 2);
  // Written by npm when all of it is there: with the packages for this system, which the other file has beside those of all others.
  const installed = readJson(join(ROOT, 'node_modules/.package-lock.json'))?.packages ?? {};
  const needed = Object.entries(packages).filter(
    ([path, { dev, optional }]) => path !== '' && !dev && !(optional && !installed[path]),
  );
  const wrong = needed.filter(([path, { version }]) => readJson(join(ROOT, path, 'package.json'))?.version !== version);
  if (wrong.length === 0) return;
  const names = wrong.map(([path, { version }]) => `${path.replace(/^node_modules\//, '')} ${version}`);
  const listed =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `and ${names.length - MOST_NAMES} more`] : names;
  fail(`These packages are not installed: ${listed.join(', ')}. Run \`npm ci --ignore-scripts\` first.`, 2);
}

/** Null if the file is not there, or holds no JSON. */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Vite takes paths for addresses: it finds no file behind a `#` or a `?`, and its server for `dev` none behind a `%` either. */
export function checkThatViteCanRead(command) {
  const sign = (command === 'dev' ? /[#?%]/ : /[#?]/).exec(ROOT)?.[0];
  if (sign) fail(`Vite cannot build pages in ${ROOT}, because of the ${sign} in its name. Rename the folder.`, 2);
}

/**
 * The folders in which a build removes files. Behind a link it would remove those of somebody else, and what is built there
 * would not find the packages.
 */
const OWN_FOLDERS = [DIST, ...['users', 'public', 'public-earlier'].map((name) => join(DIST, name))];

/** The compiler would say so once for each file. */
export function checkThatItCanBeWritten() {
  for (const path of OWN_FOLDERS) {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (!there || there.isDirectory()) continue;
    const kind = there.isSymbolicLink() ? 'a link' : 'a file';
    fail(`${path} is ${kind}, and it has to be a folder. Remove the ${kind.slice(2)}, then try again.`, 2);
  }
  for (const path of [CODE.stamp, PAGES.stamp]) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) continue;
    fail(`${path} is a folder, and it has to be a file. Remove the folder, then try again.`, 2);
  }
  const folder = existsSync(DIST) ? DIST : ROOT;
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    refuseToWrite(folder, error);
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= ROOM) return;
  const sizes = `has ${Math.floor((bavail * bsize) / 1024)} KiB left, and a build takes up to ${ROOM / 1024}`;
  fail(`The disk of ${folder} ${sizes}. Make room on it, then try again.`, 2);
}

/** The compiler opens files side by side, 57 at most as seen on two cores, and takes one that it cannot open for one that is not there. */
const DESCRIPTORS = 128;

/** Throws `EMFILE` or `ENFILE` if this process cannot open as many files as the compiler. */
export function checkThatFilesCanBeOpened() {
  const open = [];
  try {
    while (open.length < DESCRIPTORS) open.push(openSync(devNull, 'r'));
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

/** A copy may have lost the mode of a program, and a file system may be mounted with `noexec`. */
export function checkThatItCanBeRun(program) {
  try {
    accessSync(program, constants.X_OK);
  } catch ({ code }) {
    const why = 'its mode forbids that, or the mount option noexec of its file system';
    fail(`${program} cannot be run (${code}): ${why}. Mend that, or copy the project to another folder.`, 2);
  }
}

/** The codes of a disk on which nothing more can be written: full, or more than this user may have there. */
export const NO_ROOM = ['ENOSPC', 'EDQUOT'];

export function refuseToWrite(path, { code, message }) {
  if (NO_ROOM.includes(code)) fail(`The disk of ${path} is full (${code}). Make room on it, then try again.`, 2);
  if (!['EACCES', 'EPERM', 'EROFS'].includes(code))
    fail(`The build cannot be written: ${message}. Remove ${DIST}, then try again.`, 2);
  const why = code === 'EROFS' ? 'is on a file system that is read-only' : 'is closed to this user';
  const way = 'Run the command once where it can be written, or copy the project to a folder of your own.';
  fail(`The sources are newer than what was built of them, and ${path} ${why} (${code}). ${way}`, 2);
}
