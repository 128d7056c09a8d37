/** Reads demos from their folders, each with all that is wrong with it, at its place in the source. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { normalise, positionAt } from '../deck/text.js';
import type { Problem } from '../deck/types.js';
import type { Demo } from '../demo/demo.js';
import { isOutOfFiles } from '../system-error.js';
import { asDemo, type Mistake, mistakesOf, placeOf } from './mistakes.js';

export interface DemoFolders {
  /** Where the demos are compiled, a folder for each. */
  compiled: string;
  /** Where their sources are. */
  sources: string;
}

export interface DemoFile {
  /** Null when the file could not be read as a demo. */
  demo: Demo | null;
  problems: Problem[];
}

/** Reads the demo in the folder `name`, which is there. Rejects when no more files can be opened. */
export async function readDemo({ compiled, sources }: DemoFolders, name: string): Promise<DemoFile> {
  const file = join(sources, name, 'demo.ts');
  const source = existsSync(file) ? normalise(readFileSync(file, 'utf8')) : '';
  const told = (mistakes: Mistake[]) =>
    mistakes.map(({ message, at }) => problem(`demos/${name}/demo.ts`, source, placeOf(source, at), message));
  const built = join(compiled, name, 'demo.js');
  try {
    const found = asDemo(((await import(pathToFileURL(built).href)) as { default?: unknown }).default);
    if ('mistakes' in found) return { demo: null, problems: told(found.mistakes) };
    const { demo } = found;
    const mistakes = mistakesOf(demo, name, (program) => existsSync(join(compiled, name, program)));
    return { demo, problems: told(mistakes) };
  } catch (error) {
    // That is no mistake of the demo.
    if (isOutOfFiles(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const place = thrownAt(error, built, source);
    return {
      demo: null,
      problems: [problem(`demos/${name}/demo.ts`, source, place, `This demo throws when it is read: ${message}`)],
    };
  }
}

/** Lessons whose folder has no demo. */
export function lessonsWithoutDemo({ compiled, sources }: DemoFolders): Problem[] {
  const folders = existsSync(sources) ? readdirSync(sources) : [];
  return folders
    .filter((name) => existsSync(join(sources, name, 'lesson.md')) && !existsSync(join(compiled, name, 'demo.js')))
    .map((name) =>
      problem(
        `demos/${name}/lesson.md`,
        '',
        0,
        `This lesson has no demo. Write demos/${name}/demo.ts, or remove the lesson.`,
      ),
    );
}

const problem = (path: string, source: string, offset: number, message: string): Problem => ({
  path,
  ...positionAt(source, offset),
  message,
});

/** The compiler keeps the words of a line but not its number: the line that threw is looked for by its words. */
function thrownAt(error: unknown, built: string, source: string): number {
  const frame = new RegExp(`${built.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}:(\\d+)`);
  const [, line] = frame.exec((error as Error)?.stack ?? '') ?? [];
  const words = line === undefined ? '' : (readFileSync(built, 'utf8').split('\n')[Number(line) - 1] ?? '').trim();
  return words === '' ? 0 : Math.max(0, source.indexOf(words));
}
