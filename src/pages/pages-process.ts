/** Entry point of the process that builds the pages of this project. */
import { constants } from 'node:os';
import { project } from '../project.js';
import { explain, explainDamage } from '../system-error.js';

/** A shell adds this to the number of the signal that has ended a command; source: POSIX, Shell Command Language, 2.8.2. */
const ENDED_BY_SIGNAL = 128;
/** A full disk, as Node and as Vite's native parts (by the number) tell it: the stack of either says nothing more. */
const NO_ROOM = /\b(?:ENOSPC|EDQUOT)\b|os error (?:28|122)\b/;
/** Vite's native parts tell of any other refusal in many lines, with a stack trace without names. */
const NOT_WRITTEN = /Failed to write file in (.+)\n[\s\S]*?Caused by:\s+(.+) \(os error \d+\)/;
/** Node, and parsers that Vite loads, say one of these when a limit such as that of `ulimit -v` leaves them no memory. */
const NO_MEMORY = /\bout of memory\b|cannot allocate/i;
/** Vite copies the folder of the pictures and follows its links; an editor leaves one that leads nowhere while a file is not saved. */
const DEAD_LINK = /prepare-out-dir[\s\S]*ENOENT: no such file or directory, stat '(.+)'/;

/** The one sentence that matters in a message of Vite's; null if there is none. */
function refusalIn(message: string): string | null {
  if (NO_ROOM.test(message))
    return `The pages cannot be written to ${project.pages}, because its disk is full. Make room on it, then try again.`;
  if (NO_MEMORY.test(message))
    return `The pages cannot be built, because memory is short (${message}). Raise the limit, as with \`ulimit -v unlimited\`, or end other programs, then try again.`;
  const link = DEAD_LINK.exec(message)?.[1];
  if (link)
    return `${link} is a link that leads nowhere. Remove it, or save the file that it stands for, then try again.`;
  const [, path, reason] = NOT_WRITTEN.exec(message) ?? [];
  return path ? `The pages cannot be written to ${path}: ${reason}. Mend that, then try again.` : null;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By an exit, so that what is built so far is removed.
  process.on(signal, () => process.exit(ENDED_BY_SIGNAL + constants.signals[signal]));
}

/** Ends this process in words. A parser that Vite loads may throw in a promise for which nobody waits. */
function fail(error: Error): never {
  console.error(refusalIn(error.message) ?? explain(error) ?? error.message);
  process.exit(1);
}
process.on('uncaughtException', fail);

/** Loaded here, so that a package that is missing or damaged is told in words. */
const load = () => Promise.all([import('./build.js'), import('./project-pages.js')]).catch(explainDamage);

try {
  const [{ buildPages }, { projectPages }] = await load();
  await buildPages(projectPages);
} catch (error) {
  fail(error as Error);
}
