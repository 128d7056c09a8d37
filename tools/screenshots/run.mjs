// The way in: loads what is written in TypeScript without a build of its own, and the talk as it was built.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { loadDeck } from '../../dist/src/deck/load.js';
import { projectPages } from '../../dist/src/pages/project-pages.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { module } = await runnerImport(here('main.ts'), { configFile: false, logLevel: 'error' });
const { slides } = await loadDeck(projectPages);
process.exitCode = await module.main(process.argv.slice(2), slides);
