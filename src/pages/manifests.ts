import type { Plugin } from 'vite';
import { demoManifest } from '../demo/manifest-of.js';
import { readDemos } from '../preflight/demos.js';

const NAME = 'virtual:demos';
const RESOLVED = `\0${NAME}`;

/** `import manifests from 'virtual:demos'`: what the page has to know of each demo before it runs. */
export const manifestsPlugin = (): Plugin => ({
  name: 'reboot-camp:demos',
  resolveId: (id) => (id === NAME ? RESOLVED : null),
  async load(id) {
    if (id !== RESOLVED) return null;
    const manifests = (await readDemos()).demos.map(demoManifest);
    return `export default ${JSON.stringify(Object.fromEntries(manifests.map((manifest) => [manifest.name, manifest])))}`;
  },
});
