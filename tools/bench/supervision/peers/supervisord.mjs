import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, printed } from './tools.mjs';

const inIni = (word) => JSON.stringify(word.replaceAll('%', '%%'));

/** `startsecs=0`: else it gives up what dies young after three tries. */
const config = ({ command, args, count, folder }) => `[supervisord]
nodaemon=true
logfile=${folder}/log
pidfile=${folder}/pid
childlogdir=${folder}
[program:worker]
command=${[command, ...args].map(inIni).join(' ')}
numprocs=${count}
process_name=worker-%(process_num)d
autorestart=true
startsecs=0
`;

export const supervisord = {
  name: 'supervisord',
  install: 'apt-get install supervisor',
  version: () => printed('supervisord', '--version'),
  start(job) {
    const file = join(job.folder, 'supervisord.conf');
    writeFileSync(file, config(job));
    launch('supervisord', ['-c', file], job);
  },
};
