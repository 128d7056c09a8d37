/** Any number of random conversations with a supervisor. */
import fc from 'fast-check';
import type { Command, Plan, Spec, Tree, Verb } from './commands.js';
import {
  ALPHABET,
  flags,
  leaf,
  type Make,
  makeSimple,
  makeStormy,
  makeStormyBelow,
  makeTree,
  names,
  worker,
} from './trees.js';

/** The targets of commands, as far as they are known before anything happens. */
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

/** Commands that wait for the tree to know whom they are about; `serial`: a number that no other has. */
type Intent = (families: Family[], serial: number) => Command | Command[];

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

// A nested supervisor that waits can be stopped by its parent in ours, and not in OTP: so a nested one waits only in those
// scripts that ask nothing of its parent. And instances of a template end in no order, so none of them is deaf.
const toHold = (all: Family[], at: number) => {
  const { workers = [], instances = [], tree } = all[0] ?? {};
  const isSimple = tree?.strategy === 'simple_one_for_one';
  return { id: nth([...workers, ...instances, 'stranger'], at), isSimple };
};

/** The next start or end of somebody is held, whenever it comes... */
const hold: fc.Arbitrary<Intent> = fc.tuple(at, fc.boolean()).map(([which, isStart]) => (all) => {
  const { id, isSimple } = toHold(all, which);
  return { do: 'plan', what: isStart || isSimple ? 'hold' : 'deaf', id };
});

/** ...or at once, so that what follows has to wait. */
const busy: fc.Arbitrary<Intent> = fc.tuple(at, fc.boolean()).map(([which, isStart]) => (all) => {
  const { id, isSimple } = toHold(all, which);
  if (isStart || isSimple)
    return [
      { do: 'plan', what: 'hold', id },
      { do: 'exit', id, reason: 'crash' },
    ];
  return [
    { do: 'plan', what: 'deaf', id },
    { do: 'call', on: 'top', verb: 'terminate_child', arg: id },
  ];
});

const release: fc.Arbitrary<Intent> = fc.constantFrom('ok' as const, 'fail' as const).map((how) => () => ({
  do: 'release',
  how,
}));

/** The start that is held fails, so that there is a retry. */
const fail: fc.Arbitrary<Intent> = fc.constant(() => ({ do: 'release', how: 'fail' }));

/** Several starts of one child are held or fail, and another one dies, perhaps while the first start is held. */
const trouble: fc.Arbitrary<Intent> = fc
  .tuple(
    at,
    at,
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant('hold' as const) },
        { weight: 4, arbitrary: fc.constantFrom<Plan[]>('fail', 'die', 'ignore', 'ok') },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    fc.boolean(),
  )
  .map(([which, other, plans, isBoth]) => (all) => {
    const { id, isSimple } = toHold(all, which);
    const { id: victim } = toHold(all, other);
    return [
      ...plans.filter((what) => what !== 'ignore' || !isSimple).map((what): Command => ({ do: 'plan', what, id })),
      { do: 'exit', id: victim, reason: 'crash' },
      ...(isBoth ? [{ do: 'exit', id, reason: 'crash' } as const] : []),
    ];
  });

const call: fc.Arbitrary<Intent> = fc
  .tuple(at, at, fc.constantFrom('terminate_child', 'restart_child', 'delete_child', 'get_childspec'))
  .map(([whose, which, verb]) => (all) => {
    const { name, ids, instances } = nth(all, whose);
    if (verb === 'terminate_child' && instances.length > 0 && which % 4 > 0) {
      // Ours refuses the pid of nobody at once, theirs in turn.
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
      const { strategy, autoShutdown, children } = tree;
      const changed = children.flatMap(({ id, restart }) =>
        changes.slice(0, 1).map(([, options]) =>
          // OTP keeps no arguments of temporary instances, and fails to restart them when they are no longer temporary.
          worker(id, { ...options, restart: restart === 'temporary' ? restart : options.restart }, autoShutdown),
        ),
      );
      return { do: 'change', on: name, tree: { ...given, strategy, autoShutdown, children: changed }, whenIdle: true };
    }
    const specs = changes.map(([which, options]): Spec => {
      const id = nth(ids, which);
      const nested = tree.children.find((child) => child.id === id)?.tree;
      const spec = worker(id, options, given.autoShutdown);
      return nested ? { ...spec, shutdown: 'infinity', tree: nested } : spec;
    });
    const children = [...new Map(specs.map((spec) => [spec.id, spec])).values()];
    return { do: 'change', on: name, tree: { ...given, children }, whenIdle: true };
  });

const intent = fc.oneof(
  { weight: 16, arbitrary: exit },
  { weight: 8, arbitrary: call },
  { weight: 3, arbitrary: hold },
  { weight: 4, arbitrary: busy },
  { weight: 6, arbitrary: release },
  { weight: 4, arbitrary: plan },
  { weight: 1, arbitrary: planInstance },
  { weight: 1, arbitrary: planNext },
  { weight: 5, arbitrary: startChild },
  { weight: 1, arbitrary: change },
);

/** Most starts fail here, so that several retries stand in the mailbox, with ends and calls between them. */
const stormyIntent = fc.oneof(
  { weight: 8, arbitrary: exit },
  { weight: 8, arbitrary: call },
  { weight: 8, arbitrary: trouble },
  { weight: 8, arbitrary: fail },
  { weight: 4, arbitrary: release },
  { weight: 3, arbitrary: startChild },
  { weight: 2, arbitrary: hold },
  { weight: 2, arbitrary: busy },
  { weight: 1, arbitrary: plan },
  { weight: 1, arbitrary: change },
);

const before = fc.oneof({ weight: 2, arbitrary: plan }, { weight: 1, arbitrary: hold });

/** A supervisor, what happens to it or below `depth`, and its end. Plans of `before` meet the boot. */
const scriptOf = (tree: fc.Arbitrary<Make<Tree>>, intents = intent, depth = 0): fc.Arbitrary<Command[]> =>
  fc
    .tuple(
      tree.map((make) => make(names(), 'never')),
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(before, { maxLength: 2 }) }),
      fc.array(intents, { maxLength: 25, size: 'max' }),
    )
    .map(([tree, first, then]) => {
      const all = families('top', tree).slice(depth);
      return [
        ...first.flatMap((make) => make(all, 0)),
        { do: 'boot', tree },
        ...firstChangeWaits(then.flatMap((make, serial) => make(all, serial))),
        { do: 'stop' },
      ];
    });

/** Two changes that wait are served at once in OTP, whatever is asked between them. So only one of them ever waits. */
function firstChangeWaits(commands: Command[]): Command[] {
  const first = commands.findIndex((command) => command.do === 'change');
  return commands.map((command, at) => (at === first ? { ...command, whenIdle: false } : command) as Command);
}

export const scripts = fc.oneof(
  { weight: 4, arbitrary: scriptOf(makeTree(2)) },
  { weight: 1, arbitrary: scriptOf(makeSimple) },
  { weight: 3, arbitrary: scriptOf(makeStormy, stormyIntent) },
  { weight: 1, arbitrary: scriptOf(makeStormyBelow, stormyIntent, 1) },
);
