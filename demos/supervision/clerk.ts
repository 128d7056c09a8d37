// Writes the same service down for systemd and launchd. Where one of them runs the machine, it runs the shop; else it is read.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { writeFiles } from '../../src/units/file.js';
import { initOfThisMachine, type Lint, lintLaunchd, lintSystemd } from '../../src/units/init.js';
import { jobLabel, launchdFiles } from '../../src/units/launchd.js';
import { serviceName, systemdFiles } from '../../src/units/systemd.js';
import { carryOut, type Job, launchdJob, systemdJob } from './job.js';
import { servicesFor } from './written.js';

const TREE = 'supervision';
const init = initOfThisMachine();
let running: { name: string; job: Job } | null = null;

function check(name: string, { by, complaints }: Lint): void {
  const verdict = complaints === null ? 'not here to be asked' : complaints.length > 0 ? 'REFUSED' : 'fine';
  console.log(`${name}: ${verdict}\n  ${by}`);
  for (const complaint of complaints ?? []) console.log(`  ${complaint}`);
  metric(`${name} complaints`, complaints?.length ?? 0);
}

function run(name: string, job: Job): void {
  if (init !== name) {
    console.log('  not run: another init here');
    return;
  }
  const trouble = carryOut(job.start);
  if (trouble === null) running = { name, job };
  console.log(trouble === null ? '  and it runs the shop' : `  not run: ${trouble}`);
  metric(`${name} runs`, Number(trouble === null));
}

const units = writeFiles(resolve('systemd'), systemdFiles(TREE, servicesFor('systemd')));
check('systemd', lintSystemd(units));
run('systemd', systemdJob(units, serviceName(TREE, 'shop')));
const jobs = writeFiles(resolve('launchd'), launchdFiles(TREE, servicesFor('launchd')));
check('launchd', lintLaunchd(jobs));
run('launchd', launchdJob(jobs[0] as string, jobLabel(TREE, 'shop'), process.getuid?.() ?? 0));

onFault({
  typo: () => {
    if (!running) return console.log('nobody here runs my shop');
    writeFileSync(`${running.name}.typo`, 'prot = 8080\n');
    carryOut([running.job.term]);
  },
});
process.on('SIGTERM', () => {
  if (running) carryOut(running.job.stop);
  process.exit();
});
startPulse();
ready();
