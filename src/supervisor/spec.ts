/** What a supervisor is told: its flags and its children. */
export const STRATEGIES = ['one_for_one', 'one_for_all', 'rest_for_one', 'simple_one_for_one'] as const;
export const RESTARTS = ['permanent', 'transient', 'temporary'] as const;
export const AUTO_SHUTDOWNS = ['never', 'any_significant', 'all_significant'] as const;
export const READINESS = ['spawn', 'notify', 'newline'] as const;

export type Ready = (typeof READINESS)[number];
export type Strategy = (typeof STRATEGIES)[number];
export type Restart = (typeof RESTARTS)[number];
export type AutoShutdown = (typeof AUTO_SHUTDOWNS)[number];
/** Milliseconds between TERM and KILL, or KILL at once, or wait for ever. */
export type Shutdown = number | 'brutal_kill' | 'infinity';

export interface ProcessStart {
  command: string;
  args?: string[];
  /** The whole environment; without it the child gets the supervisor's own. */
  env?: Record<string, string>;
  cwd?: string;
  /** Open sockets of the supervisor's for the child, as its file descriptors 3, 4, ...; they outlive it. */
  listen?: number[];
}

export interface ChildSpec {
  id: string;
  start: ProcessStart | SupervisorSpec;
  restart?: Restart;
  shutdown?: Shutdown;
  significant?: boolean;
  type?: 'worker' | 'supervisor';
  /**
   * When a start counts as done: as soon as the process exists; when it sends `{type: 'ready'}` over IPC; or when it
   * writes a newline on the descriptor that `NOTIFICATION_FD` names, 3 without `listen` (s6's notification-fd).
   */
  ready?: Ready;
  /** How long a start may take before it has failed, in ms. Not with `ready: 'spawn'`. */
  startTimeout?: number;
  /** A child that dies within a second of being ready starts again no sooner than this after its last start, in ms. */
  backoff?: number;
  /** A child that has not sent `{type: 'beat'}` for this long hangs, and is killed, in ms; 0: nobody listens. */
  watchdog?: number;
  /** A child with more resident memory than this is killed, in bytes; 0: nobody looks. Linux only. */
  memoryMax?: number;
  /** Keep a second process booted, to be promoted when the first one dies. */
  standby?: boolean;
}

export interface SupervisorSpec {
  strategy?: Strategy;
  intensity?: number;
  /** ms */
  period?: number;
  autoShutdown?: AutoShutdown;
  children: ChildSpec[];
}

export type Child = Required<ChildSpec>;
export type Flags = Required<Omit<SupervisorSpec, 'children'>>;

export const isProcess = (start: ProcessStart | SupervisorSpec): start is ProcessStart => 'command' in start;

/** Defaults of the OTP manual (`supervisor`, "Supervision flags"); `period` in ms here. */
const FLAG_DEFAULTS: Flags = { strategy: 'one_for_one', intensity: 1, period: 5000, autoShutdown: 'never' };
const WORKER_SHUTDOWN_MS = 5000;
const START_TIMEOUT_MS = 30_000;
/** s6's rule: at most one start a second for what never stays up. */
const BACKOFF_MS = 1000;

export const withFlagDefaults = (spec: Partial<SupervisorSpec>): Flags => ({
  strategy: spec.strategy ?? FLAG_DEFAULTS.strategy,
  intensity: spec.intensity ?? FLAG_DEFAULTS.intensity,
  period: spec.period ?? FLAG_DEFAULTS.period,
  autoShutdown: spec.autoShutdown ?? FLAG_DEFAULTS.autoShutdown,
});

/** `id` and `start` are those of `spec`, or what was made of them. Each field of `spec` is read once. */
export function withDefaults(spec: ChildSpec, { id, start }: Pick<ChildSpec, 'id' | 'start'> = spec): Child {
  const type = spec.type ?? (isProcess(start) ? 'worker' : 'supervisor');
  return {
    id,
    start,
    restart: spec.restart ?? 'permanent',
    type,
    // A subtree may take as long as it needs: its parent's timer must never orphan it (OTP manual, "shutdown").
    shutdown: spec.shutdown ?? (isProcess(start) && type === 'worker' ? WORKER_SHUTDOWN_MS : 'infinity'),
    significant: spec.significant ?? false,
    ready: spec.ready ?? 'spawn',
    startTimeout: spec.startTimeout ?? START_TIMEOUT_MS,
    backoff: spec.backoff ?? BACKOFF_MS,
    watchdog: spec.watchdog ?? 0,
    memoryMax: spec.memoryMax ?? 0,
    standby: spec.standby ?? false,
  };
}
