// A warm standby by hand: one works, one has loaded everything and waits.
import { spawn } from 'node:child_process';
import { job, socketEnv, sockets } from './job.mjs';

const { command, args } = job;
const stdio = ['ignore', 'ignore', 'ignore', ...sockets, 'ipc'];
const fork = (env) => spawn(command, args, { stdio, env: { ...job.env, ...socketEnv, ...env } });

let spare;
function prepare() {
  spare = fork({ STANDBY: '1' });
}

function lead(active) {
  active.on('exit', () => {
    spare.send({ type: 'promote' });
    lead(spare);
    prepare();
  });
}

lead(fork({}));
prepare();
