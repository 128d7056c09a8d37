/** The spec of a supervisor: its flags and its children. */
export const STRATEGIES = ['one_for_one', 'one_for_all', 'rest_for_one', 'simple_one_for_one'] as const;
export const RESTARTS = ['permanent', 'transient', 'temporary'] as const;
export const AUTO_SHUTDOWNS = ['never', 'any_significant', 'all_significant'] as const;
export const READINESS = ['spawn', 'notify', 'newline'] as const;

export type Ready = (typeof READINESS)[number];
export type Strategy = (typeof STRATEGIES)[number];
export type Restart = (typeof RESTARTS)[number];
export type AutoShutdown = (typeof AUTO_SHUTDOWNS)[number];
/**
 * How a child is ended: a number of milliseconds between TERM and KILL, KILL at once, or TERM alone without a limit.
 * Source: OTP, `supervisor`, "shutdown"; TERM stands for `exit(Pid, shutdown)`, KILL for `exit(Pid, kill)`.
 */
export type Shutdown = number | 'brutal_kill' | 'infinity';

/** The program that a child runs: the arguments of execve(2), and the sockets that the program finds open. */
export interface ProcessStart {
  /** The name of a program in the PATH of `env`, or its path; a relative path begins at `cwd`. Required. */
  command: string;
  /** The arguments behind the command. Default: none. No shell reads them. */
  args?: readonly string[];
  /**
   * The whole environment; a name with the value `undefined` is not set, as in Node's `spawn`. Default: that of the
   * supervisor, without the entries by which a supervisor above passes it data.
   */
  env?: NodeJS.ProcessEnv;
  /** The working folder. Default: that of the supervisor. */
  cwd?: string;
  /**
   * Open sockets of the supervisor's, by file descriptor. The child finds them as 3, 4, ..., their number as `LISTEN_FDS`;
   * they outlive the child. Default: none. Source: systemd, sd_listen_fds(3).
   */
  listen?: readonly number[];
}

/** One child of a supervisor. `checkChildSpecs` refuses a wrong one. Source: OTP, `supervisor`, "Child specification". */
export interface ChildSpec {
  /** The child's name, which no other child of its supervisor has; best none in the whole tree. Required. Source: OTP. */
  id: string;
  /** The process that is started, or one more supervisor, which runs in this very process. Required. Source: OTP. */
  start: ProcessStart | SupervisorSpec;
  /**
   * Whether a child that has ended by itself is started again. `permanent`: always. `transient`: after an abnormal end, which
   * is every exit code but 0 and every signal. `temporary`: never, and the spec is removed. Default: `permanent`. Source: OTP.
   */
  restart?: Restart;
  /**
   * How long the child has, in ms, between TERM and KILL; or `brutal_kill`, or `infinity`. Default: 5000, and `infinity` for
   * a supervisor, whose children need their own time. Source: OTP.
   */
  shutdown?: Shutdown;
  /**
   * Whether the permanent end of this child, by itself, may end its supervisor: see `autoShutdown`. Default: `false`. Not
   * for a `permanent` child, and not with `autoShutdown: 'never'`. Source: OTP 24, "Automatic shutdown".
   */
  significant?: boolean;
  /**
   * The exit code, 1 to 255, by which a process reports that no restart will help, for example
   * because its configuration is wrong. The child stays down whatever `restart` is, its end is not
   * counted, and no other child is restarted with it; `restartChild` starts it again. Default: 0,
   * there is none. Source: s6-supervise, exit 125 of `finish`; systemd's `RestartPreventExitStatus=`.
   */
  permanentFailure?: number;
  /**
   * How the child is counted, and which default `shutdown` has. Default: the kind of `start`. A process that supervises
   * others may be called a `supervisor`. Source: OTP.
   */
  type?: 'worker' | 'supervisor';
  /**
   * When a start is done. `spawn`: as soon as the process exists. `notify`: when it sends `{type: 'ready'}` over IPC.
   * `newline`: when it writes a newline on the descriptor that `NOTIFICATION_FD` names, 3 without `listen`. Default: `spawn`.
   * Source: systemd's `Type=notify`, and s6's notification-fd.
   */
  ready?: Ready;
  /**
   * How long a start may take, in ms, before the child is killed and the start has failed; without effect with `ready:
   * 'spawn'`. Default: 30 000. Source: systemd's `TimeoutStartSec=`.
   */
  startTimeout?: number;
  /**
   * The least time between two starts, in ms, of a child that was not ready for a
   * second before it ended; a child that was ready so long is started at once.
   * Default: 1000; 0: no pause, as in OTP. Source: s6-supervise, at most one start a second.
   */
  backoff?: number;
  /**
   * How long the child may be silent, in ms, before it counts as hung and is killed: it
   * has to send `{type: 'beat'}` more often. Default: 0, no limit; the least is 100.
   * Needs `ready: 'notify'`. Source: systemd's `WatchdogSec=`, sd_watchdog_enabled(3).
   */
  watchdog?: number;
  /**
   * How much resident memory the process may have, in bytes, from the time when it is ready, before it is killed. Default: 0,
   * no limit. Linux only, read four times a second. Source: OTP's `max_heap_size`.
   */
  memoryMax?: number;
  /**
   * Whether a second process waits, booted, to take the place of the first one when that ends. Default: `false`. Needs
   * `ready: 'notify'`, and a program that sends `{type: 'standby'}` (`promoted()`). Source: ours; no counterpart in OTP.
   */
  standby?: boolean;
}

/** A supervisor: its flags and its children. `new Supervisor` refuses a wrong one. Source: OTP, "Supervision flags". */
export interface SupervisorSpec {
  /**
   * Which children are restarted with a child that ended. `one_for_one`: no others. `one_for_all`: all. `rest_for_one`:
   * those that were started after it. `simple_one_for_one`: no others, and all are made of one template.
   * Default: `one_for_one`. Source: OTP.
   */
  strategy?: Strategy;
  /** How many restarts are allowed within `period`; with one more the supervisor ends. Default: 1. Source: OTP. */
  intensity?: number;
  /** How long a restart counts, in ms (OTP: seconds). Default: 5000. Source: OTP. */
  period?: number;
  /**
   * Whether `significant` children that end by themselves, and are not restarted, end the supervisor. `any_significant`: the
   * first of them. `all_significant`: the last one. Default: `never`. Source: OTP 24, "Automatic shutdown".
   */
  autoShutdown?: AutoShutdown;
  /**
   * The child specs in start order; the children are stopped in reverse. With `simple_one_for_one` the one template.
   * Required, may be empty.
   */
  children: readonly ChildSpec[];
}

/** A child spec with all defaults, as `getChildSpec` answers. */
export type Child = Required<ChildSpec>;
export type Flags = Required<Omit<SupervisorSpec, 'children'>>;

export const isProcess = (start: ProcessStart | SupervisorSpec): start is ProcessStart => 'command' in start;

/** Defaults of the OTP manual (`supervisor`, "Supervision flags"); `period` in ms here. */
const FLAG_DEFAULTS: Flags = { strategy: 'one_for_one', intensity: 1, period: 5000, autoShutdown: 'never' };
const WORKER_SHUTDOWN_MS = 5000;
const START_TIMEOUT_MS = 30_000;
/** s6's rule: at most one start a second for a child that never stays up. */
const BACKOFF_MS = 1000;

export const withFlagDefaults = (spec: Partial<SupervisorSpec>): Flags => ({
  strategy: spec.strategy ?? FLAG_DEFAULTS.strategy,
  intensity: spec.intensity ?? FLAG_DEFAULTS.intensity,
  period: spec.period ?? FLAG_DEFAULTS.period,
  autoShutdown: spec.autoShutdown ?? FLAG_DEFAULTS.autoShutdown,
});

/** `id` and `start` are those of `spec`, or checked copies of them. Each field of `spec` is read once. */
export function withDefaults(spec: ChildSpec, { id, start }: Pick<ChildSpec, 'id' | 'start'> = spec): Child {
  const type = spec.type ?? (isProcess(start) ? 'worker' : 'supervisor');
  return {
    id,
    start,
    restart: spec.restart ?? 'permanent',
    type,
    // A subtree may take as long as it needs, because its parent's timer must never orphan it (OTP manual, "shutdown").
    shutdown: spec.shutdown ?? (isProcess(start) && type === 'worker' ? WORKER_SHUTDOWN_MS : 'infinity'),
    significant: spec.significant ?? false,
    permanentFailure: spec.permanentFailure ?? 0,
    ready: spec.ready ?? 'spawn',
    startTimeout: spec.startTimeout ?? START_TIMEOUT_MS,
    backoff: spec.backoff ?? BACKOFF_MS,
    watchdog: spec.watchdog ?? 0,
    memoryMax: spec.memoryMax ?? 0,
    standby: spec.standby ?? false,
  };
}
