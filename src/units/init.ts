/** The init of this machine, and whether it accepts the units that were written for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findProgram } from '../supervisor/program.js';
import { readPlist } from './plist.js';

export type Init = 'systemd' | 'launchd' | 'another';

/** sd_booted(3) looks at the same folder. */
export function initOfThisMachine(): Init {
  if (process.platform === 'darwin') return 'launchd';
  return existsSync('/run/systemd/system') ? 'systemd' : 'another';
}

/** `complaints`: null when nobody here can tell. */
export interface Lint {
  by: string;
  complaints: string[] | null;
}

/** systemd reads the units itself, without running any. */
export function lintSystemd(files: string[]): Lint {
  const by = 'systemd-analyze verify';
  if (!findProgram('systemd-analyze', process.env.PATH)) return { by, complaints: null };
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], { encoding: 'utf8' });
  // systemd reads the units that these refer to as well; its complaints about the machine's own units are left out.
  const ours = stderr.split('\n').filter((line) => files.some((file) => line.includes(basename(file))));
  return { by, complaints: status === 0 ? ours : [...ours, `exit code ${status}`] };
}

export function lintLaunchd(files: string[]): Lint {
  const complaints = files.flatMap((file) => {
    try {
      readPlist(readFileSync(file, 'utf8'));
      return [];
    } catch (error) {
      return [`${file}: ${(error as Error).message}`];
    }
  });
  return { by: 'read back as a property list', complaints };
}
