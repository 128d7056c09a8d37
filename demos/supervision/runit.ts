// The shop under the real runit: runsvdir starts runsv, and that starts the shop.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { writeFiles } from '../../src/units/file.js';
import { runitFiles } from '../../src/units/runit.js';
import { onFault, ready, startPulse } from '../common/tell.js';
import { servicesFor } from './written.js';

const SERVICE = './services/shop';
const STATUS_MS = 3000;

writeFiles('services', runitFiles(servicesFor('runit')));
const runsvdir = spawn('runsvdir', ['services'], { stdio: 'inherit' });
runsvdir.on('exit', () => process.exit(1));

/** runsvdir's only child. */
const runsv = () => Number(execFileSync('pgrep', ['-P', String(runsvdir.pid)], { encoding: 'utf8' }));
const sv = (verb: string) => spawnSync('sv', [verb, SERVICE], { encoding: 'utf8' }).stdout.trim();

onFault({
  typo: () => {
    writeFileSync('runit.typo', 'prot = 8080\n');
    sv('term');
  },
  mend: () => rmSync('runit.typo', { force: true }),
  behead: () => {
    console.log('kill -9 runsv');
    process.kill(runsv(), 'SIGKILL');
  },
});
setInterval(() => console.log(`sv: ${sv('status').replace(`: ${SERVICE}`, '').split(',')[0]}`), STATUS_MS);
startPulse();
ready();
