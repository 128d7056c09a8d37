/** The demos of this project as their authors have written them, with every mistake at its place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../deck/problem.js';
import type { Problem, Questions } from '../deck/types.js';
import { demoNames, entryOf } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { project } from '../project.js';
import { type DemoFile, type DemoFolders, lessonsWithoutDemo, readDemo } from './demo-files.js';

const FOLDERS: DemoFolders = { compiled: project.demos, sources: project.demoSources };

/** A demo was done wrong by its author: the message has every mistake with its place. */
export class WrongDemo extends Error {
  constructor(problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

/** Null when there is no such demo; the name is one of a folder list, never a path of somebody's making. Rejects with a `WrongDemo`. */
export async function loadSoundDemo(name: string): Promise<Demo | null> {
  if (!demoNames().includes(name)) return null;
  const { demo, problems } = await readDemo(FOLDERS, name);
  if (problems.length > 0) throw new WrongDemo(problems);
  return demo;
}

/** Every demo that can be played, and all that is wrong with the others. */
export async function readDemos(): Promise<{ demos: Demo[]; problems: Problem[] }> {
  const files = await readFiles();
  return {
    demos: files.flatMap(({ demo, problems }) => (demo && problems.length === 0 ? [demo] : [])),
    problems: [...files.flatMap(({ problems }) => problems), ...lessonsWithoutDemo(FOLDERS)],
  };
}

const readFiles = (): Promise<(DemoFile & { name: string })[]> =>
  Promise.all(demoNames().map(async (name) => ({ name, ...(await readDemo(FOLDERS, name)) })));

/** The names that slides may use: every demo with its processes, each with the faults that it takes. A demo that cannot be read is missing. */
export const catalogue = async () =>
  Object.fromEntries((await readFiles()).map(({ name, demo }) => [name, demo ? entryOf(demo) : {}]));

/** Which demos have a question, and which answer it. */
export const questions = async (): Promise<Questions> =>
  Object.fromEntries(
    (await readFiles()).map(({ name, demo }) => [
      name,
      {
        isAsked: existsSync(join(FOLDERS.sources, name, 'lesson.md')),
        isAnswered: demo === null || demo.outcome !== undefined,
      },
    ]),
  );
