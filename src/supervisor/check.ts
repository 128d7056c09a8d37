/** Every mistake in a spec by OTP's name for it; nothing is started while there is one. */
import { inspect } from 'node:util';
import { variablesIn } from './environment.js';
import { SupervisorError } from './errors.js';
import {
  AUTO_SHUTDOWNS,
  type AutoShutdown,
  type Child,
  type ChildSpec,
  type Flags,
  type ProcessStart,
  READINESS,
  RESTARTS,
  STRATEGIES,
  type SupervisorSpec,
  withDefaults,
  withFlagDefaults,
} from './spec.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
/** A hole in a list is not a value, and `every` skips it. */
const isListOf = (check: (value: unknown) => boolean, value: unknown): boolean =>
  Array.isArray(value) && Array.from(value).every(check);
const copyOfList = (value: unknown): unknown => (Array.isArray(value) ? Array.from(value) : value);
/** The strings of execve(2) end at the first NUL. */
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
const isArguments = (value: unknown): value is string[] => isListOf(isText, value);
const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]';
/** A Map or another list of pairs, a promise or a date has no names as an object, whatever it contains. */
const isNamed = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && !(Symbol.iterator in value) && (isPlain(value) || Object.keys(value).length > 0);
/** The name of a variable ends at the first `=`: environ(7). */
const isEnvironment = (value: unknown): value is Record<string, string> =>
  isNamed(value) && isArguments(Object.entries(value).flat()) && !Object.keys(value).some((name) => name.includes('='));
/** The kernel's type for a descriptor is an int. */
const LARGEST_DESCRIPTOR = 2 ** 31 - 1;
const isDescriptor = (value: unknown) => isCount(value) && value <= LARGEST_DESCRIPTOR;
/** The exit code that waitpid(2) reports is one byte. */
const LARGEST_EXIT_CODE = 255;
const isExitCode = (value: unknown) => isCount(value) && value <= LARGEST_EXIT_CODE;
const oneOf = (values: readonly string[], value: unknown) => values.includes(value as string);
/** Node's timers fire at once when their delay is longer than this, in ms. */
const LONGEST_MS = 2 ** 31 - 1;
const isMs = (value: unknown): value is number => isCount(value) && value <= LONGEST_MS;
/** A beat comes at half of this time; a shorter watchdog would end healthy children of a busy machine. */
const SHORTEST_WATCHDOG_MS = 100;
const isWatchdog = (value: unknown) => value === 0 || (isMs(value) && value >= SHORTEST_WATCHDOG_MS);

/** A value in a message: JSON writes NaN as null, and cannot write many other values that may be given. */
const SHOWN = { depth: 1, breakLength: Infinity, maxArrayLength: 10, maxStringLength: 200, customInspect: false };
export function shown(value: unknown): string {
  try {
    return inspect(value, SHOWN).replace(/^'([^"\\]*)'$/s, '"$1"');
  } catch {
    // The value has code of its own that throws.
    return `a value of the type ${typeof value} that cannot be shown`;
  }
}

/** An id in a message, or a value that is not an id. */
export const named = (id: unknown): string => (typeof id === 'string' ? id : shown(id));

/** The reason of a failure, which code of others may give as a value of any type. */
export function inWords(reason: unknown): string {
  try {
    return typeof reason === 'string' || reason instanceof Error ? String(reason) : shown(reason);
  } catch {
    return shown(reason);
  }
}

/** A value that is given may have code of its own that throws: a getter, or a Proxy. */
function readable<T>(code: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SupervisorError) throw error;
    throw new SupervisorError(code, `${what} cannot be read (${inWords(error)}); it must be plain data.`);
  }
}

function refuse(code: string, what: string, value: unknown, valid: string): never {
  throw new SupervisorError(code, `${what} is ${shown(value)}; it must be ${valid}.`);
}

/** Flags with defaults filled in. Throws `invalid_strategy`, `invalid_intensity`, `invalid_period`, `invalid_auto_shutdown`. */
export function checkFlags(spec: Partial<SupervisorSpec>): Flags {
  const flags = withFlagDefaults(spec);
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

/** Each supervisor starts those below it in its own turn, so a tree of a thousand levels would be too much for the stack. */
const MOST_LEVELS = 100;

/**
 * The flags and children of a whole supervisor, with defaults, as a copy that later changes of the spec do not reach.
 * Throws for the first mistake. `above`: the supervisors that contain this one.
 */
export const checkSupervisor = (spec: unknown, above: unknown[] = []): { flags: Flags; children: Child[] } =>
  readable('invalid_supervisor', 'a supervisor spec', () => checkTree(spec, above));

function checkTree(spec: unknown, above: unknown[]): { flags: Flags; children: Child[] } {
  if (!isRecord(spec)) refuse('invalid_supervisor', 'a supervisor spec', spec, 'an object with children');
  if (above.includes(spec)) refuse('invalid_supervisor', 'a supervisor spec', spec, 'one that is not inside itself');
  if (above.length >= MOST_LEVELS) {
    refuse('invalid_supervisor', 'a supervisor spec', spec, `inside fewer than ${MOST_LEVELS} others`);
  }
  const flags = checkFlags(spec);
  const children = readable('invalid_children', 'children', () =>
    checkChildren(spec.children, flags.autoShutdown, [...above, spec]),
  );
  if (flags.strategy === 'simple_one_for_one') checkTemplate(children);
  return { flags, children };
}

/** A `simple_one_for_one` has one template; its instances are known by pid, and a nested supervisor has no pid of its own. */
function checkTemplate(children: Child[]): void {
  const [template] = children;
  if (children.length !== 1 || !template || 'children' in template.start) {
    const ids = children.map(({ id }) => id);
    refuse('bad_start_spec', 'children of a simple_one_for_one', ids, 'one process, the template');
  }
}

/** A copy of the `start` of a child, without unknown keys. */
function checkStart(id: string, start: unknown, above: unknown[]): Child['start'] {
  if (start === undefined) {
    throw new SupervisorError('missing_start', `child ${id} has no start; give it { command } or { children }.`);
  }
  if (!isRecord(start)) refuse('invalid_start', `start of ${id}`, start, '{ command, args } or { children }');
  if (!('children' in start)) return checkProcess(id, start);
  if ('command' in start) refuse('invalid_start', `start of ${id}`, start, 'either a process or a supervisor');
  const { flags, children } = checkSupervisor(start, above);
  return { ...flags, children };
}

function checkProcess(id: string, start: Record<string, unknown>): ProcessStart {
  // The fields are copied first and checked then, because a getter, or a Proxy around the spec, may answer differently each time.
  const { command, cwd, env: given } = start;
  const [args, listen] = [copyOfList(start.args), copyOfList(start.listen)];
  const env = isNamed(given) ? Object.fromEntries(variablesIn(given as NodeJS.ProcessEnv)) : given;
  const must = (holds: boolean, field: string, value: unknown, valid: string) => {
    if (!holds) refuse('invalid_start', `${field} of ${id}`, value, valid);
  };
  must(isText(command) && command !== '', 'command', command, 'the name of a program');
  must(args === undefined || isArguments(args), 'args', args, 'a list of strings, without NUL in them');
  must(
    env === undefined || isEnvironment(env),
    'env',
    env,
    'an object of names without = with strings, without NUL in them',
  );
  must(cwd === undefined || (isText(cwd) && cwd !== ''), 'cwd', cwd, 'a folder');
  must(listen === undefined || isListOf(isDescriptor, listen), 'listen', listen, 'a list of file descriptors');
  return {
    command,
    ...(args !== undefined && { args }),
    ...(env !== undefined && { env }),
    ...(cwd !== undefined && { cwd }),
    ...(listen !== undefined && { listen }),
  } as ProcessStart;
}

function checkChild(spec: unknown, autoShutdown: AutoShutdown, above: unknown[]): Child {
  if (!isRecord(spec)) refuse('invalid_child_spec', 'a child spec', spec, 'an object with id and start');
  const { id } = spec;
  if (id === undefined) throw new SupervisorError('missing_id', 'a child spec has no id; give each child a name.');
  if (typeof id !== 'string' || id === '') refuse('invalid_id', 'id', id, 'a name of one letter or more');
  const start = readable('invalid_start', `start of ${id}`, () => checkStart(id, spec.start, above));
  const child = withDefaults(spec as unknown as ChildSpec, { id, start });
  checkOtpFields(child, autoShutdown);
  checkOurFields(child);
  return child;
}

function checkOtpFields(child: Child, autoShutdown: AutoShutdown): void {
  const of = (field: string) => `${field} of ${child.id}`;
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
      `${child.id} is significant, which needs a transient or temporary child and a supervisor with autoShutdown.`,
    );
  }
}

function checkOurFields(child: Child): void {
  const of = (field: string) => `${field} of ${child.id}`;
  if (!oneOf(READINESS, child.ready)) {
    refuse('invalid_ready', of('ready'), child.ready, `one of ${READINESS.join(', ')}`);
  }
  if (!isMs(child.startTimeout)) {
    refuse('invalid_start_timeout', of('startTimeout'), child.startTimeout, 'milliseconds');
  }
  if (!isMs(child.backoff)) refuse('invalid_backoff', of('backoff'), child.backoff, 'milliseconds');
  if (!isWatchdog(child.watchdog)) {
    const valid = `milliseconds, ${SHORTEST_WATCHDOG_MS} or more, or 0 for none`;
    refuse('invalid_watchdog', of('watchdog'), child.watchdog, valid);
  }
  if (!isExitCode(child.permanentFailure)) {
    const valid = `an exit code, 1 to ${LARGEST_EXIT_CODE}, or 0 for none`;
    refuse('invalid_permanent_failure', of('permanentFailure'), child.permanentFailure, valid);
  }
  if (!isCount(child.memoryMax)) {
    refuse('invalid_memory_max', of('memoryMax'), child.memoryMax, 'bytes, or 0 for no limit');
  }
  if (typeof child.standby !== 'boolean') refuse('invalid_standby', of('standby'), child.standby, 'true or false');
  if ((child.watchdog > 0 || child.standby) && child.ready !== 'notify') {
    const field = child.standby ? 'standby' : 'watchdog';
    throw new SupervisorError(
      'bad_combination',
      `${of(field)} needs ready: "notify": it begins when the child is ready.`,
    );
  }
  const forProcesses =
    child.watchdog > 0 ||
    child.standby ||
    child.memoryMax > 0 ||
    child.permanentFailure > 0 ||
    child.ready === 'newline';
  if (forProcesses && 'children' in child.start) {
    throw new SupervisorError(
      'bad_combination',
      `${child.id} is a supervisor in this process; watchdog, memoryMax, standby, permanentFailure and ready: "newline" are for processes.`,
    );
  }
}

/** The arguments of one more child of a template, as a copy; undefined for a value that is not a list. */
export function argumentsIn(given: unknown): string[] | undefined {
  const args = readable('invalid_start', 'a list of arguments', () => copyOfList(given));
  if (!Array.isArray(args)) return undefined;
  if (isArguments(args)) return args;
  throw new SupervisorError('invalid_start', 'The arguments of a child are strings, without NUL in them.');
}

/** Every spec with its defaults, as copies, or the first mistake as a `SupervisorError`. Starts nothing. Unknown keys are ignored, as in OTP. */
export const checkChildSpecs = (specs: unknown, autoShutdown: AutoShutdown = 'never'): Child[] =>
  readable('invalid_children', 'children', () => checkChildren(specs, autoShutdown, []));

function checkChildren(specs: unknown, autoShutdown: AutoShutdown, above: unknown[]): Child[] {
  if (!Array.isArray(specs)) refuse('invalid_children', 'children', specs, 'a list of child specs');
  const children = Array.from(specs, (spec) =>
    readable('invalid_child_spec', 'a child spec', () => checkChild(spec, autoShutdown, above)),
  );
  const twice = children.find((child, at) => children.findIndex((other) => other.id === child.id) !== at);
  if (twice) throw new SupervisorError('duplicate_child_name', `two children are called ${twice.id}; ids must differ.`);
  return children;
}
