/** Refusals of the operating system and of the module loader, in words for the person at the terminal. */
import { getSystemErrorMap } from 'node:util';

/** The program cannot begin on this machine as it is. The message says what is refused, where, and what to do. */
export class SystemError extends Error {}

/** The state of a refused path, by the code of the refusal. */
const REASONS: Record<string, string> = {
  EACCES: 'is closed to this user',
  EDQUOT: 'is on a disk on which this user may have no more',
  EMFILE: 'cannot be opened because this process has too many files open',
  ENAMETOOLONG: 'has too long a name',
  ENOENT: 'does not exist',
  ENOSPC: 'is on a disk that is full',
  ENOTDIR: 'leads through a file, not through folders',
  EPERM: 'is closed to this user',
  EROFS: 'is on a file system that is read-only',
};

const isErrno = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';

/** The end of a sentence that begins with the path: `/x` *does not exist*. */
export function reasonOf(error: unknown): string {
  if (!isErrno(error)) return `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  const text = getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  return REASONS[error.code] ?? `cannot be used: ${text} (${error.code})`;
}

/** The process, or the machine, may open no more files. */
export const isOutOfFiles = (error: unknown): boolean => isErrno(error) && ['EMFILE', 'ENFILE'].includes(error.code);

const INSTALL = 'Run `npm ci --ignore-scripts`, then try again.';

/** A sentence for an error that is not a mistake of this program; null for every other error, whose stack is wanted. */
export function explain(error: unknown): string | null {
  if (error instanceof SystemError) return error.message;
  if (!isErrno(error)) return null;
  if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') {
    const [first = ''] = error.message.split('\n');
    return `A package is missing or incomplete: ${first}. ${INSTALL}`;
  }
  if (isOutOfFiles(error))
    return `The command cannot open all of its files (${error.code}). Raise the limit, as with \`ulimit -n 1024\`, then try again.`;
  if (error.syscall === undefined || error.path === undefined) return null;
  return `${error.path} ${reasonOf(error)} (${error.syscall}: ${error.code}). Mend that, then try again.`;
}

/** Throws the error of a module that was not loaded: for all that `explain` does not know, as a `SystemError` about damaged packages. */
export function explainDamage(error: unknown): never {
  if (explain(error) !== null || !(error instanceof Error)) throw error;
  const [first] = error.message.split('\n');
  throw new SystemError(
    `The code cannot be loaded (${error.name}: ${first}). On a full disk npm leaves files cut off, and only warns: make room. ${INSTALL}`,
  );
}
