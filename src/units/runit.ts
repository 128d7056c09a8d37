/** Service directories for runit, one for each service: runsv(8). runit has no order, no strategy and no limit. */
import { variablesIn } from '../supervisor/environment.js';
import type { UnitFile } from './file.js';
import type { Service } from './service.js';

/** One word for /bin/sh, in which nothing has a meaning. */
export const quoted = (text: string) => (/^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

export const runitFiles = (services: Service[]): UnitFile[] => services.flatMap(serviceDirectory);

function serviceDirectory(service: Service): UnitFile[] {
  const { id } = service;
  const run = { path: `${id}/run`, text: runScript(service), executable: true };
  const after = finishScript(service);
  return after === null ? [run] : [run, { path: `${id}/finish`, text: after, executable: true }];
}

function runScript({ id, start, intensity, period }: Service): string {
  const { command, args = [], env, cwd } = start;
  const settings = env && ['env', '-i', ...variablesIn(env).map(([name, value]) => quoted(`${name}=${value}`))];
  const line = ['exec', ...(settings ?? []), ...[command, ...args].map(quoted)].join(' ');
  return `#!/bin/sh
# ${id}. The tree allows ${intensity} restarts in ${period} ms; runit knows no limit: it tries once a second, for ever.
exec 2>&1
${cwd === undefined ? '' : `cd ${quoted(cwd)} || exit 1\n`}# exec: then the process that runsv ends is the program, and not a shell that it leaves behind.
${line}
`;
}

/** runsv starts everything again, unless it is told not to when the process has ended; $1 is the exit code. */
function finishScript({ restart }: Service): string | null {
  const down = 'printf d > supervise/control';
  if (restart === 'permanent') return null;
  return `#!/bin/sh\n# ${restart}\n${restart === 'transient' ? `[ "$1" = 0 ] && ${down}` : down}\nexit 0\n`;
}
