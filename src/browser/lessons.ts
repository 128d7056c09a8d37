import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type DeckFolders, loadDeck } from '../deck/load.js';
import { loadLessons } from '../workshop/load.js';
import { listProblems } from './problems.js';

const NAME = 'virtual:lessons';
const RESOLVED = `\0${NAME}`;

/** `import lessons from 'virtual:lessons'`: the lessons of the workshop, in the order in which the talk shows their demos. */
export const lessonsPlugin = (root: string, folders: DeckFolders): Plugin => ({
  name: 'reboot-camp:lessons',
  resolveId: (id) => (id === NAME ? RESOLVED : null),
  async load(id) {
    if (id !== RESOLVED) return null;
    const { slides } = await loadDeck(folders);
    const names = [...new Set(slides.flatMap(({ demos }) => demos.map(({ name }) => name)))];
    const { lessons, problems } = loadLessons(join(root, 'demos'), names);
    if (problems.length > 0) throw new Error(listProblems('lessons', problems));
    return `export default ${JSON.stringify(lessons)}`;
  },
});
