import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { DeckFolders } from '../deck/load.js';
import type { Deck } from '../deck/types.js';
import { loadLessons } from '../workshop/load.js';
import { listProblems } from './problems.js';

const LESSONS = 'virtual:lessons';
const QUESTIONS = 'virtual:questions';

/** A build of the pages reads the deck once; while the talk is written, each reading finds what was saved. */
export type ReadDeck = () => Promise<Deck>;

/** The lessons of the demos that the slides play. */
export async function lessonsOf(
  root: string,
  { catalogue }: DeckFolders,
  { slides }: Deck,
): Promise<ReturnType<typeof loadLessons>> {
  const names = [...new Set(slides.flatMap(({ demos }) => demos.map(({ name }) => name)))];
  return loadLessons(join(root, 'demos'), names, await catalogue());
}

/**
 * `import lessons from 'virtual:lessons'`: the lessons of the workshop, in the order in which the talk shows their demos.
 * `import questions from 'virtual:questions'`: what the talk asks of them, by demo.
 */
export const lessonsPlugin = (root: string, folders: DeckFolders, readDeck: ReadDeck): Plugin => ({
  name: 'reboot-camp:lessons',
  resolveId: (id) => (id === LESSONS || id === QUESTIONS ? `\0${id}` : null),
  async load(id) {
    if (id !== `\0${LESSONS}` && id !== `\0${QUESTIONS}`) return null;
    const { lessons, problems } = await lessonsOf(root, folders, await readDeck());
    if (problems.length > 0) throw new Error(listProblems('lessons', problems));
    const questions = Object.fromEntries(lessons.map(({ name, predict }) => [name, predict]));
    return `export default ${JSON.stringify(id === `\0${LESSONS}` ? lessons : questions)}`;
  },
});
