/** The slides of the talk, found by what is on them, so that a slide more changes no test. */
import { join } from 'node:path';
import { loadDeck } from '../../src/deck/load.js';
import { ROOT } from './app.js';

type Project = typeof import('../../src/pages/project-pages.js');

// This module is that of the build, because the demos that it reads are the compiled ones.
const { projectPages } = (await import(join(ROOT, 'dist/src/pages/project-pages.js'))) as Project;
const { slides } = await loadDeck(projectPages);

export const SLIDES = slides.length;

/** The numbers of the slides that play the demo, as in an address; the first slide is 1. */
export const slidesOf = (demo: string): number[] =>
  slides.flatMap(({ demos }, at) => (demos.some(({ name }) => name === demo) ? [at + 1] : []));

/** The number of the first slide that plays the demo. */
export function slideOf(demo: string): number {
  const [first] = slidesOf(demo);
  if (first === undefined) throw new Error(`there is no slide with the demo ${demo}`);
  return first;
}

/** The number of the slide with the title. */
export function slideTitled(title: string): number {
  const at = slides.findIndex((slide) => slide.title === title);
  if (at < 0) throw new Error(`there is no slide with the title “${title}”`);
  return at + 1;
}
