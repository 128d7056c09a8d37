// The floor: what ends is spawned again, and nothing else is done.
import { spawn } from 'node:child_process';
import { job, socketEnv, sockets, tell } from './job.mjs';

const { command, args, count } = job;
const options = { stdio: ['ignore', 'ignore', 'ignore', ...sockets], env: { ...job.env, ...socketEnv } };

function begin() {
  const child = spawn(command, args, options);
  child.on('exit', () => {
    tell('exit', child.pid);
    begin();
  });
}

for (let worker = 0; worker < count; worker++) begin();
