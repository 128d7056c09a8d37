/** What can be said to a supervisor, to OTP's and to ours; and any number of random conversations. */
import fc from 'fast-check';
import { AUTO_SHUTDOWNS, type AutoShutdown, RESTARTS, type Restart, type Strategy } from '../../src/supervisor/spec.js';

export interface Spec {
  id: string;
  restart?: Restart;
  significant?: boolean;
  shutdown?: number | 'brutal_kill' | 'infinity';
  /** A nested supervisor; a worker has none. */
  tree?: Tree;
}

export interface Tree {
  strategy?: Strategy;
  intensity?: number;
  /** Whole seconds, as in OTP. */
  period?: number;
  autoShutdown?: AutoShutdown;
  children: Spec[];
}

/** What the next start of a worker comes to; `deaf`: its next polite end is held. */
export type Plan = 'ok' | 'info' | 'ignore' | 'fail' | 'die' | 'hold' | 'deaf';
export type Verb = 'start_child' | 'terminate_child' | 'restart_child' | 'delete_child' | 'get_childspec';

export type Command =
  | { do: 'boot'; tree: Tree }
  | { do: 'plan'; what: Plan; id: string }
  /** The start or end that is held comes about after all, or fails. */
  | { do: 'release'; how: 'ok' | 'fail' }
  | { do: 'exit'; id: string; reason: 'normal' | 'shutdown' | 'crash' }
  /** `arg`: an id, a spec, the name of an instance to be made of a template, or that of one that was. */
  | { do: 'call'; on: string; verb: Verb; arg: string | Spec | [string] | { pid: string }; whenIdle?: boolean }
  | { do: 'change'; on: string; tree: Tree }
  | { do: 'stop' }
  /** The supervisor loses its patience with the one who is deaf. */
  | { do: 'outlast'; id: string }
  | { do: 'pass'; ms: number };

/** How Erlang writes it: names become atoms, lists lists, objects maps. */
function term(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(term).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `#{${fields.map(([key, field]) => `${snake(key)} => ${key === 'tree' ? treeTerm(field as Tree) : term(field)}`).join(', ')}}`;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const treeTerm = ({ children, ...flags }: Tree) => `{${term({ period: 3600, ...flags })}, ${term(children)}}`;

const argument = (arg: Extract<Command, { do: 'call' }>['arg']) =>
  typeof arg === 'object' && 'pid' in arg ? `{pid, ${arg.pid}}` : term(arg);

/** One command as a line for the oracle. */
export function line(command: Command): string {
  switch (command.do) {
    case 'boot':
      return `{boot, ${treeTerm(command.tree)}}`;
    case 'plan':
      return `{plan, ${command.what}, ${command.id}}`;
    case 'release':
      return `{release, ${command.how}}`;
    case 'exit':
      return `{exit, ${command.id}, ${command.reason}}`;
    case 'call': {
      const call = `{call, ${command.on}, ${command.verb}, [${argument(command.arg)}]}`;
      return command.whenIdle ? `{when_idle, ${call}}` : call;
    }
    case 'change':
      return `{change, ${command.on}, ${treeTerm(command.tree)}}`;
    case 'stop':
      return 'stop';
    case 'outlast':
      return `{outlast, ${command.id}}`;
    case 'pass':
      return `{pass, ${command.ms}}`;
  }
}

const leaf = fc.record({
  restart: fc.constantFrom(...RESTARTS),
  // Nobody's patience may run out while a script is played.
  shutdown: fc.constantFrom('brutal_kill' as const, 'infinity' as const, 60_000),
  wantsToMatter: fc.boolean(),
});
type Leaf = typeof leaf extends fc.Arbitrary<infer L> ? L : never;

const flags = fc.record({
  strategy: fc.constantFrom('one_for_one' as const, 'one_for_all' as const, 'rest_for_one' as const),
  // Who gives up soon shows how it ends, who never does shows the rest.
  intensity: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(4, 20)),
  autoShutdown: fc.constantFrom(...AUTO_SHUTDOWNS),
});

/** `significant` only where OTP allows it; what is the default anyway is left out. */
const worker = (id: string, { wantsToMatter, restart, shutdown }: Leaf, auto: AutoShutdown = 'never'): Spec => ({
  id,
  shutdown,
  ...(restart !== 'permanent' && { restart }),
  ...(restart !== 'permanent' && auto !== 'never' && wantsToMatter && { significant: true }),
});

interface Names {
  worker: () => string;
  supervisor: () => string;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

function names(): Names {
  let workers = 0;
  let supervisors = 0;
  const next = (at: number) => (ALPHABET[at % 26] as string).repeat(1 + Math.floor(at / 26));
  return { worker: () => next(workers++), supervisor: () => `sup${++supervisors}` };
}

type Make<T> = (names: Names, auto: AutoShutdown) => T;

const makeWorker: fc.Arbitrary<Make<Spec>> = leaf.map(
  (options) => (name, auto) => worker(name.worker(), options, auto),
);

const makeNested = (depth: number): fc.Arbitrary<Make<Spec>> =>
  fc.tuple(makeTree(depth), leaf).map(([make, options]) => (name, auto) => ({
    ...worker(name.supervisor(), options, auto),
    // Killed at once, a supervisor would leave its children behind: nobody wants to know how.
    shutdown: 'infinity',
    tree: make(name, auto),
  }));

function makeTree(depth: number): fc.Arbitrary<Make<Tree>> {
  const child =
    depth === 0
      ? makeWorker
      : fc.oneof({ weight: 4, arbitrary: makeWorker }, { weight: 1, arbitrary: makeNested(depth - 1) });
  return fc.tuple(flags, fc.array(child, { minLength: 1, maxLength: 6 })).map(([given, children]) => (name) => ({
    ...given,
    children: children.map((make) => make(name, given.autoShutdown)),
  }));
}

/** Everything that has a name in a tree: which supervisor has which children. */
function families(name: string, { children }: Tree): { name: string; ids: string[]; workers: string[] }[] {
  const workers = children.filter(({ tree }) => !tree).map(({ id }) => id);
  const below = children.flatMap(({ id, tree }) => (tree ? families(id, tree) : []));
  return [{ name, ids: children.map(({ id }) => id), workers }, ...below];
}

const nth = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** A command that waits for the tree to know whom it is about. */
type Intent = (tree: Tree) => Command;

const anyWorker = (tree: Tree, at: number) => {
  const workers = families('top', tree).flatMap((family) => [...family.workers, `${family.name}_new`]);
  return nth(workers, at);
};

const at = fc.nat({ max: 60 });

const exit: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom('normal' as const, 'shutdown' as const, 'crash' as const, 'crash' as const))
  .map(([which, reason]) => (tree) => ({ do: 'exit', id: anyWorker(tree, which), reason }));

const plan: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom('fail' as const, 'die' as const, 'ok' as const))
  .map(([which, what]) => (tree) => ({ do: 'plan', what, id: anyWorker(tree, which) }));

// A nested supervisor that waits can be stopped by its parent in ours, and not in OTP: so only the top one waits.
const hold: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom('hold' as const, 'deaf' as const))
  .map(([which, what]) => (tree) => {
    const workers = [...(families('top', tree)[0]?.workers ?? []), 'top_new'];
    return { do: 'plan', what, id: nth(workers, which) };
  });

const release: fc.Arbitrary<Intent> = fc.constantFrom('ok' as const, 'fail' as const).map((how) => () => ({
  do: 'release',
  how,
}));

const call: fc.Arbitrary<Intent> = fc
  .tuple(at, at, fc.constantFrom('terminate_child', 'restart_child', 'delete_child', 'get_childspec'))
  .map(([whose, which, verb]) => (tree) => {
    const { name, ids } = nth(families('top', tree), whose);
    const arg = nth([...ids, `${name}_new`, 'stranger'], which);
    // Ours is read at once, theirs in turn.
    return { do: 'call', on: name, verb: verb as Verb, arg, whenIdle: verb === 'get_childspec' };
  });

const startChild: fc.Arbitrary<Intent> = fc
  .tuple(at, at, leaf, fc.boolean())
  .map(([whose, which, options, isChecked]) => (tree) => {
    const { name, ids } = nth(families('top', tree), whose);
    const arg = worker(nth([`${name}_new`, ...ids], which), options);
    // Ours refuses a bad spec at once, theirs in turn.
    if (isChecked) return { do: 'call', on: name, verb: 'start_child', arg };
    const significant = options.wantsToMatter;
    return { do: 'call', on: name, verb: 'start_child', arg: { ...arg, significant }, whenIdle: true };
  });

const intent = fc.oneof(
  { weight: 8, arbitrary: exit },
  { weight: 4, arbitrary: call },
  { weight: 3, arbitrary: hold },
  { weight: 3, arbitrary: release },
  { weight: 2, arbitrary: plan },
  { weight: 2, arbitrary: startChild },
);

const before = fc.oneof({ weight: 2, arbitrary: plan }, { weight: 1, arbitrary: hold });

/** A supervisor, what happens to it and its end. What was planned `before` meets the boot. */
export const scripts: fc.Arbitrary<Command[]> = fc
  .tuple(
    makeTree(2).map((make) => make(names(), 'never')),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(before, { maxLength: 2 }) }),
    fc.array(intent, { maxLength: 25 }),
  )
  .map(([tree, first, then]) => [
    ...first.map((make) => make(tree)),
    { do: 'boot', tree },
    ...then.map((make) => make(tree)),
    { do: 'stop' },
  ]);

/** Both answers to each command that they differ on, among the others. */
export function sideBySide(script: Command[], theirs: string[], ours: string[]): string {
  return script
    .map((command, number) => {
      const [otp, own] = [theirs[number], ours[number]];
      const answers = otp === own ? `    both: ${otp}` : `!!  OTP:  ${otp}\n!!  ours: ${own}`;
      return `${line(command)}\n${answers}`;
    })
    .join('\n');
}
