// Builds what is stale and hands over. JavaScript, because it runs before anything is compiled.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newBuild, publishCode, sweepBuilds, use, useCurrentBuild } from './builds.mjs';
import { checkPackages, checkThatItCanBeWritten, checkThatViteCanRead, refuseToWrite } from './checks.mjs';
import { DIST, fail, ROOT } from './folders.mjs';
import { CODE, isStale, PAGES, stamp } from './stale.mjs';

/** The commands that show no page, and so do not wait for the pages. */
const WITHOUT_PAGES = ['demo', 'dev', 'record'];

/** The projects of the compiler: code that runs in Node, and code that Node runs within a page to measure it. Vite compiles the pages. */
const PROJECTS = ['.', 'src/measure'];
/** The longest output of the compiler, for sources that are all wrong. In bytes. */
const MOST_MISTAKES = 64 * 1024 * 1024;
/** The message of the compiler about an import from a package, not about one from a file. */
const NO_TYPES = /error TS2307: Cannot find module '([^./'][^']*)'/;

/** Returns the folder of the build, which is marked from its beginning to the end of this process, whatever is built meanwhile. */
function buildCode() {
  const began = new Date();
  const build = newBuild(began);
  let isPublished = false;
  let refusal = null;
  try {
    mkdirSync(build, { recursive: true });
    use(build);
    if (compilesInto(build)) {
      // Not all programs of the demos are TypeScript.
      cpSync(join(ROOT, 'demos'), join(build, 'demos'), { recursive: true, filter: (path) => !/\.ts$/.test(path) });
      publishCode(build);
      isPublished = true;
      stamp(CODE, began);
      sweepBuilds();
    }
  } catch (error) {
    // Errors about a path in here are told here; the way in tells of things that this process lacks, such as descriptors.
    if (!error.path?.startsWith(DIST) || ['EMFILE', 'ENFILE'].includes(error.code)) throw error;
    refusal = error;
  } finally {
    if (!isPublished) rmSync(build, { recursive: true, force: true });
  }
  if (refusal) refuseToWrite(refusal.path, refusal);
  if (!isPublished) fail('The sources do not compile; the mistakes are listed above.', 1);
  return build;
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
function buildPages(build) {
  const began = new Date();
  // Vite builds for whatever is set here; what is shown on stage is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  if (!runs(join(build, 'src/pages/pages-process.js'), [], env)) process.exit(1);
  stamp(PAGES, began);
}

/** Whether the program ended well; all it says goes to stderr, for stdout belongs to the command. */
function runs(program, args, env = process.env) {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: ['ignore', 2, 2], env });
  return status === 0;
}

/** Builds what `command` needs and runs it. */
export async function run(command, args) {
  if (command === 'build' && args.length > 0)
    fail(`npm run build takes nothing; ${args.join(' ')} stands behind it.`, 2);
  checkPackages();
  const isCodeStale = isStale(CODE);
  const arePagesStale = !WITHOUT_PAGES.includes(command) && isStale(PAGES);
  if (arePagesStale || command === 'dev') checkThatViteCanRead(command);
  if (isCodeStale || arePagesStale) checkThatItCanBeWritten();
  const build = isCodeStale ? buildCode() : useCurrentBuild();
  if (arePagesStale) buildPages(build);
  if (command === 'build') return;
  // As a path, `#`, `?` and `%` in the name of a folder would be parts of an address.
  const { runCommand } = await import(pathToFileURL(join(build, 'src/cli/run-command.js')).href);
  await runCommand(command, args);
}
