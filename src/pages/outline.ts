import type { Plugin } from 'vite';
import { outlineOf } from '../deck/outline.js';
import type { ReadDeck } from './lessons.js';

const NAME = 'virtual:outline';

/** `import outline from 'virtual:outline'`: the titles, the notes and the steps of the slides. */
export const outlinePlugin = (readDeck: ReadDeck): Plugin => ({
  name: 'reboot-camp:outline',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  async load(id) {
    if (id !== `\0${NAME}`) return null;
    return `export default ${JSON.stringify(outlineOf(await readDeck()))}`;
  },
});
