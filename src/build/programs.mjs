// The programs that a build starts and waits for, and how both end when a signal asks this process to go.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fail } from './folders.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A shell adds this to the number of the signal that has ended a command; source: POSIX, Shell Command Language, 2.8.2. */
const ENDED_BY_SIGNAL = 128;

/** Ends the program that runs; null when none does. */
let endProgram = null;
/** The exit code of this process, once a signal has asked it to go. */
let askedToExit = null;

const listeners = SIGNALS.map((signal) => ({
  signal,
  listener() {
    askedToExit ??= ENDED_BY_SIGNAL + constants.signals[signal];
    // The process goes on until the program has ended, because what the program writes is removed afterwards.
    if (endProgram) endProgram();
    else process.exit(askedToExit);
  },
}));

/** From here on a signal ends this process by an exit, so that its `exit` listeners remove what it has made. */
export function exitWhenAsked() {
  for (const { signal, listener } of listeners) process.on(signal, listener);
}

/** The command that follows has its own way to end. */
export function leaveSignalsToCommand() {
  for (const { signal, listener } of listeners) process.off(signal, listener);
}

/** By its path, because a PATH may lead nowhere, and the build needs nothing else that stands there. */
const SHELL = '/bin/sh';
/** Reads a pid, then waits for the end of its input, which the death of its parent brings, and sends the process the signal $1. */
const GUARD = `trap '' INT TERM HUP; read -r pid && { read -r _ || kill -s "$1" "$pid"; }`;

/** Waits for a line on descriptor 3, then becomes the program; ends in its place when the parent has died before. */
const GATE = 'read -r _ <&3 || exit; exec "$@" 3<&-';

/** A shell that ends a program by `endSignal` when this process is killed, as it is when memory runs out. */
function startGuard(endSignal) {
  const args = ['-c', GUARD, 'guard', endSignal.replace('SIG', '')];
  const shell = spawn(SHELL, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  // A machine that can start no more processes builds without a guard.
  const ended = new Promise((resolve) => shell.on('close', resolve).on('error', resolve));
  shell.stdin?.on('error', () => {});
  return {
    watch: (pid) => shell.stdin?.write(`${pid}\n`),
    /** Resolves when the shell has ended: before this process, for it would leave a zombie. */
    end() {
      shell.kill('SIGKILL');
      return ended;
    },
  };
}

/**
 * Runs `program`; resolves with its exit code, and with what it says on the streams that `stdio` makes pipes. When a signal asks
 * this process to go, `endSignal` ends the program, and then this process exits; when this process is killed, `endSignal` ends the
 * program as well. The program starts no others. `name`: in an error, when another signal has ended the program; then this
 * process exits as well.
 */
export function runProgram(program, args, { name, stdio, endSignal, env = process.env }) {
  return new Promise((resolve, reject) => {
    // The program begins when its guard knows it, because this process may be killed at any moment.
    const guard = startGuard(endSignal);
    const child = spawn(SHELL, ['-c', GATE, 'gate', program, ...args], { stdio: [...stdio, 'pipe'], env });
    if (child.pid !== undefined) guard.watch(child.pid);
    child.stdio?.[3]?.on('error', () => {}).end('\n');
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    endProgram = () => child.kill(endSignal);
    child.on('error', (error) => guard.end().then(() => reject(error)));
    child.on('close', async (status, signal) => {
      endProgram = null;
      await guard.end();
      if (askedToExit !== null) process.exit(askedToExit);
      if (signal !== null)
        fail(`The build stopped: ${signal} has ended ${name}. Linux sends SIGKILL when memory runs out. Try again.`, 1);
      resolve({ status, said });
    });
  });
}
