/** The facts of the kernel about the app's processes, read often and so read cheaply. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { identityOf, isIdentityAlive } from '../../src/supervisor/processes.js';
import { stat } from '../../test/helpers/os.js';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export const childrenOf = (pid: number) =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** The kernel may leave out a child while another one ends, proc(5): who is not there is looked for once more. */
export function childNamed(root: number, name: 'gateway' | 'stage'): number | undefined {
  return findChild(root, name) ?? findChild(root, name);
}

/** The child of `root` that runs the program `name`; a wrapper that has not yet become it is nobody. */
const findChild = (root: number, name: 'gateway' | 'stage') =>
  childrenOf(root).find((pid) => {
    const [program, script = ''] = read(`/proc/${pid}/cmdline`).split('\0');
    return program === process.execPath && script.endsWith(`/${name}-process.js`);
  });

export const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

export { identityOf, isIdentityAlive };

export const isChildOf = (pid: number, parent: number | undefined) => stat(pid)?.parent === parent;
/** Runs, and is not stopped by a signal. */
export const isAwake = (pid: number) => !['Z', 'X', 'T', undefined].includes(stat(pid)?.state);
export const zombiesOf = (pid: number) => childrenOf(pid).filter((child) => stat(child)?.state === 'Z').length;

/** The targets of the file descriptors of `pid`. */
export function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** Resident memory in MB. */
export const rssOf = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** False when there is nobody to take it. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
