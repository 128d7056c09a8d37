import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type DeckFolders, loadDeck } from '../deck/load.js';
import { loadLessons } from '../workshop/load.js';
import { listProblems } from './problems.js';

const LESSONS = 'virtual:lessons';
const QUESTIONS = 'virtual:questions';

/** The lessons of the demos that the slides play. */
export async function lessonsOf(root: string, folders: DeckFolders): Promise<ReturnType<typeof loadLessons>> {
  const [{ slides }, demos] = await Promise.all([loadDeck(folders), folders.catalogue()]);
  const names = [...new Set(slides.flatMap(({ demos }) => demos.map(({ name }) => name)))];
  return loadLessons(join(root, 'demos'), names, demos);
}

/**
 * `import lessons from 'virtual:lessons'`: the lessons of the workshop, in the order in which the talk shows their demos.
 * `import questions from 'virtual:questions'`: what the talk asks of them, by demo.
 */
export const lessonsPlugin = (root: string, folders: DeckFolders): Plugin => ({
  name: 'reboot-camp:lessons',
  resolveId: (id) => (id === LESSONS || id === QUESTIONS ? `\0${id}` : null),
  async load(id) {
    if (id !== `\0${LESSONS}` && id !== `\0${QUESTIONS}`) return null;
    const { lessons, problems } = await lessonsOf(root, folders);
    if (problems.length > 0) throw new Error(listProblems('lessons', problems));
    const questions = Object.fromEntries(lessons.map(({ name, predict }) => [name, predict]));
    return `export default ${JSON.stringify(id === `\0${LESSONS}` ? lessons : questions)}`;
  },
});
