import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launch, which } from './tools.mjs';

const program = which(process.env.PM2 ?? 'pm2');

/** An app of its own for each program; `none` for what is not Node's. */
function app({ command, args, count, env, folder }) {
  const isNode = command === process.execPath;
  const [script, ...rest] = isNode ? args : [command, ...args];
  return {
    name: 'worker',
    script,
    args: rest,
    ...(!isNode && { interpreter: 'none' }),
    exec_mode: 'fork',
    instances: count,
    cwd: folder,
    env,
    // pm2 gives up after 16 early ends.
    max_restarts: 1_000_000,
  };
}

export const pm2 = {
  name: 'pm2',
  install: 'npm i -g pm2, or PM2=its path',
  // Asked for its version it would leave a daemon.
  version: () =>
    program && JSON.parse(readFileSync(join(dirname(realpathSync(program)), '../package.json'), 'utf8')).version,
  start(job) {
    const file = join(job.folder, 'ecosystem.json');
    writeFileSync(file, JSON.stringify({ apps: [app(job)] }));
    launch(program, ['start', file], { ...job, env: { ...job.env, PM2_HOME: job.folder } });
  },
};
