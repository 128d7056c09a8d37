import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianVersion, launch, runScript } from './tools.mjs';

const READY_FD = '3';

/** Without readiness each restart would wait a second. */
export const s6 = {
  name: 's6, with readiness',
  install: 'apt-get install s6',
  version: () => debianVersion('s6-svscan', 's6'),
  start(job) {
    for (let nth = 0; nth < job.count; nth++) {
      const service = join(job.folder, `worker-${nth}`);
      mkdirSync(service);
      writeFileSync(join(service, 'run'), runScript(job), { mode: 0o755 });
      writeFileSync(join(service, 'notification-fd'), `${READY_FD}\n`);
    }
    launch('s6-svscan', [job.folder], { ...job, env: { ...job.env, READY_FD } });
  },
};
