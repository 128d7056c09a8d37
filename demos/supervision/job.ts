/** How a written service is run under the init system that it was written for, as commands. The user's own: no rights needed. */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

export interface Job {
  start: string[][];
  /** A polite end, that the init system is to answer. */
  term: string[];
  stop: string[][];
}

const systemctl = (...args: string[]) => ['systemctl', '--user', ...args];

export const systemdJob = (files: string[], service: string): Job => ({
  start: [systemctl('link', '--runtime', ...files), systemctl('start', service)],
  term: systemctl('kill', '--signal=TERM', service),
  stop: [
    systemctl('stop', service),
    systemctl('disable', '--runtime', ...files.map((file) => basename(file))),
    systemctl('reset-failed', service),
  ],
});

export function launchdJob(file: string, label: string, uid: number): Job {
  const domain = `gui/${uid}`;
  return {
    start: [['launchctl', 'bootstrap', domain, file]],
    term: ['launchctl', 'kill', 'TERM', `${domain}/${label}`],
    stop: [['launchctl', 'bootout', `${domain}/${label}`]],
  };
}

/** Runs the commands one after the other; null when all went well, else what the first that did not has said. */
export function carryOut(commands: string[][]): string | null {
  for (const [command = '', ...args] of commands) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env: withRuntimeFolder() });
    if (status !== 0) return error?.message ?? (stderr.trim() || `${command}: exit code ${status}`);
  }
  return null;
}

/** systemctl finds the user's systemd there; a process that was started with an environment of its own may not know. */
const withRuntimeFolder = () => ({ XDG_RUNTIME_DIR: `/run/user/${process.getuid?.()}`, ...process.env });
