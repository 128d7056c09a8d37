import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Launch, LaunchEvents, Launched } from './launch.js';
import { type Child, isProcess, type ProcessStart } from './spec.js';

const onPath = (program: string) =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));

const HAS_SETPRIV = process.platform === 'linux' && onPath('setpriv');
const HAS_SETSID = process.platform === 'linux' && onPath('setsid');

/**
 * The command with wrappers that `exec` in place, so the pid is the worker's own.
 * `setpriv --pdeathsig`: the worker dies with its supervisor, however that dies; elsewhere it leaves on IPC disconnect.
 * `setsid --ctty`: the terminal on its stdin becomes its controlling terminal, so Ctrl-C is a signal.
 */
function wrapped(start: ProcessStart, controllingTerminal: boolean): string[] {
  return [
    ...(HAS_SETPRIV ? ['setpriv', '--pdeathsig', 'KILL'] : []),
    ...(controllingTerminal && HAS_SETSID ? ['setsid', '--ctty'] : []),
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
    running = spawn(command, args, {
      cwd: start.cwd,
      env: start.env,
      stdio: options.stdio,
      // `setsid --ctty` makes the session itself, and would fork if it were a leader already.
      detached: !(options.controllingTerminal && HAS_SETSID),
    });
  } catch (error) {
    queueMicrotask(() => on.failed((error as Error).message));
    return NOBODY;
  }
  return supervise(running, child, options, on);
}

const NOBODY: Launched = { terminate() {}, kill() {}, signal: () => false, send: () => false };

function supervise(running: ChildProcess, child: Child, options: ProcessOptions, on: LaunchEvents): Launched {
  let over = false;
  const { pid } = running;

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
      signalTo(-pid, 'SIGTERM');
      signalTo(-pid, 'SIGCONT');
    },
    kill: () => {
      signalTo(-pid, 'SIGKILL') || signalTo(pid, 'SIGKILL');
    },
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
