/** Can this program be run? A wrapper always starts; that it then finds nothing to `exec` would look like a program that failed. */
import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ProcessStart } from './spec.js';

/** Where execvp(3) looks when there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The file that `command` is, as execvp(3) finds it. */
export function findProgram(command: string, path = DEFAULT_PATH, cwd = '.'): string | undefined {
  const folders = command.includes('/') ? ['.'] : path.split(':');
  return folders.map((folder) => resolve(cwd, folder, command)).find(isProgram);
}

/** Throws when there is no such program, or no such folder to run it in. */
export function checkThatItCanRun({ command, cwd, env = process.env as Record<string, string> }: ProcessStart): void {
  if (cwd !== undefined && !statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`there is no folder ${cwd}`);
  }
  if (!findProgram(command, env.PATH, cwd)) throw new Error(`there is no program ${command}`);
}
