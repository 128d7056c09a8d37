import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
import { Channel } from './channel.js';
import { checkDescriptors } from './descriptors.js';
import { handedOn } from './environment.js';
import { failureIn, StartError, type StartFailure, systemFailure } from './errors.js';
import { expectEscapees, killEscapeesSoon, marked, newMark } from './escapees.js';
import { guardGroup, prepareGuard, releaseGroup } from './guard.js';
import { type Launch, type LaunchEvents, type Launched, NOBODY } from './launch.js';
import { exists } from './processes.js';
import { checkThatItCanRun, findProgram } from './program.js';
import { type Child, isProcess, type ProcessStart } from './spec.js';

/**
 * The program that makes a child end with this process, if there is
 * one that can: busybox has another. Undefined until it is known.
 */
let tie: { program: string | undefined } | undefined;

function setpriv(): string | undefined {
  if (tie) return tie.program;
  const program = process.platform === 'linux' ? findProgram('setpriv', process.env.PATH) : undefined;
  const status = program ? spawnSync(program, ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status : 0;
  // When there is no process or descriptor left now, the program stays unknown, and the next call tries it again.
  if (status !== null) tie = { program: status === 0 ? program : undefined };
  return tie?.program;
}

/**
 * The supervisor may have ended before `setpriv` could ask for a
 * signal at that end; then no program is to be started any more.
 */
const STILL_OURS = '[ "$PPID" = "$0" ]';
const WITH_SOCKETS = `${STILL_OURS} && export LISTEN_PID=$$ && exec "$@"`;
/**
 * A session without a controlling terminal gets the terminal that it opens, so Ctrl-C is a signal (tty_ioctl(4)). The
 * terminal is prepared before there is a program that could see it unprepared.
 */
const inTerminal = (preparation: string) =>
  `${STILL_OURS} && terminal=$1 && shift && exec <>"$terminal" && ${preparation} && exec "$@"`;

/**
 * The command with wrappers that `exec` in place, so the pid is the worker's own. `setpriv --pdeathsig`: the worker ends
 * with its supervisor, however that ends; elsewhere the worker leaves on IPC disconnect. A shell runs only where the
 * process itself has to do something, because a shell reads variables of the environment as its own, and hands on none
 * whose name it would not give to a variable.
 */
function wrapped(start: ProcessStart, terminal: ProcessOptions['terminal']): string[] {
  const command = [start.command, ...(start.args ?? [])];
  const program = setpriv();
  const wrapper = program ? [program, '--pdeathsig', 'KILL', '--'] : [];
  const us = String(process.pid);
  if (terminal) return [...wrapper, '/bin/sh', '-c', inTerminal(terminal.preparation), us, terminal.device, ...command];
  if (start.listen) return [...wrapper, '/bin/sh', '-c', WITH_SOCKETS, us, ...command];
  return [...wrapper, ...command];
}

/**
 * The variables that name the child's end of the channel. Node's own runtime reads `NODE_CHANNEL_FD`, and `process.send`
 * works; s6 calls the descriptor of `NOTIFICATION_FD` a notification-fd.
 */
function channelAt(fd: number, ready: Child['ready']): NodeJS.ProcessEnv {
  if (ready === 'newline') return { NOTIFICATION_FD: String(fd) };
  return { NODE_CHANNEL_FD: String(fd), NODE_CHANNEL_SERIALIZATION_MODE: 'json' };
}

/** The child's environment, with the variables that systemd's daemons read as well: sd_watchdog_enabled(3), sd_listen_fds(3). */
function environmentOf(child: Child, start: ProcessStart, mark: string, channelFd: number): NodeJS.ProcessEnv {
  return {
    ...(start.env ?? handedOn()),
    ...marked(mark),
    ...(channelFd >= 0 && channelAt(channelFd, child.ready)),
    ...(child.watchdog > 0 && { WATCHDOG_USEC: String(child.watchdog * 1000) }),
    ...(start.listen && { LISTEN_FDS: String(start.listen.length) }),
  };
}

/** Input, output and errors: the streams that `stdio` is about when it is one word for all. */
const STANDARD_STREAMS = 3;

export interface ProcessOptions {
  /** As for `spawn`; the entry `'ipc'`, if there is one, is the channel for readiness and messages. */
  stdio: StdioOptions;
  /**
   * The device that becomes the controlling terminal of the process, unless another session has it already, and shell
   * commands that prepare it before the program begins.
   */
  terminal?: { device: string; preparation: string };
}

const pipesIn = (stdio: StdioOptions): number =>
  Array.isArray(stdio) ? stdio.filter((one) => one === 'pipe' || one === 'overlapped').length : STANDARD_STREAMS;

/** Starts one OS process in a session of its own. ENOENT, EAGAIN and EMFILE arrive as `failed`. Throws for a supervisor. */
export function launchProcess(child: Child, options: ProcessOptions, on: LaunchEvents): Launched {
  const { start } = child;
  if (!isProcess(start)) throw new TypeError(`${child.id} is a supervisor, not a process`);
  const [command = start.command, ...args] = wrapped(start, options.terminal);
  const mark = newMark();
  const channelFd = Array.isArray(options.stdio) ? options.stdio.indexOf('ipc') : -1;
  // Node's own channel would throw in this process at a line that it cannot read. A pipe of Node's is a socket pair as well.
  const stdio = Array.isArray(options.stdio)
    ? options.stdio.map((one) => (one === 'ipc' ? 'pipe' : one))
    : options.stdio;
  let running: ChildProcess;
  try {
    checkThatItCanRun(start);
    prepareGuard();
    checkDescriptors(pipesIn(stdio));
    const env = environmentOf(child, start, mark, channelFd);
    running = spawn(command, args, { cwd: start.cwd, env, stdio, detached: true });
  } catch (error) {
    failSoon(error as NodeJS.ErrnoException, start, on);
    return NOBODY;
  }
  return supervise(running, child, { mark, channelFd }, on);
}

/** The resource that the system lacks when it starts no further process, by the name of its error. */
const LACKS: Readonly<Record<string, string>> = {
  EAGAIN: 'no further process is allowed: raise the limit (ulimit -u), or start fewer',
  EMFILE: 'this process has no file descriptor left: raise the limit (ulimit -n), or start fewer',
  ENFILE: 'this machine has no file descriptor left: close some, or raise fs.file-max',
  ENOMEM: 'this machine has no memory left for another process',
  E2BIG: 'its arguments and its environment are longer than the system allows: pass less, or pass it in a file',
};

function failureOf(error: NodeJS.ErrnoException, { command }: ProcessStart): StartFailure & { message: string } {
  // The checks before the start name the file themselves, if the error is about one.
  if (error instanceof StartError) return { message: error.message, ...failureIn(error) };
  const { code = 'EINVAL', path = command, syscall } = systemFailure(error) ?? error;
  const says = LACKS[code];
  return says === undefined
    ? { message: error.message, code, syscall, path }
    : { message: says, code, syscall, path: command };
}

/** The failure is reported in a later turn of the event loop, because tries without a pause would leave no turn to other work. */
function failSoon(error: NodeJS.ErrnoException, start: ProcessStart, on: LaunchEvents): void {
  const { message, ...cause } = failureOf(error, start);
  setImmediate(() => on.failed(message, cause));
}

/** The default way to start a child: without a terminal, and with the output passed on to the supervisor's own. */
export const launchPlain: Launch = (child, on) => {
  const listen = isProcess(child.start) ? (child.start.listen ?? []) : [];
  return launchProcess(child, { stdio: ['ignore', 'inherit', 'inherit', ...listen, 'ipc'] }, on);
};

function supervise(
  running: ChildProcess,
  child: Child,
  { mark, channelFd }: { mark: string; channelFd: number },
  on: LaunchEvents,
): Launched {
  let over = false;
  const { pid } = running;
  // Without a descriptor left, there is no `stdio` at all.
  const socket = pid === undefined ? undefined : (running.stdio[channelFd] as Socket | null | undefined);
  const channel =
    socket &&
    new Channel(socket, {
      message: (value) => pass(value, child, on),
      newline: child.ready === 'newline' ? () => on.ready() : undefined,
      dropped: (lines, why) => on.dropped?.(lines, why),
    });
  if (pid !== undefined) {
    guardGroup(pid);
    expectEscapees(mark);
  }

  // The kernel holds the pid for the child until its end has been reported to us: no other process can have the pid before.
  const signalTo = (target: number, signal: NodeJS.Signals): boolean => !over && kill(target, signal);
  const group = -(pid as number);

  running.once('spawn', () => {
    on.spawned(pid as number);
    if (child.ready === 'spawn') on.ready();
  });
  running.on('error', (error) => {
    if (pid !== undefined || over) return;
    over = true;
    failSoon(error, child.start as ProcessStart, on);
  });
  running.once('exit', (code, signal) => {
    over = true;
    killRest(pid as number);
    killEscapeesSoon(mark);
    const exited = () => {
      // The release comes no earlier, because a restart follows at once, and the guard of an only child is to stay for it.
      releaseGroup(pid as number);
      on.exited(code, signal);
    };
    if (channel) channel.finish(exited);
    else exited();
  });

  if (pid === undefined) return NOBODY;
  return {
    terminate: () => {
      signalTo(group, 'SIGTERM');
      signalTo(group, 'SIGCONT');
    },
    kill: () => void signalTo(group, 'SIGKILL'),
    signal: (signal) => signalTo(pid, signal),
    send: (message) => !over && (channel?.send(message) ?? false),
  };
}

/**
 * The rest of a group whose leader has ended. The kernel keeps the number while one of them is alive; a new owner of it
 * has a leader.
 */
function killRest(leader: number): void {
  if (!exists(leader)) kill(-leader, 'SIGKILL');
}

function kill(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

/** The messages that a supervisor understands; every other message is for the listeners. A child may send anything. */
function pass(value: unknown, child: Child, on: LaunchEvents): void {
  const { type, info } = (typeof value === 'object' && value !== null ? value : {}) as {
    type?: unknown;
    info?: unknown;
  };
  if (type === 'ready') {
    if (child.ready === 'notify') on.ready(info);
  } else if (type === 'ignore') on.ignored();
  else if (type === 'beat') on.beat();
  else if (type === 'standby') on.warm();
  else on.message(value);
}
