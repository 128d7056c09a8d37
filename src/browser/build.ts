import { build } from 'vite';
import { loadDeck } from '../deck/load.js';
import { listProblems } from './problems.js';
import { type PagesOptions, viteConfig } from './vite.js';

/** Builds the pages into `outDir`. Rejects, naming every mistake with its place, when the slides have any. */
export async function buildPages(options: PagesOptions): Promise<void> {
  const { problems } = await loadDeck(options);
  if (problems.length > 0) throw new Error(listProblems('slides', problems));
  await build({ ...viteConfig(options), logLevel: 'warn' });
}
