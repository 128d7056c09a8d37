import type { Plugin } from 'vite';
import { outlineOf } from '../deck/outline.js';
import type { ReadDeck } from './lessons.js';

const NAME = 'virtual:outline';
/** As Vite knows the module. */
export const OUTLINE = `\0${NAME}`;

/** `import outline from 'virtual:outline'`: the titles, the notes and the steps of the slides. */
export const outlinePlugin = (readDeck: ReadDeck): Plugin => ({
  name: 'reboot-camp:outline',
  resolveId: (id) => (id === NAME ? OUTLINE : null),
  async load(id) {
    if (id !== OUTLINE) return null;
    return `export default ${JSON.stringify(outlineOf(await readDeck()))}`;
  },
});
