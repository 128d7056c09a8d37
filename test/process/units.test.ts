import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carryOut, systemdJob } from '../../demos/supervision/job.js';
import type { SupervisorSpec } from '../../src/supervisor/index.js';
import { writeFiles } from '../../src/units/file.js';
import { initOfThisMachine, lintSystemd } from '../../src/units/init.js';
import { runitFiles } from '../../src/units/runit.js';
import { servicesOf } from '../../src/units/service.js';
import { serviceName, systemdFiles } from '../../src/units/systemd.js';
import { ROOT, run } from '../helpers/app.js';
import { markedEnv } from '../helpers/os.js';
import { realThing } from '../helpers/real-thing.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

/** Words that a shell, or systemd, would interpret. */
const ODD = ['50% of $HOME', 'a "b" \'c\' \\d', '`e`', '%n', '$', 'two\nlines'];
/** Writes down what it was told, once for each boot, and fails. */
const BOOT = `require('fs').appendFileSync('boots', JSON.stringify([process.argv.slice(1), process.env.ODD]) + '\\n');
  process.exit(1)`;
const TOLD = JSON.stringify([ODD, ODD[0]]);

const { here } = useSupervisors();

/** One service that fails at boot, allowed to be started twice. */
function services() {
  const cwd = join(here.folder, 'in work');
  mkdirSync(cwd);
  const env = { ...markedEnv(here.mark), ODD: ODD[0] as string };
  const start = { command: process.execPath, args: ['-e', BOOT, '--', ...ODD], env, cwd };
  const spec: SupervisorSpec = { intensity: 1, period: 60_000, children: [{ id: 'odd', start, backoff: 100 }] };
  const boots = () => {
    const file = join(cwd, 'boots');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  };
  return { services: servicesOf('top', spec), boots };
}

const begin = (command: string, args: string[]) => {
  const process = spawn(command, args, { env: markedEnv(here.mark), stdio: 'ignore' });
  const ended = new Promise((resolve) => process.once('exit', resolve));
  return { end: () => ended, kill: () => process.kill() };
};

describe.skipIf(!realThing('runsv', 'runit'))('under the real runit', () => {
  it('a service gets literally what the tree says, and is never given up', async () => {
    const { services: written, boots } = services();
    writeFiles(here.folder, runitFiles(written));
    const runsv = begin('runsv', [join(here.folder, 'odd')]);
    await until(() => boots().length > 2, { what: 'runit starts it a third time' });
    runsv.kill();
    await runsv.end();
    expect(new Set(boots())).toEqual(new Set([TOLD]));
  });
});

describe.skipIf(!realThing('systemd-analyze', 'systemd'))('for systemd', () => {
  it('units that are written are read without complaint, and wrong ones are not', () => {
    const { services: written } = services();
    const files = writeFiles(here.folder, systemdFiles('t', written));
    expect(lintSystemd(files)).toMatchObject({ complaints: [] });
    const [service] = files.slice(-1) as [string];
    writeFileSync(service, readFileSync(service, 'utf8').replace('ExecStart=', 'ExecStart=nowhere/'));
    expect(lintSystemd(files).complaints?.join()).toContain(basename(service));
  });
});

/** As is the case where systemd has booted the machine and this user has logged in. */
const answers = initOfThisMachine() === 'systemd' && carryOut([['systemctl', '--user', 'show']]) === null;

describe.skipIf(!answers)('under the real systemd, where it runs this machine', () => {
  it('a service gets literally what the tree says, and is given up when the tree would', async () => {
    const { services: written, boots } = services();
    const name = serviceName('t', 'odd');
    const job = systemdJob(writeFiles(here.folder, systemdFiles('t', written)), name);
    try {
      expect(carryOut(job.start)).toBe(null);
      await until(() => carryOut([['systemctl', '--user', 'is-failed', name]]) === null, { what: 'systemd gives up' });
      expect(boots()).toEqual([TOLD, TOLD]);
    } finally {
      expect(carryOut(job.stop)).toBe(null);
    }
  });
});

describe('a demo’s tree', () => {
  /** runit, systemd, launchd. */
  const KINDS = 3;

  it('a demo’s tree is written for all three, once, and nothing is started', async () => {
    const folder = join(here.folder, 'units of a tree');
    const first = run(['demo', 'supervision', '--units', folder], { env: markedEnv(here.mark) });
    expect(await first.exit, first.stdout + first.stderr).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['launchd', 'runit', 'systemd', 'work']);
    expect(readdirSync(join(folder, 'runit')).sort()).toEqual(['boss', 'clerk', 'customer', 'runit', 'shop']);
    expect(first.stdout).toContain('Nothing was started.');
    expect(first.stdout).toContain(`to run them: runsvdir '${join(folder, 'runit')}'\n`);
    const second = run(['demo', 'supervision', '--units', folder], { env: markedEnv(here.mark) });
    expect(await second.exit).toBe(2);
    expect(second.stderr).toContain('there is something in it already');
  });

  it('names programs of the last build in what is written, because later builds remove the one that wrote it', async () => {
    const folder = join(here.folder, 'units');
    // One program of this demo is an argument of a shell.
    const writing = run(['demo', 'messages', '--units', folder], { env: markedEnv(here.mark) });
    expect(await writing.exit, writing.stdout + writing.stderr).toBe(0);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const text = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('');
    for (const program of ['writer.js', 'reader.js']) {
      expect(text.split(join(ROOT, 'dist/demos/messages', program)).length - 1).toBeGreaterThanOrEqual(KINDS);
    }
    expect(text).not.toContain(realpathSync(join(ROOT, 'dist/demos')));
  });
});
