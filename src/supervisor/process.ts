import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { killEscapeesSoon, marked, newMark } from './escapees.js';
import { type Launch, type LaunchEvents, type Launched, NOBODY } from './launch.js';
import { checkThatItCanRun, findProgram } from './program.js';
import { type Child, isProcess, type ProcessStart } from './spec.js';

/** The program that ties a child's life to ours, if there is one that can: busybox has another. */
const setpriv = once(() => {
  const found = process.platform === 'linux' ? findProgram('setpriv', process.env.PATH) : undefined;
  const works = found && spawnSync(found, ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  return works ? found : undefined;
});

/** The supervisor may have died before `setpriv` could ask to be told of it; then nobody is to be started any more. */
const STILL_OURS = '[ "$PPID" = "$0" ]';
const PLAIN = `${STILL_OURS} && exec "$@"`;
const WITH_SOCKETS = `${STILL_OURS} && export LISTEN_PID=$$ && exec "$@"`;
/**
 * Opening a terminal makes it the controlling terminal of a session that has none, so Ctrl-C is a signal (tty_ioctl(4)). It is
 * prepared before there is a program that could see it unprepared.
 */
const inTerminal = (preparation: string) =>
  `${STILL_OURS} && terminal=$1 && shift && exec <>"$terminal" && ${preparation} && exec "$@"`;

/**
 * The command with wrappers that `exec` in place, so the pid is the worker's own.
 * `setpriv --pdeathsig`: the worker dies with its supervisor, however that dies; elsewhere it leaves on IPC disconnect.
 */
function wrapped(start: ProcessStart, terminal: ProcessOptions['terminal']): string[] {
  const command = [start.command, ...(start.args ?? [])];
  const wrapper = setpriv();
  const tie = wrapper ? [wrapper, '--pdeathsig', 'KILL'] : [];
  const us = String(process.pid);
  if (terminal) return [...tie, '/bin/sh', '-c', inTerminal(terminal.preparation), us, terminal.device, ...command];
  if (!wrapper) return command;
  return [...tie, '/bin/sh', '-c', start.listen ? WITH_SOCKETS : PLAIN, us, ...command];
}

/** What our own supervisor has said to us is not for our children. */
function inherited(): NodeJS.ProcessEnv {
  const { STANDBY, WATCHDOG_USEC, WATCHDOG_PID, LISTEN_FDS, LISTEN_PID, LISTEN_FDNAMES, ...rest } = process.env;
  return rest;
}

/** The child's environment, with what systemd's daemons read as well: sd_watchdog_enabled(3), sd_listen_fds(3). */
function environmentOf(child: Child, start: ProcessStart, mark: string): NodeJS.ProcessEnv {
  return {
    ...(start.env ?? inherited()),
    ...marked(mark),
    ...(child.watchdog > 0 && { WATCHDOG_USEC: String(child.watchdog * 1000) }),
    ...(start.listen && { LISTEN_FDS: String(start.listen.length) }),
  };
}

export interface ProcessOptions {
  /** As for `spawn`; one of them must be `'ipc'`, for readiness and messages. */
  stdio: StdioOptions;
  /**
   * The device that is to be its controlling terminal, unless it is somebody's already, and shell commands that prepare it
   * before the program begins.
   */
  terminal?: { device: string; preparation: string };
}

/** Starts one OS process in a session of its own. Never throws: ENOENT, EAGAIN and EMFILE arrive as `failed`. */
export function launchProcess(child: Child, options: ProcessOptions, on: LaunchEvents): Launched {
  const { start } = child;
  if (!isProcess(start)) throw new TypeError(`${child.id} is a supervisor, not a process`);
  const [command = start.command, ...args] = wrapped(start, options.terminal);
  const mark = newMark();
  let running: ChildProcess;
  try {
    checkThatItCanRun(start);
    const env = environmentOf(child, start, mark);
    running = spawn(command, args, { cwd: start.cwd, env, stdio: options.stdio, detached: true });
  } catch (error) {
    queueMicrotask(() => on.failed((error as Error).message));
    return NOBODY;
  }
  return supervise(running, child, mark, on);
}

/** The default way to start a child: no terminal, output passed on to the supervisor's own. */
export const launchPlain: Launch = (child, on) => {
  const listen = isProcess(child.start) ? (child.start.listen ?? []) : [];
  return launchProcess(child, { stdio: ['ignore', 'inherit', 'inherit', ...listen, 'ipc'] }, on);
};

function supervise(running: ChildProcess, child: Child, mark: string, on: LaunchEvents): Launched {
  let over = false;
  const { pid } = running;

  // Until its end has been reported to us, the pid is held for it by the kernel: it cannot be anybody else's.
  const signalTo = (target: number, signal: NodeJS.Signals): boolean => !over && kill(target, signal);
  const group = -(pid as number);

  running.once('spawn', () => {
    on.spawned(pid as number);
    if (child.ready === 'spawn') on.ready();
  });
  running.on('message', (value) => pass(value, child, on));
  // Trouble with the channel is not trouble with the process (pm2 #5396 lost a process over it).
  running.on('error', (error) => {
    if (pid !== undefined || over) return;
    over = true;
    on.failed(error.message);
  });
  running.once('exit', (code, signal) => {
    over = true;
    killRest(pid as number);
    killEscapeesSoon(mark);
    // Somebody else may hold the other end; the dead say nothing more.
    running.removeAllListeners('message');
    if (running.connected) running.disconnect();
    on.exited(code, signal);
  });

  if (pid === undefined) return NOBODY;
  return {
    terminate: () => {
      signalTo(group, 'SIGTERM');
      signalTo(group, 'SIGCONT');
    },
    kill: () => void signalTo(group, 'SIGKILL'),
    signal: (signal) => signalTo(pid, signal),
    send: (message) => {
      if (over || !running.connected) return false;
      running.send(message as object, () => {});
      return true;
    },
  };
}

/** The rest of a group whose leader has ended. While one of them lives the number is kept for it; a new owner has a leader. */
function killRest(leader: number): void {
  if (!existsSync(`/proc/${leader}`)) kill(-leader, 'SIGKILL');
}

function kill(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

/** The words that a supervisor understands; everything else is for others. A child may say anything. */
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

/** Works once, at the first call. */
function once<T>(work: () => T): () => T {
  let done: { result: T } | undefined;
  return () => {
    done ??= { result: work() };
    return done.result;
  };
}
