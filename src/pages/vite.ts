import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { InlineConfig, Plugin, ViteDevServer } from 'vite';
import { EMPTY_FILE, headHtml, sectionHtml } from '../deck/index.js';
import { type DeckFolders, loadDeck } from '../deck/load.js';
import { needsMore } from '../deck/needs.js';
import { escapeHtml } from '../deck/text.js';
import type { Front } from '../deck/types.js';
import { lessonsOf, lessonsPlugin, type ReadDeck } from './lessons.js';
import { manifestsPlugin } from './manifests.js';
import { OUTLINE, outlinePlugin } from './outline.js';
import { listAll, listProblems } from './problems.js';
import { HASHED } from './publish.js';

/** Sent to the page when a slide was saved; `deck/edits.ts` listens. */
const EDITED = 'deck:update';
const PLACE = '<!-- slides -->';
/** The build finds the fonts in their packages, which are beyond the root that a browser can name while the talk is written. */
const FONT_PRELOAD = /<link[^>]*rel="preload"[^>]*as="font"[^>]*>/g;
/** The pages whose titles say more than that of the talk. */
const TITLES: Readonly<Record<string, string>> = {
  'workshop.html': 'Workshop',
  'remote.html': 'Remote',
  'presenter.html': 'Presenter',
};
const HEAD_PLACE = '<!-- of the talk -->';
// An editor saves in strokes (empty the file, write it), and the watcher may swallow the last of them: so there are several looks.
// Only the last takes an empty file for what its author wants; a busy machine may stop the editor between two strokes for long.
const LOOKS_MS = [10, 60, 1000];
const LAST_LOOK_MS = Math.max(...LOOKS_MS);
// After a look that failed: the folder may be back by then.
const AWAY_LOOK_MS = 250;
// After a folder has come back: an edit may come before the watcher has found all files, which nobody tells, and takes long on a busy machine.
const SETTLING_LOOKS_MS = [250, 1000, 4000, 16_000];

/** The modules that each page loads at once: in one file, because each file more is compressed by itself. */
const COMMON =
  /src\/(?:browser\/live\/(?:connection|reconnect-delay|waiting)|browser\/deck\/events|deck\/shape|log\/figures|protocol\/messages)\.ts$|node_modules\/valibot/;
/** The modules that read the log of the talk, and its steps. */
const TALK =
  /src\/(?:deck\/step-attributes|browser\/live\/talk-connection|protocol\/(?:talk|audience)|talk\/reducer)\.ts$/;

export interface PagesOptions extends DeckFolders {
  /** The project's own folder, where `src/browser` and `public` are. */
  root: string;
  outDir: string;
}

/** Writes the slides into the page, so that it reads without a script; while it is written, keeps it current. */
function deckPlugin(options: PagesOptions, readDeck: ReadDeck): Plugin {
  let isBuild = false;
  return {
    name: 'reboot-camp:deck',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    transformIndexHtml: {
      // After Vite's own pass: the addresses of the pictures are final and not for it to resolve.
      order: 'post',
      async handler(html, { path }) {
        const deck = await readDeck().catch((error: Error) => error);
        if (deck instanceof Error) {
          if (isBuild) throw deck;
          return waitingHtml(deck.message);
        }
        const { front, slides, problems } = deck;
        if (isBuild && problems.length > 0) throw new Error(listProblems('slides', problems));
        const hasSlides = html.includes(PLACE);
        const theme = hasSlides ? await themeHtml(front, options) : '';
        const sections = slides.map(sectionHtml);
        return (isBuild ? html : html.replaceAll(FONT_PRELOAD, ''))
          .replace('<html lang="en"', () => `<html lang="${escapeHtml(front.lang ?? 'en')}"`)
          .replace(HEAD_PLACE, () => headHtml(deck, TITLES[basename(path)]))
          .replace('</head>', () => `${theme}</head>`)
          .replace(PLACE, () => `\n${(isBuild ? sections : sections.map(withHash)).join('\n')}\n`);
      },
    },
    configureServer(server) {
      followFolders(server, options, readDeck);
    },
  };
}

/** While the talk is written: the page in place of slides that cannot be read. The page asks again and again, because the slides may come back. */
const waitingHtml = (reason: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>No slides</title><p>${escapeHtml(reason)}</p></html>`;

/** A style sheet beside the slides, behind the talk's own: it may set the inks and the type by their names. */
async function themeHtml({ theme }: Front, { slidesDir }: DeckFolders): Promise<string> {
  const file = theme === undefined ? '' : join(slidesDir, `${theme}.css`);
  return existsSync(file) ? `  <style>\n${(await readFile(file, 'utf8')).replaceAll('</', '<\\/')}</style>\n  ` : '';
}

/** Code for rare features is built only for talks that use them; while a talk is written, any slide may. */
function morePlugin(readDeck: ReadDeck): Plugin {
  let isBuild = false;
  return {
    name: 'reboot-camp:more',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    transformIndexHtml: {
      // Before Vite's own pass, which bundles the style sheet.
      order: 'pre',
      async handler(html) {
        if (!html.includes(PLACE)) return html;
        const { slides } = await readDeck().catch((error: Error) => {
          if (isBuild) throw error;
          return { slides: [] };
        });
        if (isBuild && !needsMore(slides.map(sectionHtml))) return html;
        return html.replace('</head>', '  <link rel="stylesheet" href="../browser/theme/more.css">\n  </head>');
      },
    },
  };
}

async function tellOthers(server: ViteDevServer, options: PagesOptions, readDeck: ReadDeck): Promise<void> {
  const lessonsNow = async () => lessonsOf(options.root, options, await readDeck());
  const [demos, lessons] = await Promise.all([options.demoProblems?.() ?? [], lessonsNow()]);
  const mistakes = listAll({ demos, lessons: lessons.problems });
  if (mistakes !== '') server.config.logger.error(mistakes, { timestamp: true });
}

function followFolders(server: ViteDevServer, options: PagesOptions, readDeck: ReadDeck): void {
  const folders = [options.slidesDir, options.artDir].map((folder) => resolve(folder));
  const { logger } = server.config;
  let shown = '';
  const update = async (isLast: boolean): Promise<void> => {
    const { slides, problems } = await readDeck();
    if (!isLast && problems.some(({ message }) => message === EMPTY_FILE)) return;
    const sections = slides.map(sectionHtml).map(withHash);
    if (sections.join() === shown) return;
    shown = sections.join();
    // The pages that list the slides are loaded again, and must not find what was.
    const { moduleGraph } = server.environments.client;
    const outline = moduleGraph.getModuleById(OUTLINE);
    if (outline) moduleGraph.invalidateModule(outline);
    server.ws.send({ type: 'custom', event: EDITED, data: { sections } });
    if (problems.length > 0) logger.error(listProblems('slides', problems), { timestamp: true });
  };
  const report = (error: Error): void => logger.error(error.message, { timestamp: true });
  /** Why the last look failed, which is told once. */
  let failure: string | null = null;
  const look = (delay: number): NodeJS.Timeout =>
    setTimeout(async () => {
      try {
        await update(delay >= LAST_LOOK_MS);
        if (failure !== null) followAgain();
        failure = null;
      } catch (error) {
        const { message } = error as Error;
        if (message !== failure) report(error as Error);
        failure = message;
        waitFor([AWAY_LOOK_MS]);
      }
    }, delay).unref();
  let timers: NodeJS.Timeout[] = [];
  const waitFor = (delays: number[]): void => {
    timers.forEach(clearTimeout);
    timers = delays.map(look);
  };
  /** The watcher forgets a folder that goes, and takes no notice when it is back: moved, or another branch checked out. */
  const followAgain = (): void => {
    server.watcher.unwatch(folders);
    server.watcher.add(folders);
    SETTLING_LOOKS_MS.forEach(look);
  };
  update(true).catch(report);
  // Demos and lessons are read once: what is compiled of them changes with the next start.
  tellOthers(server, options, readDeck).catch(report);
  server.watcher.add(folders);
  server.watcher.on('all', (_event, path) => {
    const place = resolve(path);
    if (folders.some((folder) => `${place}${sep}`.startsWith(folder + sep))) waitFor(LOOKS_MS);
  });
}

/** The parts of reveal's page that the deck never shows: its scroll view, notes beside a slide, transitions and backgrounds of options that are not set. */
const NEVER_SHOWN =
  /reveal-scroll|\.speaker-notes|show-notes|\.reveal(?:\.center)?\.(?:cube|page)\b|has-parallax|\.playback/;
/** reveal's style sheet without the rules of such parts; a plugin of PostCSS. */
const withoutNeverShown = {
  postcssPlugin: 'reboot-camp:never-shown',
  Rule(rule: { selectors: string[]; remove(): void }) {
    if (rule.selectors.every((selector) => NEVER_SHOWN.test(selector))) rule.remove();
  },
};

export function viteConfig(
  { root, outDir, ...folders }: PagesOptions,
  readDeck: ReadDeck = () => loadDeck(folders),
): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'src/browser'),
    publicDir: join(root, 'public'),
    base: './',
    // Two checkouts may share their packages by a link, and each has modules of its own to prepare.
    cacheDir: join(root, 'node_modules/.vite', createHash('sha1').update(root).digest('hex').slice(0, 12)),
    // The fonts are served from the packages, whose folder may be a link.
    server: { fs: { allow: [root, realpathSync(join(root, 'node_modules'))] } },
    css: { postcss: { plugins: [withoutNeverShown] } },
    plugins: [
      morePlugin(readDeck),
      deckPlugin({ root, outDir, ...folders }, readDeck),
      manifestsPlugin(),
      lessonsPlugin(root, folders, readDeck),
      outlinePlugin(readDeck),
    ],
    build: {
      outDir: resolve(outDir),
      assetsDir: HASHED,
      emptyOutDir: true,
      target: 'es2022',
      // A strict content security policy allows neither inline scripts nor data: addresses.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // The terminal is by far the largest part, and changes only with its own version.
      rolldownOptions: {
        input: ['index.html', 'workshop.html', 'remote.html', 'presenter.html', 'join.html'].map((page) =>
          join(root, 'src/browser', page),
        ),
        // On a busy machine it would tell each time which plugin took how long.
        checks: { bundlerTimings: false },
        output: {
          codeSplitting: {
            groups: [
              { name: 'terminal', test: /@xterm/ },
              { name: 'common', test: COMMON },
              { name: 'talk-connection', test: TALK },
            ],
          },
        },
      },
    },
  };
}

/** A mark of the slide's content, not of its place in the file: the page swaps only what changed. */
function withHash(section: string): string {
  const content = section.replace(/ data-source="[^"]*"/, '');
  const hash = createHash('sha1').update(content).digest('base64url').slice(0, 12);
  return section.replace('<section', `<section data-hash="${hash}"`);
}
