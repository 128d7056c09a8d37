// Builds what is stale and hands over. JavaScript, because it runs before anything is compiled.
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, 'dist');
/** The commands that show no page, and so do not wait for the pages. */
const WITHOUT_PAGES = ['demo', 'dev', 'record'];

/** Two parts, each with the sources it is made of and the stamp that says when it was made. */
const CODE = { stamp: join(DIST, '.code'), sources: ['src', 'demos', 'tsconfig.json', 'package-lock.json'] };
const PAGES = { stamp: join(DIST, '.pages'), sources: ['src', 'demos', 'slides', 'public', 'package-lock.json'] };

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

const isStale = ({ stamp, sources }) =>
  !existsSync(stamp) ||
  sources
    .map((name) => join(ROOT, name))
    .some((source) => !existsSync(source) || newest(source) > statSync(stamp).mtimeMs);

/** The stamp bears the time the build began: what is saved during it is stale again. */
function stamp(part, began) {
  mkdirSync(DIST, { recursive: true });
  writeFileSync(part.stamp, '');
  utimesSync(part.stamp, began, began);
}

/** Compiled files whose source is gone would go on being run. */
function prune(folder, source) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const from = entry.isDirectory() ? entry.name : entry.name.replace(/\.js$/, '.ts');
    if (!existsSync(join(source, from))) rmSync(join(folder, entry.name), { recursive: true });
    else if (entry.isDirectory()) prune(join(folder, entry.name), join(source, entry.name));
  }
}

/** An install that was broken off leaves some packages out, and what needs them would end in a stack trace. */
function checkPackages() {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const missing = Object.keys(dependencies).filter(
    (name) => !existsSync(join(ROOT, 'node_modules', name, 'package.json')),
  );
  if (missing.length === 0) return;
  fail(`These packages are not installed: ${missing.join(', ')}. Run \`npm ci --ignore-scripts\` first.`, 2);
}

/** The compiler would say so once for each file. */
function checkThatItCanBeWritten() {
  const folder = existsSync(DIST) ? DIST : ROOT;
  try {
    accessSync(folder, constants.W_OK);
  } catch ({ code }) {
    const why = code === 'EROFS' ? 'is on a file system that is read-only' : 'is closed to this user';
    const way = 'Run the command once where it can be written, or copy the project to a folder of your own.';
    fail(`The sources are newer than what was built of them, and ${folder} ${why} (${code}). ${way}`, 2);
  }
}

function buildCode() {
  const began = new Date();
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  for (const part of ['src', 'demos']) prune(join(DIST, part), join(ROOT, part));
  if (!runs(tsc, ['-p', ROOT])) fail('The sources do not compile; the mistakes are listed above.', 1);
  copyPrograms();
  stamp(CODE, began);
}

/** Not all programs of the demos are TypeScript. */
function copyPrograms() {
  const filter = (path) => !/\.ts$/.test(path);
  cpSync(join(ROOT, 'demos'), join(DIST, 'demos'), { recursive: true, filter });
}

/** In a process of its own: Vite would stay in the memory of the one that goes on. */
function buildPages() {
  const began = new Date();
  // Vite builds for whatever is set here; what is shown on stage is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  if (!runs(join(DIST, 'src/browser/main.js'), [ROOT], env)) process.exit(1);
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
  const { main } = await import(join(DIST, 'src/cli/main.js'));
  await main(command, args);
}
