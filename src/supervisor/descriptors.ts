/**
 * Node keeps the handles, and some of the descriptors, of a child that it could not start because the descriptors had run out
 * (findings/node-failed-spawn-keeps-descriptors.sh). A supervisor tries again and again, so it looks before each try whether
 * there are enough.
 */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** The pipe on which the new process reports that execve(2) has failed. */
const FOR_REPORT = 2;
/** Each pipe to a child is a socket pair. */
const FOR_PIPE = 2;

/** Throws `EMFILE` or `ENFILE` when a child with so many pipes cannot be started now. */
export function checkDescriptors(pipes: number): void {
  const taken: number[] = [];
  try {
    while (taken.length < FOR_REPORT + FOR_PIPE * pipes) taken.push(openSync(devNull, 'r'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Any other error is about the device and not about descriptors.
    if (code !== 'EMFILE' && code !== 'ENFILE') return;
    throw Object.assign(new Error(`spawn ${code}`), { code, syscall: 'spawn' });
  } finally {
    for (const descriptor of taken) closeSync(descriptor);
  }
}
