/** Any number of random conversations with a supervisor. */
import fc from 'fast-check';
import { AUTO_SHUTDOWNS, type AutoShutdown, RESTARTS } from '../../src/supervisor/spec.js';
import type { Command, Plan, Spec, Tree, Verb } from './commands.js';

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

const makeSimple: fc.Arbitrary<Make<Tree>> = fc.tuple(flags, makeWorker).map(([given, make]) => (name) => ({
  ...given,
  strategy: 'simple_one_for_one',
  children: [make(name, given.autoShutdown)],
}));

const makeNested = (depth: number): fc.Arbitrary<Make<Spec>> =>
  fc
    .tuple(fc.oneof({ weight: 3, arbitrary: makeTree(depth) }, { weight: 1, arbitrary: makeSimple }), leaf)
    .map(([make, options]) => (name, auto) => ({
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

/** What commands can be about, as far as it is known before anything happens. */
interface Family {
  name: string;
  tree: Tree;
  ids: string[];
  workers: string[];
  /** Names given to instances of a template. */
  instances: string[];
}

function families(name: string, tree: Tree): Family[] {
  const { children, strategy } = tree;
  const ids = [...children.map(({ id }) => id), `${name}_new`];
  const isWorker = (id: string) => !children.find((child) => child.id === id)?.tree;
  const below = children.flatMap((child) => (child.tree ? families(child.id, child.tree) : []));
  const workers = strategy === 'simple_one_for_one' ? [] : ids.filter(isWorker);
  return [{ name, tree, ids, workers, instances: [] }, ...below];
}

const instanceName = (serial: number) => `x_${nth([...ALPHABET], serial)}`;

const nth = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** A command that waits for the tree to know whom it is about; `serial`: a number that no other has. */
type Intent = (families: Family[], serial: number) => Command;

const anyWorker = (all: Family[], at: number) =>
  nth([...all.flatMap(({ workers, instances }) => [...workers, ...instances]), 'stranger'], at);

const anyInstance = (all: Family[], at: number) => nth([...all.flatMap(({ instances }) => instances), 'stranger'], at);

const at = fc.nat({ max: 60 });

const exit: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom('normal' as const, 'shutdown' as const, 'crash' as const, 'crash' as const))
  .map(([which, reason]) => (all) => ({ do: 'exit', id: anyWorker(all, which), reason }));

const outcome = fc.constantFrom<Plan[]>('fail', 'die', 'ignore', 'info', 'ok');

const plan: fc.Arbitrary<Intent> = fc.tuple(at, outcome).map(([which, what]) => (all) => ({
  do: 'plan',
  what,
  id: nth([...all.flatMap(({ workers }) => workers), 'stranger'], which),
}));

// Not `ignore`: OTP 25 keeps an instance without a pid then, and trips over it in the end.
const planInstance: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom<Plan[]>('fail', 'die', 'info', 'ok'))
  .map(([which, what]) => (all) => ({ do: 'plan', what, id: anyInstance(all, which) }));

/** Before it is made, an instance can be told anything. */
const planNext: fc.Arbitrary<Intent> = outcome.map((what) => (_, serial) => ({
  do: 'plan',
  what,
  id: instanceName(serial + 1),
}));

// A nested supervisor that waits can be stopped by its parent in ours, and not in OTP: so only the top one waits.
// And instances of a template end in no order, so none of them is deaf.
const hold: fc.Arbitrary<Intent> = fc
  .tuple(at, fc.constantFrom('hold' as const, 'deaf' as const))
  .map(([which, what]) => ([top]) => {
    const { workers = [], instances = [] } = top ?? {};
    const instance = instances.length > 0 && nth(instances, which);
    if (instance) return { do: 'plan', what: 'hold', id: instance };
    return { do: 'plan', what, id: nth([...workers, 'stranger'], which) };
  });

const release: fc.Arbitrary<Intent> = fc.constantFrom('ok' as const, 'fail' as const).map((how) => () => ({
  do: 'release',
  how,
}));

const call: fc.Arbitrary<Intent> = fc
  .tuple(at, at, fc.constantFrom('terminate_child', 'restart_child', 'delete_child', 'get_childspec'))
  .map(([whose, which, verb]) => (all) => {
    const { name, ids, instances } = nth(all, whose);
    if (verb === 'terminate_child' && instances.length > 0 && which % 4 > 0) {
      // A known difference: what OTP is asked by pid is not for whoever was started in its place meanwhile.
      return { do: 'call', on: name, verb, arg: { pid: nth(instances, which) }, whenIdle: true };
    }
    // Ours is read at once, theirs in turn.
    return {
      do: 'call',
      on: name,
      verb: verb as Verb,
      arg: nth([...ids, 'stranger'], which),
      whenIdle: verb === 'get_childspec',
    };
  });

const startChild: fc.Arbitrary<Intent> = fc
  .tuple(at, at, leaf, fc.boolean())
  .map(([whose, which, options, isChecked]) => (all, serial) => {
    const { name, ids, tree, instances } = nth(all, whose);
    const start = { do: 'call', on: name, verb: 'start_child' } as const;
    if (tree.strategy === 'simple_one_for_one') {
      const instance = instanceName(serial);
      instances.push(instance);
      return { ...start, arg: [instance] };
    }
    const arg = worker(nth(ids, which + ids.length - 1), options);
    // Ours refuses a bad spec at once, theirs in turn.
    return isChecked
      ? { ...start, arg }
      : { ...start, arg: { ...arg, significant: options.wantsToMatter }, whenIdle: true };
  });

const change: fc.Arbitrary<Intent> = fc
  .tuple(at, flags, fc.array(fc.tuple(at, leaf), { minLength: 1, maxLength: 5 }))
  .map(([whose, given, changes]) => (all) => {
    const { name, tree, ids } = nth(all, whose);
    if (tree.strategy === 'simple_one_for_one') {
      // A known difference: a changed template counts for living instances in OTP, and not in ours.
      const { strategy, autoShutdown, children } = tree;
      return { do: 'change', on: name, tree: { ...given, strategy, autoShutdown, children }, whenIdle: true };
    }
    const specs = changes.map(([which, options]): Spec => {
      const id = nth(ids, which);
      const nested = tree.children.find((child) => child.id === id)?.tree;
      const spec = worker(id, options, given.autoShutdown);
      return nested ? { ...spec, shutdown: 'infinity', tree: nested } : spec;
    });
    const children = [...new Map(specs.map((spec) => [spec.id, spec])).values()];
    // Two changes that wait are served at once in OTP: whatever is asked between them comes after both.
    return { do: 'change', on: name, tree: { ...given, children }, whenIdle: true };
  });

const intent = fc.oneof(
  { weight: 16, arbitrary: exit },
  { weight: 8, arbitrary: call },
  { weight: 6, arbitrary: hold },
  { weight: 6, arbitrary: release },
  { weight: 4, arbitrary: plan },
  { weight: 1, arbitrary: planInstance },
  { weight: 1, arbitrary: planNext },
  { weight: 5, arbitrary: startChild },
  { weight: 1, arbitrary: change },
);

const before = fc.oneof({ weight: 2, arbitrary: plan }, { weight: 1, arbitrary: hold });

/** A supervisor, what happens to it and its end. What was planned `before` meets the boot. */
const scriptOf = (tree: fc.Arbitrary<Make<Tree>>): fc.Arbitrary<Command[]> =>
  fc
    .tuple(
      tree.map((make) => make(names(), 'never')),
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(before, { maxLength: 2 }) }),
      fc.array(intent, { maxLength: 25, size: 'max' }),
    )
    .map(([tree, first, then]) => {
      const all = families('top', tree);
      return [
        ...first.map((make) => make(all, 0)),
        { do: 'boot', tree },
        ...then.map((make, serial) => make(all, serial)),
        { do: 'stop' },
      ];
    });

export const scripts = fc.oneof(
  { weight: 4, arbitrary: scriptOf(makeTree(2)) },
  { weight: 1, arbitrary: scriptOf(makeSimple) },
);
