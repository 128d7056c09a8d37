import { join } from 'node:path';
import { catalogue, questions, readDemos } from '../preflight/demos.js';
import type { PagesOptions } from './vite.js';

/** Where the pages of this project are made from, and where they go. */
export const projectPages = (root: string): PagesOptions => ({
  root,
  outDir: join(root, 'dist/public'),
  slidesDir: join(root, 'slides'),
  artDir: join(root, 'public/art'),
  catalogue,
  questions,
  demoProblems: async () => (await readDemos()).problems,
});
