import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { programsOf, RECORDING_FILE } from '../demo/catalogue.js';
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
    const hasRecording = (name: string) => existsSync(join(programsOf(name), RECORDING_FILE));
    const manifests = (await readDemos()).demos.map((demo) => demoManifest(demo, hasRecording(demo.name)));
    return `export default ${JSON.stringify(Object.fromEntries(manifests.map((manifest) => [manifest.name, manifest])))}`;
  },
});
