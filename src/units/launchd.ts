/** Jobs for launchd, one for each service: launchd.plist(5). launchd has no order, no strategy and no limit. */
import { variablesIn } from '../supervisor/environment.js';
import type { Restart } from '../supervisor/index.js';
import type { UnitFile } from './file.js';
import { type Plist, writePlist } from './plist.js';
import type { Service } from './service.js';

const KEEP_ALIVE: Record<Restart, Plist> = { permanent: true, transient: { SuccessfulExit: false }, temporary: false };
/** launchd takes whole seconds, and 0 would mean its own default. */
const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
/** launchd's own words for ever: no timeout. */
const FOR_EVER = 0;

export const jobLabel = (tree: string, id: string) => `camp.reboot.${tree}.${id}`;

export const launchdFiles = (tree: string, services: Service[]): UnitFile[] =>
  services.map((service) => ({ path: `${jobLabel(tree, service.id)}.plist`, text: writePlist(job(tree, service)) }));

function job(tree: string, { id, start, restart, shutdown, backoff }: Service): Plist {
  const { command, args = [], env, cwd } = start;
  return {
    Label: jobLabel(tree, id),
    ProgramArguments: [command, ...args],
    ...(cwd !== undefined && { WorkingDirectory: cwd }),
    ...(env && { EnvironmentVariables: Object.fromEntries(variablesIn(env)) }),
    RunAtLoad: true,
    KeepAlive: KEEP_ALIVE[restart],
    // Without it: ten seconds.
    ThrottleInterval: seconds(backoff),
    ExitTimeOut: shutdown === 'infinity' ? FOR_EVER : shutdown === 'brutal_kill' ? 1 : seconds(shutdown),
  };
}
