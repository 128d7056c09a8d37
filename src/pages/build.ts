import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { loadDeck } from '../deck/load.js';
import { lessonsOf } from './lessons.js';
import { listAll } from './problems.js';
import { HASHED, nextPrefix, publish } from './publish.js';
import { type PagesOptions, viteConfig } from './vite.js';

/**
 * Builds the pages and puts them into `outDir`, where they may be shown meanwhile. Rejects, naming every mistake with its
 * place, when slides, lessons or demos have any; then the pages are what they were.
 */
export async function buildPages(options: PagesOptions): Promise<void> {
  const deck = await loadDeck(options);
  const [lessons, demos] = await Promise.all([lessonsOf(options.root, options, deck), options.demoProblems?.() ?? []]);
  const mistakes = listAll({ demos, slides: deck.problems, lessons: lessons.problems });
  if (mistakes !== '') throw new Error(mistakes);
  if (existsSync(join(options.root, 'public', HASHED))) {
    throw new Error(`public/${HASHED}: browsers keep what is in a folder of this name for ever. Rename the folder.`);
  }
  mkdirSync(dirname(options.outDir), { recursive: true });
  const next = mkdtempSync(nextPrefix(options.outDir));
  const discard = () => rmSync(next, { recursive: true, force: true });
  // A signal may end this process before the build ends.
  process.on('exit', discard);
  try {
    await build({ ...viteConfig({ ...options, outDir: next }, async () => deck), logLevel: 'warn' });
    publish(next, options.outDir);
  } finally {
    discard();
    process.off('exit', discard);
  }
}
