// Builds what is stale and hands over. JavaScript, because it runs before anything is compiled.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newBuild, publishCode, sweepBuilds, use, useCurrentBuild } from './builds.mjs';
import {
  checkPackages,
  checkThatFilesCanBeOpened,
  checkThatItCanBeRun,
  checkThatItCanBeWritten,
  checkThatViteCanRead,
  NO_ROOM,
  refuseToWrite,
} from './checks.mjs';
import { DIST, fail, ROOT } from './folders.mjs';
import { exitWhenAsked, leaveSignalsToCommand, runProgram } from './programs.mjs';
import { CODE, isStale, PAGES, stamp } from './stale.mjs';

/** The commands that show no page, and so do not wait for the pages; an export to PDF does. */
const WITHOUT_PAGES = ['demo', 'dev', 'record', 'export'];
const needsPages = (command, args) =>
  !WITHOUT_PAGES.includes(command) || (command === 'export' && args.some((arg) => arg.startsWith('--pdf')));

/** The projects of the compiler: code that runs in Node, and code that Node runs within a page to measure it. Vite compiles the pages. */
const PROJECTS = ['.', 'src/measure'];
/** The message of the compiler about an import from a package, not about one from a file. */
const NO_TYPES = /error TS2307: Cannot find module '([^./'][^']*)'/;

/** The message of the compiler about a file that it could not write, because the disk is full, for one. */
const NOT_WRITTEN = /error TS5033: Could not write file '(.*)': .*?([^:]*)\.$/m;
/** The signal that ends the compiler: it goes on after any other. */
const END_COMPILER = 'SIGKILL';
/** The signal that ends the process that builds the pages, which then removes what it has made. */
const END_PAGES = 'SIGTERM';

/** Resolves with the folder of the build, which is marked from its beginning to the end of this process, whatever is built meanwhile. */
async function buildCode() {
  const began = new Date();
  const build = newBuild(began);
  const discard = () => rmSync(build, { recursive: true, force: true });
  process.on('exit', discard);
  await inWritable(async () => {
    mkdirSync(build, { recursive: true });
    use(build);
    if (!(await compilesInto(build))) fail('The sources do not compile; the mistakes are listed above.', 1);
    // Not all programs of the demos are TypeScript.
    cpSync(join(ROOT, 'demos'), join(build, 'demos'), { recursive: true, filter: (path) => !/\.ts$/.test(path) });
    publishCode(build);
    process.off('exit', discard);
    stamp(CODE, began);
    sweepBuilds();
  });
  return build;
}

/** Tells errors about a path in `dist` here; the way in tells of things that this process lacks, such as descriptors. */
async function inWritable(work) {
  try {
    await work();
  } catch (error) {
    const isFull = NO_ROOM.includes(error.code);
    if ((!isFull && !error.path?.startsWith(DIST)) || ['EMFILE', 'ENFILE'].includes(error.code)) throw error;
    refuseToWrite(error.path ?? DIST, error);
  }
}

/** Whether the sources compile; what the compiler says of them goes to stderr. */
async function compilesInto(build) {
  const tsc = await compiler();
  let compiles = true;
  for (const project of PROJECTS) {
    const how = { name: 'the compiler', stdio: ['ignore', 'pipe', 'pipe'], endSignal: END_COMPILER };
    const { status, said } = await runProgram(tsc, ['-p', join(ROOT, project), '--outDir', build], how);
    const incomplete = NO_TYPES.exec(said)?.[1];
    if (incomplete) refuseIncomplete(incomplete);
    const notWritten = NOT_WRITTEN.exec(said);
    if (notWritten) fail(`${notWritten[1]} cannot be written:${notWritten[2]}. Mend that, then try again.`, 2);
    process.stderr.write(said);
    compiles &&= status === 0;
  }
  return compiles;
}

/** The compiler itself: a signal to the script in `bin`, which only starts it, would leave it behind. */
async function compiler() {
  const finder = pathToFileURL(join(ROOT, 'node_modules/typescript/lib/getExePath.js')).href;
  const program = await import(finder).then((module) => module.default()).catch(() => refuseIncomplete('typescript'));
  checkThatItCanBeRun(program);
  return program;
}

const refuseIncomplete = (name) =>
  fail(`The package ${name} is incomplete. Run \`npm ci --ignore-scripts\`, then try again.`, 2);

/** In a process of its own: Vite would stay in the memory of the one that goes on. */
async function buildPages(build) {
  const began = new Date();
  // Vite builds for whatever is set here; what is shown on stage is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  const program = join(build, 'src/pages/pages-process.js');
  // All it says goes to stderr, for stdout belongs to the command.
  const { status } = await runProgram(process.execPath, [program], {
    name: 'the process that builds the pages',
    stdio: ['ignore', 2, 2],
    endSignal: END_PAGES,
    env,
  });
  if (status !== 0) process.exit(1);
  await inWritable(() => stamp(PAGES, began));
}

/** Builds what `command` needs and runs it. */
export async function run(command, args) {
  if (command === 'build' && args.length > 0)
    fail(`npm run build takes nothing; ${args.join(' ')} stands behind it.`, 2);
  checkPackages();
  const isCodeStale = isStale(CODE);
  const arePagesStale = needsPages(command, args) && isStale(PAGES);
  if (arePagesStale || command === 'dev') checkThatViteCanRead(command);
  if (isCodeStale || arePagesStale) checkThatItCanBeWritten();
  if (isCodeStale) checkThatFilesCanBeOpened();
  exitWhenAsked();
  const build = isCodeStale ? await buildCode() : useCurrentBuild();
  if (arePagesStale) await buildPages(build);
  leaveSignalsToCommand();
  if (command === 'build') return;
  // As a path, `#`, `?` and `%` in the name of a folder would be parts of an address.
  const { runCommand } = await import(pathToFileURL(join(build, 'src/cli/run-command.js')).href);
  await runCommand(command, args);
}
