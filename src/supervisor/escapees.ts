/**
 * What a child has started stays in its process group, or leaves it with setsid(2). Both inherit the environment,
 * so a mark in there finds them all; on Linux only, and not those who clean their environment.
 */
import { randomBytes } from 'node:crypto';
import { killAll, ownIdentity, processesWith } from './processes.js';

const MARK = 'SUPERVISED_BY';
/** One that forks while we look is found in the next pass; whoever forks faster than this is a bomb. */
const PASSES = 10;

/** Of all marks made here. A thread, or another copy of this module, makes its own in the same process. */
const OURS = `${ownIdentity()}.${randomBytes(4).toString('hex')}.`;

/** Finds, as grep(1) reads it, the environment of whatever the children made here have started. */
export const MARK_PATTERN = `${MARK}=[0-9a-f. -]*${OURS.replaceAll('.', '\\.')}`;

let launches = 0;

/** A mark that no other child has or will have, for its environment. */
export const newMark = (): string => `${OURS}${++launches}`;

/** The environment entry that carries `mark`, behind those of the supervisors above: they look for theirs as well. */
export const marked = (mark: string): Record<string, string> => ({
  [MARK]: [process.env[MARK], mark].filter(Boolean).join(' '),
});

function killEscapees(isMeant: (mark: string) => boolean): void {
  for (let pass = 0; pass < PASSES; pass++) {
    const left = processesWith(MARK).filter(({ value }) => value.split(' ').some(isMeant));
    if (left.length === 0) return;
    killAll(left.map(({ pid }) => pid));
  }
}

const waiting = new Set<string>();

/** Once those who died at once have been started again: one look at all processes does for all of them. */
export function killEscapeesSoon(mark: string): void {
  if (waiting.size === 0) setImmediate(killAllEscapees);
  waiting.add(mark);
}

/** Those that are still to be looked for: at the end of a supervisor there may be no later. */
export function killAllEscapees(): void {
  const marks = new Set(waiting);
  waiting.clear();
  if (marks.size > 0) killEscapees((mark) => marks.has(mark));
}

/** All that the children of this process have started, and the children themselves. */
export const killMarked = (): void => killEscapees((mark) => mark.startsWith(OURS));
