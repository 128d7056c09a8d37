import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Launch, LaunchEvents, Launched } from './launch.js';
import { type Child, isProcess, type ProcessStart } from './spec.js';

/** Where execvp(3) looks when there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The file that `command` is, as execvp(3) finds it. */
function findProgram(command: string, path = DEFAULT_PATH, cwd = '.'): string | undefined {
  const folders = command.includes('/') ? ['.'] : path.split(':');
  return folders.map((folder) => resolve(cwd, folder, command)).find(isProgram);
}

const onLinux = (command: string) =>
  process.platform === 'linux' ? findProgram(command, process.env.PATH) : undefined;
const SETPRIV = onLinux('setpriv');
const SETSID = onLinux('setsid');

/** The supervisor may have died before `setpriv` could ask to be told of it; then nobody is to be started any more. */
const STILL_OURS = '[ "$PPID" = "$0" ] && exec "$@"';

/**
 * The command with wrappers that `exec` in place, so the pid is the worker's own.
 * `setpriv --pdeathsig`: the worker dies with its supervisor, however that dies; elsewhere it leaves on IPC disconnect.
 * `setsid --ctty`: the terminal on its stdin becomes its controlling terminal, so Ctrl-C is a signal.
 */
function wrapped(start: ProcessStart, controllingTerminal: boolean): string[] {
  return [
    ...(SETPRIV ? [SETPRIV, '--pdeathsig', 'KILL', '/bin/sh', '-c', STILL_OURS, String(process.pid)] : []),
    ...(controllingTerminal && SETSID ? [SETSID, '--ctty'] : []),
    start.command,
    ...(start.args ?? []),
  ];
}

export interface ProcessOptions {
  /** As for `spawn`; one of them must be `'ipc'`, for readiness and messages. */
  stdio: StdioOptions;
  controllingTerminal: boolean;
  /** Runs between the end of the process and the news of it: the place to read last words. */
  beforeExit?: () => void;
}

/** Starts one OS process in a session of its own. Never throws: ENOENT, EAGAIN and EMFILE arrive as `failed`. */
export function launchProcess(child: Child, options: ProcessOptions, on: LaunchEvents): Launched {
  const { start } = child;
  if (!isProcess(start)) throw new TypeError(`${child.id} is a supervisor, not a process`);
  const [command = start.command, ...args] = wrapped(start, options.controllingTerminal);
  let running: ChildProcess;
  try {
    checkThatItCanRun(start);
    running = spawn(command, args, {
      cwd: start.cwd,
      env: start.env,
      stdio: options.stdio,
      // `setsid --ctty` makes the session itself, and would fork if it were a leader already.
      detached: !(options.controllingTerminal && SETSID),
    });
  } catch (error) {
    queueMicrotask(() => on.failed((error as Error).message));
    return NOBODY;
  }
  return supervise(running, child, options, on);
}

/** A wrapper always starts; that it then finds nothing to `exec` would look like a program that ran and failed. */
function checkThatItCanRun({ command, cwd, env = process.env as Record<string, string> }: ProcessStart): void {
  if (cwd !== undefined && !statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`there is no folder ${cwd}`);
  }
  if (!findProgram(command, env.PATH, cwd)) throw new Error(`there is no program ${command}`);
}

const NOBODY: Launched = { terminate() {}, kill() {}, signal: () => false, send: () => false };

function supervise(running: ChildProcess, child: Child, options: ProcessOptions, on: LaunchEvents): Launched {
  let over = false;
  const { pid } = running;

  // Until `setsid` has made the group, there is only the process.
  const signalGroup = (signal: NodeJS.Signals) => signalTo(-(pid as number), signal) || signalTo(pid as number, signal);
  const signalTo = (target: number, signal: NodeJS.Signals): boolean => {
    if (over) return false;
    try {
      return process.kill(target, signal);
    } catch {
      return false;
    }
  };

  running.once('spawn', () => {
    on.spawned(pid as number);
    if (child.ready === 'spawn') on.ready();
  });
  running.on('message', (value) => {
    if (isReady(value)) {
      if (child.ready === 'notify') on.ready();
    } else on.message(value);
  });
  // Trouble with the channel is not trouble with the process (pm2 #5396 lost a process over it).
  running.on('error', (error) => {
    if (pid !== undefined || over) return;
    over = true;
    on.failed(error.message);
  });
  running.once('exit', (code, signal) => {
    // While a member of the group lives its number is not given away, so this can hit nobody else.
    signalTo(-(pid as number), 'SIGKILL');
    over = true;
    options.beforeExit?.();
    on.exited(code, signal);
  });

  if (pid === undefined) return NOBODY;
  return {
    terminate: () => {
      signalGroup('SIGTERM');
      signalGroup('SIGCONT');
    },
    kill: () => void signalGroup('SIGKILL'),
    signal: (signal) => signalTo(pid, signal),
    send: (message) => {
      if (over || !running.connected) return false;
      running.send(message as object, () => {});
      return true;
    },
  };
}

const isReady = (value: unknown) =>
  typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'ready';

/** The default way to start a child: no terminal, output passed on to the supervisor's own. */
export const launchPlain: Launch = (child, _incarnation, on) =>
  launchProcess(child, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], controllingTerminal: false }, on);
