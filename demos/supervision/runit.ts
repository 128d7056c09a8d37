// The shop under the real runit: runsvdir starts runsv, and that starts the shop.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';
import { writeFiles } from '../../src/units/file.js';
import { runitFiles } from '../../src/units/runit.js';
import { servicesFor } from './written.js';

const SERVICE = './services/shop';
const STATUS_MS = 3000;

writeFiles('services', runitFiles(servicesFor('runit')));
const runsvdir = spawn('runsvdir', ['services'], { stdio: 'inherit' });
runsvdir.on('exit', () => process.exit(1));

/** runsvdir's only child; null while there is none, because runsvdir looks for it only now and then. */
function runsv(): number | null {
  const { stdout } = spawnSync('pgrep', ['-P', String(runsvdir.pid)], { encoding: 'utf8' });
  return stdout ? Number(stdout.split('\n')[0]) : null;
}
const sv = (verb: string) => spawnSync('sv', [verb, SERVICE], { encoding: 'utf8' }).stdout.trim();

onFault({
  typo: () => {
    writeFileSync('runit.typo', 'prot = 8080\n');
    sv('term');
  },
  mend: () => rmSync('runit.typo', { force: true }),
  behead: () => {
    const pid = runsv();
    console.log(pid === null ? 'there is no runsv to kill' : 'kill -9 runsv');
    if (pid !== null) process.kill(pid, 'SIGKILL');
  },
});
setInterval(() => console.log(`sv: ${sv('status').replace(`: ${SERVICE}`, '').split(',')[0]}`), STATUS_MS);
startPulse();
ready();
