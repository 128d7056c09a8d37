/** A real browser to measure slides in, and for the tests: the Chromium of the npm package, unpacked once, with the libraries and fonts that it needs. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type LaunchOptions, chromium as playwright } from 'playwright-core';
import { installedBrowser } from '../export/installed.js';
import { isIdentityAlive, ownIdentity } from '../supervisor/processes.js';
import { librariesNotFound, libraryTrouble } from './libraries.js';

/** The package's own flags switch web security off and put everything into one process; these do not. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
/** The package may be missing: it is for development alone. */
function packageRoot(): string {
  try {
    return (
      createRequire(import.meta.url)
        .resolve('@sparticuz/chromium')
        .split('/node_modules/')[0] ?? ''
    );
  } catch {
    throw new Error(
      'The npm package @sparticuz/chromium is not installed. npm ci brings it; or name a browser: CHROMIUM=/usr/bin/chromium',
    );
  }
}

/** `npm ci` empties it; the system's temporary folder may be empty, shared with others, or mounted `noexec`. */
const cacheIn = (root: string) => join(root, 'node_modules/.cache');
/**
 * The configuration of fontconfig: the fonts of the npm package and no others, so that a page looks the same on every
 * system, and on one without fonts, where Chromium cannot draw a page. The package's own names folders of AWS and /tmp.
 */
const FONTS = 'fonts.conf';
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;
/** The size of all that the package unpacks (147.0.0), in MB. */
const UNPACKED_MB = 210;
const UNPACK = "await (await import('@sparticuz/chromium')).default.executablePath()";

export interface Chromium {
  executablePath: string;
  /** The environment in which the dynamic loader finds every library. */
  env: Record<string, string>;
}

/**
 * `options.env` is added to the environment that the browser gets anyway. Rejects, when no browser can start on this system, with what the first choice is missing. Playwright's own way to an installed
 * browser, `channel`, leaves two folders behind for each that is not there (1.65.1).
 */
export async function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const launch = (browser: LaunchOptions) =>
    playwright.launch({
      ...{ ...browser, args: FLAGS, ...options },
      env: { ...(browser.env ?? process.env), ...options.env },
    });
  const found = await findChromium().catch((error: Error) => error);
  if (!(found instanceof Error)) return launch(found);
  const executablePath = process.env.CHROMIUM ? undefined : installedBrowser();
  if (executablePath === undefined) throw found;
  return launch({ executablePath }).catch(() => {
    throw found;
  });
}

/** The browser that `CHROMIUM` names, or the one of the npm package. Rejects as `openBrowser` does. */
export async function findChromium(): Promise<Chromium> {
  const { CHROMIUM, ...env } = process.env as Record<string, string>;
  if (CHROMIUM) return startable(CHROMIUM, [env]);
  const folder = await unpacked();
  const withFonts = { ...env, FONTCONFIG_FILE: join(folder, FONTS) };
  // The libraries of the npm package are for systems that have none of their own.
  const libraries = [join(folder, 'al2023/lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return startable(join(folder, 'chromium'), [withFonts, { ...withFonts, LD_LIBRARY_PATH: libraries }]);
}

/** With the first of `environments` in which the dynamic loader finds every library. */
function startable(executablePath: string, environments: Record<string, string>[]): Chromium {
  if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}.`);
  const missing: string[] = [];
  for (const env of environments) {
    const notFound = librariesNotFound(loaderTrace(executablePath, env));
    if (notFound.length === 0) return { executablePath, env };
    missing.push(...notFound);
  }
  throw new Error(libraryTrouble(executablePath, missing));
}

/** With this variable the dynamic loader lists the libraries of a program and does not run it; `ldd` does the same. */
function loaderTrace(program: string, env: Record<string, string>): string {
  const { stdout, stderr, error } = spawnSync(program, {
    env: { ...env, LD_TRACE_LOADED_OBJECTS: '1' },
    encoding: 'utf8',
  });
  if (!error) return stdout + stderr;
  throw new Error(
    `This system cannot run ${program} (${(error as NodeJS.ErrnoException).code}). The Chromium of the npm package is ` +
      'for Linux with glibc on x64; elsewhere name another browser: CHROMIUM=/usr/bin/chromium',
  );
}

let unpacking: Promise<string> | undefined;

/** The folder with the unpacked package. */
function unpacked(): Promise<string> {
  unpacking ??= unpack();
  return unpacking;
}

/** Two processes may unpack at a time: each works in a folder of its own, and the first gives it the final name. */
async function unpack(): Promise<string> {
  const root = packageRoot();
  const cache = cacheIn(root);
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const unfinished = join(cache, `unpacking-${ownIdentity()}`);
  try {
    removeUnfinished(cache);
    await unpackInto(unfinished, root);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw new Error(unpackTrouble(cache, error as Error));
  }
  return folder;
}

async function unpackInto(folder: string, root: string): Promise<void> {
  for (const path of [dirname(folder), folder]) makeFolder(path);
  // The package unpacks into the temporary folder, and its libraries only where this runtime of AWS is named. A process
  // of its own does it: none that this one starts can then hold the program open for writing (ETXTBSY).
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  writeFileSync(join(folder, FONTS), FONTS_CONF);
}

/** Not by `recursive`: with it, Node says of a file system that is read-only that the folder is not there (20.20). */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A sentence for the error that keeps the browser from being unpacked below `cache`; a process that failed has it in its stderr. */
function unpackTrouble(cache: string, { message, stderr }: Error & { stderr?: string }): string {
  const said = stderr || message;
  const refusal = /\b(E[A-Z]{3,}): ([a-z ,-]+?)(?:,|$)/m.exec(said);
  const why = refusal ? `${refusal[2]} (${refusal[1]})` : (/^\w*Error\b.*$/m.exec(said)?.[0] ?? said.split('\n')[0]);
  const way = 'Mend that, then try again, or name another browser: CHROMIUM=/usr/bin/chromium';
  return `The Chromium of the npm package cannot be unpacked into ${cache}, where it needs ${UNPACKED_MB} MB: ${why}. ${way}`;
}

/** The files of a process that was killed while it unpacked. */
function removeUnfinished(cache: string): void {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const [, owner] = /^unpacking-(.+)$/.exec(name) ?? [];
    if (owner && !isIdentityAlive(owner)) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
