import { SupervisorError } from './errors.js';

export const STRATEGIES = ['one_for_one', 'one_for_all', 'rest_for_one'] as const;
export const RESTARTS = ['permanent', 'transient', 'temporary'] as const;
export const AUTO_SHUTDOWNS = ['never', 'any_significant', 'all_significant'] as const;

export type Strategy = (typeof STRATEGIES)[number];
export type Restart = (typeof RESTARTS)[number];
export type AutoShutdown = (typeof AUTO_SHUTDOWNS)[number];
/** Milliseconds between TERM and KILL, or KILL at once, or wait for ever. */
export type Shutdown = number | 'brutal_kill' | 'infinity';

export interface ProcessStart {
  command: string;
  args?: string[];
  env?: Record<string, string>;
  cwd?: string;
}

export interface ChildSpec {
  id: string;
  start: ProcessStart | SupervisorSpec;
  restart?: Restart;
  shutdown?: Shutdown;
  significant?: boolean;
  type?: 'worker' | 'supervisor';
  /** When a start counts as done: as soon as the process exists, or when it sends `{type: 'ready'}` over IPC. */
  ready?: 'spawn' | 'notify';
  /** How long a start may take before it has failed, in ms. Only with `ready: 'notify'`. */
  startTimeout?: number;
  /** A child that dies within a second of being ready starts again no sooner than this after its last start, in ms. */
  backoff?: number;
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const oneOf = (values: readonly string[], value: unknown) => values.includes(value as string);
/** Node's timers fire at once when they are told to wait longer than this, in ms. */
const LONGEST_MS = 2 ** 31 - 1;
const isMs = (value: unknown): value is number => isCount(value) && value <= LONGEST_MS;

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // What refers to itself, or is a bigint, has no JSON.
    return String(value);
  }
}

function refuse(code: string, what: string, value: unknown, valid: string): never {
  throw new SupervisorError(code, `${what} is ${shown(value)}; it must be ${valid}.`);
}

/** Flags with defaults filled in. Throws `invalid_strategy`, `invalid_intensity`, `invalid_period`, `invalid_auto_shutdown`. */
export function checkFlags(spec: Omit<SupervisorSpec, 'children'>): Flags {
  const flags: Flags = {
    strategy: spec.strategy ?? FLAG_DEFAULTS.strategy,
    intensity: spec.intensity ?? FLAG_DEFAULTS.intensity,
    period: spec.period ?? FLAG_DEFAULTS.period,
    autoShutdown: spec.autoShutdown ?? FLAG_DEFAULTS.autoShutdown,
  };
  if (!oneOf(STRATEGIES, flags.strategy)) {
    refuse('invalid_strategy', 'strategy', flags.strategy, `one of ${STRATEGIES.join(', ')}`);
  }
  if (!isCount(flags.intensity)) {
    refuse('invalid_intensity', 'intensity', flags.intensity, 'a whole number, 0 or more');
  }
  if (!isCount(flags.period) || flags.period === 0) {
    refuse('invalid_period', 'period', flags.period, 'a whole number of milliseconds above 0');
  }
  if (!oneOf(AUTO_SHUTDOWNS, flags.autoShutdown)) {
    refuse('invalid_auto_shutdown', 'autoShutdown', flags.autoShutdown, `one of ${AUTO_SHUTDOWNS.join(', ')}`);
  }
  return flags;
}

function checkStart(id: string, start: unknown): void {
  if (start === undefined) {
    throw new SupervisorError('missing_start', `child ${id} has no start; give it { command } or { children }.`);
  }
  if (!isRecord(start)) refuse('invalid_start', `start of ${id}`, start, '{ command, args } or { children }');
  if ('children' in start) {
    if ('command' in start) refuse('invalid_start', `start of ${id}`, start, 'either a process or a supervisor');
    checkFlags(start);
    checkChildSpecs(start.children, (start as Partial<SupervisorSpec>).autoShutdown);
    return;
  }
  const { command, args } = start;
  if (typeof command !== 'string' || command === '') {
    refuse('invalid_start', `command of ${id}`, command, 'the name of a program');
  }
  if (args !== undefined && !(Array.isArray(args) && args.every((arg) => typeof arg === 'string'))) {
    refuse('invalid_start', `args of ${id}`, args, 'a list of strings');
  }
}

function checkChild(spec: unknown, autoShutdown: AutoShutdown): Child {
  if (!isRecord(spec)) refuse('invalid_child_spec', 'a child spec', spec, 'an object with id and start');
  const { id } = spec;
  if (id === undefined) throw new SupervisorError('missing_id', 'a child spec has no id; give each child a name.');
  if (typeof id !== 'string' || id === '') refuse('invalid_id', 'id', id, 'a name of one letter or more');
  checkStart(id, spec.start);
  const given = spec as unknown as ChildSpec;
  const nested = !isProcess(given.start);
  const child: Child = {
    id,
    start: given.start,
    restart: given.restart ?? 'permanent',
    type: given.type ?? (nested ? 'supervisor' : 'worker'),
    // A subtree may take as long as it needs: its parent's timer must never orphan it (OTP manual, "shutdown").
    shutdown: given.shutdown ?? (nested || given.type === 'supervisor' ? 'infinity' : WORKER_SHUTDOWN_MS),
    significant: given.significant ?? false,
    ready: given.ready ?? 'spawn',
    startTimeout: given.startTimeout ?? START_TIMEOUT_MS,
    backoff: given.backoff ?? BACKOFF_MS,
  };
  const of = (field: string) => `${field} of ${id}`;
  if (!oneOf(RESTARTS, child.restart)) {
    refuse('invalid_restart_type', of('restart'), child.restart, `one of ${RESTARTS.join(', ')}`);
  }
  if (!(isMs(child.shutdown) || oneOf(['brutal_kill', 'infinity'], child.shutdown))) {
    refuse('invalid_shutdown', of('shutdown'), child.shutdown, 'milliseconds, "brutal_kill" or "infinity"');
  }
  if (!oneOf(['worker', 'supervisor'], child.type)) {
    refuse('invalid_child_type', of('type'), child.type, '"worker" or "supervisor"');
  }
  if (typeof child.significant !== 'boolean') {
    refuse('invalid_significant', of('significant'), child.significant, 'true or false');
  }
  if (child.significant && (child.restart === 'permanent' || autoShutdown === 'never')) {
    throw new SupervisorError(
      'bad_combination',
      `${id} is significant, which needs a transient or temporary child and a supervisor with autoShutdown.`,
    );
  }
  if (!oneOf(['spawn', 'notify'], child.ready))
    refuse('invalid_ready', of('ready'), child.ready, '"spawn" or "notify"');
  if (!isMs(child.startTimeout)) {
    refuse('invalid_start_timeout', of('startTimeout'), child.startTimeout, 'milliseconds');
  }
  if (!isMs(child.backoff)) refuse('invalid_backoff', of('backoff'), child.backoff, 'milliseconds');
  return child;
}

/** Every spec with its defaults, or the first mistake as a `SupervisorError`. Starts nothing. Unknown keys are ignored, as in OTP. */
export function checkChildSpecs(specs: unknown, autoShutdown: AutoShutdown = 'never'): Child[] {
  if (!Array.isArray(specs)) refuse('invalid_children', 'children', specs, 'a list of child specs');
  const children = specs.map((spec) => checkChild(spec, autoShutdown));
  const twice = children.find((child, at) => children.findIndex((other) => other.id === child.id) !== at);
  if (twice) throw new SupervisorError('duplicate_child_name', `two children are called ${twice.id}; ids must differ.`);
  return children;
}
