import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { project } from '../project.js';
import { type Demo, faultsOf, workersOf } from './demo.js';

export const programsOf = (name: string) => join(project.demos, name);

/** The name of the file beside the programs of a demo that holds its recording, if it has one. */
export const RECORDING_FILE = 'recording.jsonl';

export const demoNames = () =>
  readdirSync(project.demos).filter((name) => existsSync(join(project.demos, name, 'demo.js')));

/** Null when there is no such demo; the name is one of a folder list, never a path of somebody's making. */
export async function loadDemo(name: string): Promise<Demo | null> {
  if (!demoNames().includes(name)) return null;
  const module = (await import(pathToFileURL(join(project.demos, name, 'demo.js')).href)) as { default: Demo };
  return module.default;
}

export const catalogueOf = (demos: Demo[]) => Object.fromEntries(demos.map((demo) => [demo.name, entryOf(demo)]));

/** The faults of each process. */
export const entryOf = (demo: Demo): Record<string, string[]> =>
  Object.fromEntries(workersOf(demo.tree).map(({ id }) => [id, faultsOf(demo, id)]));
