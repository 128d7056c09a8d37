import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue, Problem } from '../deck/types.js';
import type { Lesson, Question } from './lesson.js';
import { parseLesson } from './parse.js';

/** The lessons of the demos in `folder`, in the order of `names`; a demo may have none. */
export function loadLessons(
  folder: string,
  names: string[],
  catalogue: Catalogue,
): { lessons: Lesson[]; problems: Problem[] } {
  const parsed = names.flatMap((name) => {
    const file = join(folder, name, 'lesson.md');
    const demo = catalogue[name];
    if (!demo || !existsSync(file)) return [];
    return [parseLesson({ name, path: `demos/${name}/lesson.md`, text: readFileSync(file, 'utf8'), demo })];
  });
  return {
    lessons: parsed.flatMap(({ lesson }) => lesson ?? []),
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

/** The question of the lesson in that folder; null when there is none, or it cannot be read. */
export function loadQuestion(folder: string, demo: Catalogue[string]): Question | null {
  const file = join(folder, 'lesson.md');
  if (!existsSync(file)) return null;
  return parseLesson({ name: '', path: file, text: readFileSync(file, 'utf8'), demo }).lesson?.predict ?? null;
}
