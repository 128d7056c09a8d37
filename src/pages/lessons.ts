import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { DeckFolders } from '../deck/load.js';
import type { Deck } from '../deck/types.js';
import type { Question } from '../workshop/lesson.js';
import { loadLessons } from '../workshop/load.js';
import { listProblems } from './problems.js';

const LESSONS = 'virtual:lessons';
const QUESTIONS = 'virtual:questions';
const POLLS = 'virtual:polls';
const NAMES = [LESSONS, QUESTIONS, POLLS];

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
 * `import polls from 'virtual:polls'`: the same without the answers, for the pages of those who are asked.
 */
export const lessonsPlugin = (root: string, folders: DeckFolders, readDeck: ReadDeck): Plugin => ({
  name: 'reboot-camp:lessons',
  resolveId: (id) => (NAMES.includes(id) ? `\0${id}` : null),
  async load(id) {
    const name = NAMES.find((one) => id === `\0${one}`);
    if (name === undefined) return null;
    const { lessons, problems } = await lessonsOf(root, folders, await readDeck());
    if (problems.length > 0) throw new Error(listProblems('lessons', problems));
    if (name === LESSONS) return `export default ${JSON.stringify(lessons)}`;
    const questions = lessons.map(({ name: demo, predict }) => [
      demo,
      name === POLLS ? withoutAnswers(predict) : predict,
    ]);
    return `export default ${JSON.stringify(Object.fromEntries(questions))}`;
  },
});

const withoutAnswers = ({ html, options }: Question) => ({ html, options: options.map((option) => option.html) });
