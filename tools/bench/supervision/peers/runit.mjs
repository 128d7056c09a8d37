import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianVersion, launch, runScript } from './tools.mjs';

export const runit = {
  name: 'runit',
  install: 'apt-get install runit',
  version: () => debianVersion('runsvdir', 'runit'),
  start(job) {
    for (let nth = 0; nth < job.count; nth++) {
      const service = join(job.folder, `worker-${nth}`);
      mkdirSync(service);
      writeFileSync(join(service, 'run'), runScript(job), { mode: 0o755 });
    }
    launch('runsvdir', [job.folder], job);
  },
};
