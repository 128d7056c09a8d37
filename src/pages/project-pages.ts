import { catalogue, questions, readDemos } from '../preflight/demos.js';
import { project } from '../project.js';
import type { PagesOptions } from './vite.js';

/** Where the pages of this project are made from, and where they go. */
export const projectPages: PagesOptions = {
  root: project.root,
  outDir: project.pages,
  slidesDir: project.slides,
  artDir: project.art,
  catalogue,
  questions,
  demoProblems: async () => (await readDemos()).problems,
};
