/**
 * A process that a child has started stays in the process group of the child, or leaves
 * it with setsid(2). Either way the process inherits the environment, so a mark in the
 * environment finds all of them; on Linux only, and not if they clean their environment.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { killAll, ownIdentity, processesWith } from './processes.js';

const MARK = 'SUPERVISED_BY';
/** A process that forks while we look is found in the next pass; a process that forks faster than this is a fork bomb. */
const PASSES = 10;

/** The common beginning of all marks made here. A thread, or another copy of this module, makes its own in the same process. */
const OURS = `${ownIdentity()}.${randomBytes(4).toString('hex')}.`;

/** A pattern for grep(1) that finds the environment of every process that the children made here have started. */
export const MARK_PATTERN = `${MARK}=[0-9a-f. -]*${OURS.replaceAll('.', '\\.')}`;

let launches = 0;

/** A mark that no other child has or will have, for its environment. */
export const newMark = (): string => `${OURS}${++launches}`;

/** The environment entry that carries `mark`, behind the marks of the supervisors above, because they look for theirs as well. */
export const marked = (mark: string): Record<string, string> => ({
  [MARK]: [process.env[MARK], mark].filter(Boolean).join(' '),
});

/** The marks of the children that are alive. */
const living = new Set<string>();
/**
 * A descriptor that is kept while there is a child, and that is free during a look: a process that has no other left could
 * not read /proc. A look opens one file at a time.
 */
let reserve: number | undefined;

function keepReserve(): void {
  try {
    reserve ??= openSync(devNull, 'r');
  } catch {
    // The next child, or the next look, tries it again.
  }
}

function releaseReserve(): void {
  if (reserve !== undefined) closeSync(reserve);
  reserve = undefined;
}

/** The process with this mark exists, so there will be a look for what it leaves. */
export function expectEscapees(mark: string): void {
  living.add(mark);
  keepReserve();
}

function killEscapees(isMeant: (mark: string) => boolean): void {
  releaseReserve();
  for (let pass = 0; pass < PASSES; pass++) {
    const left = processesWith(MARK).filter(({ value }) => value.split(' ').some(isMeant));
    if (left.length === 0) break;
    killAll(left.map(({ pid }) => pid));
  }
  if (living.size > 0) keepReserve();
}

const waiting = new Set<string>();

/** The look comes after the restarts of the children that died at once, because one look at all processes serves all of them. */
export function killEscapeesSoon(mark: string): void {
  if (waiting.size === 0) setImmediate(killAllEscapees);
  living.delete(mark);
  waiting.add(mark);
}

/** Kills what is still to be looked for, because at the end of a supervisor there may be no later turn. */
export function killAllEscapees(): void {
  const marks = new Set(waiting);
  waiting.clear();
  if (marks.size > 0) killEscapees((mark) => marks.has(mark));
}

/** Kills all processes that the children of this process have started, and the children themselves. */
export const killMarked = (): void => killEscapees((mark) => mark.startsWith(OURS));
