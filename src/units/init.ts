/** The init of this machine, and whether it accepts the units that were written for it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { findProgram } from '../supervisor/program.js';

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

/** The reader of property lists that comes with launchd. */
export function lintLaunchd(files: string[]): Lint {
  const by = 'plutil -lint';
  if (!findProgram('plutil', process.env.PATH)) return { by, complaints: null };
  const { status, stdout, stderr } = spawnSync('plutil', ['-lint', '-s', ...files], { encoding: 'utf8' });
  const said = `${stdout}${stderr}`.split('\n').filter(Boolean);
  return { by, complaints: status === 0 ? [] : [...said, `exit code ${status}`] };
}
