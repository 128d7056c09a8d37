/** The common part of peers: how one is found, and how its supervisor is started. */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The output of a program; null when it cannot be run. */
export function printed(command, ...args) {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return null;
  }
}

export const which = (command) => printed('sh', '-c', 'command -v "$0"', command);

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own.
const FORMAT = '${Version}';

/** The version of the package of a program that does not print its own; null when the machine does not have it. */
export function debianVersion(command, name) {
  if (!which(command)) return null;
  return printed('dpkg-query', '-W', '-f', FORMAT, name) ?? '(version unknown)';
}

export const launch = (command, args, { env, folder }, stderr = 'inherit') =>
  void spawn(command, args, { env, cwd: folder, stdio: ['ignore', 'ignore', stderr] });

export const launchHost = (name) => (job) =>
  launch(process.execPath, [fileURLToPath(new URL(`../hosts/${name}.mjs`, import.meta.url)), JSON.stringify(job)], job);

const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/** A service's `run`, for those that want one. */
export const runScript = ({ command, args }) => `#!/bin/sh\nexec ${[command, ...args].map(quoted).join(' ')}\n`;
