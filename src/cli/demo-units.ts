/** A demo's tree as files for the init systems of others, and what those say to them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programsOf } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { supervisorSpec } from '../demo/tree.js';
import { project } from '../project.js';
import type { SupervisorSpec } from '../supervisor/index.js';
import { reasonOf } from '../system-error.js';
import { writeFiles } from '../units/file.js';
import { initOfThisMachine, type Lint, lintLaunchd, lintSystemd } from '../units/init.js';
import { launchdFiles } from '../units/launchd.js';
import { quoted, runitFiles } from '../units/runit.js';
import { servicesOf } from '../units/service.js';
import { systemdFiles } from '../units/systemd.js';
import { makeFolder } from './new-files.js';
import { UsageError } from './usage.js';

/** npm puts much into the PATH that is nobody's business later. */
const PLAIN_PATH = '/usr/local/bin:/usr/bin:/bin';

/** Writes all three kinds below `folder`; resolves with 1 when somebody refuses what was written. */
export async function writeUnits(demo: Demo, folder: string): Promise<number> {
  const here = resolve(folder);
  if (existsSync(here) && !statSync(here).isDirectory()) {
    throw new UsageError(`--units ${folder}: that is a file. Take a folder that is new or empty.`);
  }
  if (existsSync(here) && readdirSync(here).length > 0) {
    throw new UsageError(`--units ${folder}: there is something in it already. Take a folder that is new or empty.`);
  }
  const cwd = join(here, 'work');
  try {
    makeFolder(cwd);
  } catch (error) {
    throw new UsageError(`--units ${folder}: ${here} ${reasonOf(error)}. Take a folder in which you may write.`);
  }
  const env = { PATH: PLAIN_PATH, HOME: cwd, LANG: 'C.UTF-8' };
  const spec = supervisorSpec(demo.tree, { programs: programsOf(demo.name), cwd, env });
  const services = servicesOf(demo.tree.id, lasting(spec));

  const runit = join(here, 'runit');
  tell('runit', writeFiles(runit, runitFiles(services)), `to run them: runsvdir ${quoted(runit)}`);
  const units = writeFiles(join(here, 'systemd'), systemdFiles(demo.name, services));
  const jobs = writeFiles(join(here, 'launchd'), launchdFiles(demo.name, services));
  const lints = { systemd: lintSystemd(units), launchd: lintLaunchd(jobs) };
  tell('systemd', units, verdict(lints.systemd));
  tell('launchd', jobs, verdict(lints.launchd));
  console.log(`Nothing was started. ${aboutInit(initOfThisMachine())}`);
  return Object.values(lints).some(({ complaints }) => complaints && complaints.length > 0) ? 1 : 0;
}

/** The next builds remove the build that runs now, so what is written names programs of the last build, whichever that is. */
const lasting = (spec: SupervisorSpec): SupervisorSpec =>
  JSON.parse(JSON.stringify(spec), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(project.demos, project.lastDemos) : value,
  );

function tell(kind: string, files: string[], more: string): void {
  console.log(`${kind}: ${files.length} files; ${more}`);
}

const aboutInit = (init: ReturnType<typeof initOfThisMachine>) =>
  init === 'another' ? "This machine's init is neither systemd nor launchd." : `This machine's init is ${init}.`;

function verdict({ by, complaints }: Lint): string {
  if (complaints === null) return `not checked, for there is no ${by} here`;
  return complaints.length === 0 ? `fine (${by})` : `refused (${by})\n  ${complaints.join('\n  ')}`;
}
