// Builds what is stale and hands over. JavaScript, because it runs before anything is compiled.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'dist');
/** The commands that show no page, and so do not wait for the pages. */
const WITHOUT_PAGES = ['demo', 'dev', 'record'];

/** Two parts, each with the sources it is made of, the folders it goes to, and the stamp that says when it was made, and which files. */
const CODE = {
  stamp: join(DIST, '.code'),
  sources: ['src', 'demos', 'tsconfig.json', 'package-lock.json'],
  folders: ['src', 'demos'],
};
const PAGES = {
  stamp: join(DIST, '.pages'),
  sources: ['src', 'demos', 'slides', 'public', 'package-lock.json'],
  folders: ['public'],
};
/** Twice what a build takes, because the one before stays until the next one is whole. In bytes. */
const ROOM = 16 * 1024 * 1024;
/** The projects of the compiler: code that runs in Node, and code that Node runs within a page to measure it. Vite compiles the pages. */
const PROJECTS = ['.', 'src/measure'];
/** The longest output of the compiler, for sources that are all wrong. In bytes. */
const MOST_MISTAKES = 64 * 1024 * 1024;
/** The message of the compiler about an import from a package, not about one from a file. */
const NO_TYPES = /error TS2307: Cannot find module '([^./'][^']*)'/;
/** As many as stand in a sentence that is read. */
const MOST_NAMES = 5;
/**
 * The code is compiled into a folder of its own, and the links `src` and `demos` lead to the last one. A process resolves
 * the links once, at its start, so all that a talk starts later is of the build with which the talk began.
 */
const BUILD = 'build-';
/** Files that mark builds as used: the name of the build, then the pid of a process that runs from it, or makes it. */
const USERS = join(DIST, 'users');
const markOf = (build, pid) => join(USERS, `${build}.${pid}`);

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

/** The files below `folder`, as paths within it; none if it is not there. */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    : [];

/** Whether a file of the build is gone: somebody has removed a part of `dist`, and what is left would end in a stack trace. */
const isIncomplete = (stamp) =>
  readFileSync(stamp, 'utf8')
    .split('\n')
    .some((name) => name === '' || !existsSync(join(DIST, name)));

const isStale = ({ stamp, sources }) =>
  !existsSync(stamp) ||
  isIncomplete(stamp) ||
  sources
    .map((name) => join(ROOT, name))
    .some((source) => !existsSync(source) || newest(source) > statSync(stamp).mtimeMs);

/** The stamp bears the time the build began: what is saved during it is stale again. */
function stamp(part, began) {
  const files = part.folders.flatMap((folder) => filesIn(join(DIST, folder)).map((name) => join(folder, name)));
  writeFileSync(part.stamp, files.join('\n'));
  utimesSync(part.stamp, began, began);
}

/** Lets the links lead to `build`; each is replaced at once. */
function publishCode(build) {
  for (const folder of CODE.folders) {
    const link = join(DIST, folder);
    const next = join(build, `.${folder}`);
    symlinkSync(join(basename(build), folder), next);
    // A folder may stand there: of a version before the links, or of a copy that has followed them.
    if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link, { recursive: true, force: true });
    renameSync(next, link);
  }
}

/**
 * Marks the build to which the links lead as used by this process, until it ends. Between the reading of the links and the
 * mark another build may take its place and remove it; then that one is marked.
 */
function useBuild() {
  for (;;) {
    const build = currentBuild();
    const mark = markOf(build, process.pid);
    try {
      mkdirSync(USERS, { recursive: true });
      writeFileSync(mark, '');
      process.on('exit', () => rmSync(mark, { force: true }));
    } catch {
      // A build that this user cannot write is not removed by this user's builds either.
    }
    if (build === currentBuild()) return;
  }
}

/** The name of its folder; null before the first one. */
function currentBuild() {
  const link = join(DIST, 'src');
  return existsSync(link) ? basename(dirname(realpathSync(link))) : null;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

/** Removes the builds from which nobody runs any more, and those that were broken off. */
function sweepBuilds() {
  const current = currentBuild();
  const used = new Set();
  for (const mark of readdirSync(USERS)) {
    const end = mark.lastIndexOf('.');
    if (isAlive(Number(mark.slice(end + 1)))) used.add(mark.slice(0, end));
    else rmSync(join(USERS, mark), { force: true });
  }
  for (const name of readdirSync(DIST).filter((name) => name.startsWith(BUILD))) {
    if (name === current || used.has(name)) continue;
    try {
      rmSync(join(DIST, name), { recursive: true, force: true });
    } catch {
      // Another build removes it as well, or this user may not.
    }
  }
}

/** An install that was broken off, or is older than the sources, leaves packages out, and what needs them would end in a stack trace. */
function checkPackages() {
  const { packages } = readJson(join(ROOT, 'package-lock.json'));
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

/** The compiler would say so once for each file. */
function checkThatItCanBeWritten() {
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

function refuseToWrite(path, { code }) {
  const why = code === 'EROFS' ? 'is on a file system that is read-only' : 'is closed to this user';
  const way = 'Run the command once where it can be written, or copy the project to a folder of your own.';
  fail(`The sources are newer than what was built of them, and ${path} ${why} (${code}). ${way}`, 2);
}

function buildCode() {
  const began = new Date();
  const name = `${BUILD}${began.getTime()}-${process.pid}`;
  const build = join(DIST, name);
  let compiles = false;
  let refusal = null;
  try {
    mkdirSync(build, { recursive: true });
    mkdirSync(USERS, { recursive: true });
    writeFileSync(markOf(name, process.pid), '');
    compiles = compilesInto(build);
    if (compiles) {
      // Not all programs of the demos are TypeScript.
      cpSync(join(ROOT, 'demos'), join(build, 'demos'), { recursive: true, filter: (path) => !/\.ts$/.test(path) });
      publishCode(build);
      stamp(CODE, began);
      sweepBuilds();
    }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    refusal = error;
  } finally {
    rmSync(markOf(name, process.pid), { force: true });
    if (currentBuild() !== name) rmSync(build, { recursive: true, force: true });
  }
  if (refusal) refuseToWrite(refusal.path, refusal);
  if (!compiles) fail('The sources do not compile; the mistakes are listed above.', 1);
}

/** Whether the sources compile; what the compiler says of them goes to stderr. */
function compilesInto(build) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  let compiles = true;
  for (const project of PROJECTS) {
    const args = [tsc, '-p', join(ROOT, project), '--outDir', build];
    const options = { encoding: 'utf8', maxBuffer: MOST_MISTAKES };
    const { status, stdout, stderr, error } = spawnSync(process.execPath, args, options);
    if (error) throw error;
    const said = stdout + stderr;
    const incomplete = said.includes('MODULE_NOT_FOUND') ? 'typescript' : NO_TYPES.exec(said)?.[1];
    if (incomplete) {
      rmSync(build, { recursive: true, force: true });
      fail(`The package ${incomplete} is incomplete. Run \`npm ci --ignore-scripts\`, then try again.`, 2);
    }
    process.stderr.write(said);
    compiles &&= status === 0;
  }
  return compiles;
}

/** In a process of its own: Vite would stay in the memory of the one that goes on. */
function buildPages() {
  const began = new Date();
  // Vite builds for whatever is set here; what is shown on stage is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  if (!runs(join(DIST, 'src/pages/pages-process.js'), [], env)) process.exit(1);
  stamp(PAGES, began);
}

/** Whether the program ended well; all it says goes to stderr, for stdout belongs to the command. */
function runs(program, args, env = process.env) {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: ['ignore', 2, 2], env });
  return status === 0;
}

function fail(message, status) {
  console.error(message);
  process.exit(status);
}

/** Builds what `command` needs and runs it. */
export async function run(command, args) {
  if (command === 'build' && args.length > 0)
    fail(`npm run build takes nothing; ${args.join(' ')} stands behind it.`, 2);
  checkPackages();
  const isCodeStale = isStale(CODE);
  const arePagesStale = !WITHOUT_PAGES.includes(command) && isStale(PAGES);
  if (isCodeStale || arePagesStale) checkThatItCanBeWritten();
  if (isCodeStale) buildCode();
  if (arePagesStale) buildPages();
  if (command === 'build') return;
  useBuild();
  const { runCommand } = await import(join(DIST, 'src/cli/run-command.js'));
  await runCommand(command, args);
}
