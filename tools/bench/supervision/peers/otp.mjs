import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch, printed, which } from './tools.mjs';

const SOURCE = fileURLToPath(new URL('otp.erl', import.meta.url));
const RELEASE = 'io:put_chars(erlang:system_info(otp_release)), halt().';
/** OTP would report each death at length. */
const SILENT = ['-kernel', 'logger_level', 'none'];

export const otp = {
  name: 'Erlang/OTP, supervisor with a port',
  install: 'apt-get install erlang-base',
  version: () => which('erlc') && printed('erl', '-noshell', '-eval', RELEASE),
  start(job) {
    const { command, args, count, folder } = job;
    execFileSync('erlc', ['-o', folder, SOURCE]);
    const run = ['-noshell', '-noinput', ...SILENT, '-pa', folder, '-run', 'otp', 'run'];
    // Its helper complains when all of it is ended at once.
    launch('erl', [...run, '-extra', String(count), command, ...args], job, 'ignore');
  },
};
