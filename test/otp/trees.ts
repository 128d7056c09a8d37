/** Random supervisors, with others below them. */
import fc from 'fast-check';
import { AUTO_SHUTDOWNS, type AutoShutdown, RESTARTS } from '../../src/supervisor/spec.js';
import type { Spec, Tree } from './commands.js';

export const leaf = fc.record({
  restart: fc.constantFrom(...RESTARTS),
  // Nobody's patience may run out while a script is played.
  shutdown: fc.constantFrom('brutal_kill' as const, 'infinity' as const, 60_000),
  wantsToMatter: fc.boolean(),
});
type Leaf = typeof leaf extends fc.Arbitrary<infer L> ? L : never;

export const flags = fc.record({
  strategy: fc.constantFrom('one_for_one' as const, 'one_for_all' as const, 'rest_for_one' as const),
  // A supervisor that gives up soon shows how it ends, one that never does shows the rest.
  intensity: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(4, 20)),
  autoShutdown: fc.constantFrom(...AUTO_SHUTDOWNS),
});

/** `significant` only where OTP allows it; what is the default anyway is left out. */
export const worker = (id: string, { wantsToMatter, restart, shutdown }: Leaf, auto: AutoShutdown = 'never'): Spec => ({
  id,
  shutdown,
  ...(restart !== 'permanent' && { restart }),
  ...(restart !== 'permanent' && auto !== 'never' && wantsToMatter && { significant: true }),
});

interface Names {
  worker: () => string;
  supervisor: () => string;
}

export const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

export function names(): Names {
  let workers = 0;
  let supervisors = 0;
  const next = (at: number) => (ALPHABET[at % 26] as string).repeat(1 + Math.floor(at / 26));
  return { worker: () => next(workers++), supervisor: () => `sup${++supervisors}` };
}

export type Make<T> = (names: Names, auto: AutoShutdown) => T;

const makeWorker: fc.Arbitrary<Make<Spec>> = leaf.map(
  (options) => (name, auto) => worker(name.worker(), options, auto),
);

export const makeSimple: fc.Arbitrary<Make<Tree>> = fc.tuple(flags, makeWorker).map(([given, make]) => (name) => ({
  ...given,
  strategy: 'simple_one_for_one',
  children: [make(name, given.autoShutdown)],
}));

/** A few workers, and an intensity that leaves room for several retries. */
export const makeStormy: fc.Arbitrary<Make<Tree>> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(flags, fc.constantFrom(2, 3, 4, 6, 20), fc.array(makeWorker, { minLength: 1, maxLength: 4 }))
      .map(
        ([given, intensity, children]): Make<Tree> =>
          (name) => ({
            ...given,
            intensity,
            children: children.map((make) => make(name, given.autoShutdown)),
          }),
      ),
  },
  { weight: 1, arbitrary: makeSimple },
);

/** One such supervisor, below another one that has nothing else to do. */
export const makeStormyBelow: fc.Arbitrary<Make<Tree>> = fc
  .tuple(flags, makeStormy, leaf)
  .map(([given, make, options]) => (name) => ({
    ...given,
    children: [
      {
        ...worker(name.supervisor(), options, given.autoShutdown),
        shutdown: 'infinity',
        tree: make(name, given.autoShutdown),
      },
    ],
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

export function makeTree(depth: number): fc.Arbitrary<Make<Tree>> {
  const child =
    depth === 0
      ? makeWorker
      : fc.oneof({ weight: 4, arbitrary: makeWorker }, { weight: 1, arbitrary: makeNested(depth - 1) });
  return fc.tuple(flags, fc.array(child, { minLength: 1, maxLength: 6 })).map(([given, children]) => (name) => ({
    ...given,
    children: children.map((make) => make(name, given.autoShutdown)),
  }));
}
