import { join } from 'node:path';
import { catalogue } from '../stage/catalogue.js';
import type { PagesOptions } from './vite.js';

/** Where the pages of this project are made from, and where they go. */
export const projectPages = (root: string): PagesOptions => ({
  root,
  outDir: join(root, 'dist/public'),
  slidesDir: join(root, 'slides'),
  artDir: join(root, 'public/art'),
  catalogue,
});
