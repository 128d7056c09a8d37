import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Demo, Requirement } from './demo.js';

function isInstalled(command: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The programs of the operating system that `demo` needs and that are not in the PATH. */
export const missingFor = (demo: Demo, path = process.env.PATH ?? ''): Requirement[] =>
  (demo.requires ?? []).filter(({ command }) => !isInstalled(command, path));

/** What to do about it, in words. */
export const askFor = (demo: string, missing: Requirement[]): string => {
  const commands = missing.map(({ command }) => command).join(' and ');
  const packages = missing.map((requirement) => requirement.package).join(' ');
  return `${demo} needs ${commands}, which this machine does not have. On Debian: apt-get install ${packages}`;
};
