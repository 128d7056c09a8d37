import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Demo, faultsOf, workersOf } from './demo.js';

/** The folder of the compiled demos. */
const DEMOS = join(dirname(fileURLToPath(import.meta.url)), '../../demos');

export const programsOf = (name: string) => join(DEMOS, name);

export const demoNames = () => readdirSync(DEMOS).filter((name) => existsSync(join(DEMOS, name, 'demo.js')));

/** Null when there is no such demo; the name is one of a folder list, never a path of somebody's making. */
export async function loadDemo(name: string): Promise<Demo | null> {
  if (!demoNames().includes(name)) return null;
  const module = (await import(pathToFileURL(join(DEMOS, name, 'demo.js')).href)) as { default: Demo };
  return module.default;
}

export const catalogueOf = (demos: Demo[]) => Object.fromEntries(demos.map((demo) => [demo.name, entryOf(demo)]));

/** What can be done to whom. */
export const entryOf = (demo: Demo): Record<string, string[]> =>
  Object.fromEntries(workersOf(demo.tree).map(({ id }) => [id, faultsOf(demo, id)]));
