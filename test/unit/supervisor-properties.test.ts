import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChildSpec, Supervisor, type SupervisorEvent, type SupervisorSpec } from '../../src/supervisor/index.js';
import { RESTARTS } from '../../src/supervisor/spec.js';
import { child, Driver } from '../helpers/core-driver.js';
import { FakeWorld } from '../helpers/fake-launch.js';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const AUTO = ['never', 'any_significant', 'all_significant'] as const;

const policy = fc.oneof(fc.constantFrom('brutal_kill' as const, 'infinity' as const), fc.constantFrom(0, 100, 5000));
const childOptions = fc.record({
  restart: fc.constantFrom(...RESTARTS),
  shutdown: policy,
  ready: fc.constantFrom('spawn' as const, 'notify' as const),
  startTimeout: fc.constantFrom(0, 500, 30_000),
  backoff: fc.constantFrom(0, 300, 1000),
  standby: fc.boolean(),
  wantsToMatter: fc.boolean(),
});

/** `significant` only where OTP allows it. */
const toChild = (
  id: string,
  { wantsToMatter, ...more }: { wantsToMatter: boolean } & Partial<ChildSpec>,
  auto: string,
) =>
  child(id, {
    ...more,
    // Only who says when it is ready can have a spare.
    standby: more.standby === true && more.ready === 'notify',
    significant: wantsToMatter && more.restart !== 'permanent' && auto !== 'never',
  });

const flags = fc.record({
  strategy: fc.constantFrom('one_for_one' as const, 'one_for_all' as const, 'rest_for_one' as const),
  intensity: fc.integer({ min: 0, max: 5 }),
  period: fc.constantFrom(1, 1000, 5000),
  autoShutdown: fc.constantFrom(...AUTO),
});
const spec = fc.tuple(flags, fc.array(childOptions, { maxLength: IDS.length })).map(([given, children]) => ({
  ...given,
  children: children.map((options, at) => toChild(IDS[at] as string, options, given.autoShutdown)),
}));

const id = fc.constantFrom(...IDS, 'stranger');
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('exit' as const),
      id,
      reason: fc.constantFrom('normal' as const, 'shutdown' as const, 'abnormal' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(0, 1, 99, 400, 1000, 6000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('terminate_child' as const, 'restart_child' as const, 'delete_child' as const),
      id,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('start_child' as const), id, options: childOptions }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('slow' as const), id, on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ready' as const, 'fail' as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('failing' as const), id, times: fc.integer({ min: 0, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('deaf' as const, 'undying' as const), id, on: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('warm' as const, 'spareDies' as const, 'hung' as const, 'ignored' as const),
      id,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('late' as const), id, incarnation: fc.integer({ min: 0, max: 3 }) }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function perform(driver: Driver, step: Action): void {
  switch (step.do) {
    case 'exit':
      if (driver.alive.has(step.id)) driver.exit(step.id, step.reason);
      return;
    case 'advance':
      driver.advance(step.ms);
      return;
    case 'stop':
      driver.stop();
      return;
    case 'start_child':
      driver.startChild(step.id, toChild(step.id, step.options, driver.state.flags.autoShutdown));
      return;
    case 'slow':
    case 'deaf':
    case 'undying':
      if (step.on) driver[step.do].add(step.id);
      else driver[step.do].delete(step.id);
      return;
    case 'ready':
    case 'fail':
      if (driver.statuses()[step.id] === 'starting' && driver.alive.has(step.id)) driver[step.do](step.id);
      return;
    case 'warm':
      driver.warm(step.id);
      return;
    case 'spareDies':
      driver.spareDies(step.id);
      return;
    case 'hung':
      driver.hung(step.id);
      return;
    case 'ignored':
      if (driver.statuses()[step.id] === 'starting' && driver.alive.has(step.id)) driver.ignored(step.id);
      return;
    case 'failing':
      driver.failing.set(step.id, step.times);
      return;
    case 'late': {
      // News of a life that is not: nothing may come of it.
      const current = driver.state.children.find((state) => state.spec.id === step.id)?.incarnation;
      if (current === step.incarnation) return;
      const before = driver.state;
      driver.send({ type: 'exited', id: step.id, incarnation: step.incarnation, reason: 'abnormal' });
      driver.send({ type: 'ready', id: step.id, incarnation: step.incarnation });
      driver.send({ type: 'failed', id: step.id, incarnation: step.incarnation, message: 'late' });
      if (JSON.stringify(before) !== JSON.stringify(driver.state)) driver.violations.push('late news had consequences');
      return;
    }
    default:
      driver.do(step.do, step.id);
  }
}

/** The invariants whenever the supervisor has nothing to do at once. */
function check(driver: Driver): void {
  const { state } = driver;
  if (state.operation === null && state.phase !== 'done') {
    expect(state.mailbox, 'an idle supervisor has an empty mailbox').toEqual([]);
  }
  for (const { spec, status } of state.children) {
    const shouldLive = status === 'up' || status === 'stopping' || status === 'starting';
    // The living processes differ from those of the supervisor only by exits that wait in the mailbox.
    const exitWaits = state.mailbox.some((message) => message.type === 'exited' && message.id === spec.id);
    expect(driver.alive.has(spec.id), `${spec.id} is ${status}`).toBe(shouldLive && !exitWaits);
  }
  for (const living of driver.alive.keys()) expect(driver.ids, 'the living are known').toContain(living);
  expect(
    state.children.filter((one) => one.status === 'starting' || one.status === 'stopping').length,
  ).toBeLessThanOrEqual(state.phase === 'stopping' ? 2 : 1);
}

/** Whatever it was in the middle of: after this it has ended. */
function finish(driver: Driver): void {
  driver.stop();
  driver.slow.clear();
  driver.undying.clear();
  for (let tries = 0; !driver.ended && tries < 50; tries++) {
    driver.advance(60_000);
    for (const [name, incarnation] of [...driver.alive]) {
      const status = driver.statuses()[name];
      if (status === 'stopping' && driver.alive.get(name) === incarnation) driver.exit(name, 'shutdown');
    }
  }
}

const RUNS = { numRuns: 600 };

describe('any supervisor, whatever happens to it', () => {
  it('never breaks a rule, and always ends with nothing alive', () => {
    fc.assert(
      fc.property(spec, fc.array(action, { maxLength: 40 }), (given, actions) => {
        const driver = new Driver(given);
        driver.boot();
        for (const step of actions) {
          perform(driver, step);
          check(driver);
        }
        finish(driver);
        expect(driver.violations).toEqual([]);
        expect(driver.ended).toBe(true);
        expect(driver.living).toEqual([]);
        expect(driver.trace.filter((step) => step.startsWith('done'))).toHaveLength(1);
        expect(driver.trace.at(-1), 'nothing comes after the end').toMatch(/^done/);
        expect(driver.replies.size, 'each call is answered').toBe(driver.callsMade);
      }),
      RUNS,
    );
  });

  it('an orderly end is in reverse start order, whatever went before', () => {
    fc.assert(
      fc.property(spec, fc.array(action, { maxLength: 25 }), (given, actions) => {
        const driver = new Driver(given);
        driver.boot();
        for (const step of actions) perform(driver, step);
        if (driver.state.phase !== 'running') return;
        const underWay = driver.state.operation?.waitingFor[0];
        const order = driver.ids.filter((one) => driver.alive.has(one) && one !== underWay).reverse();
        driver.take();
        finish(driver);
        const stops = driver.trace
          .filter((step) => /^(stop|kill) /.test(step))
          .map((step) => step.replace(/^\w+ |\d+$/g, ''));
        const firstOfEach = [...new Set(stops)].filter((one) => one !== underWay);
        expect(firstOfEach).toEqual(order);
        expect(driver.trace.filter((step) => step.startsWith('start '))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('stopped while one of them starts: the others go in reverse, one at a time, and none is left', () => {
    const answer = fc.oneof(
      fc.constant({ do: 'ready' as const }),
      fc.constant({ do: 'fail' as const }),
      fc.record({ do: fc.constant('exit' as const), at: fc.nat({ max: 4 }) }),
      fc.constant({ do: 'advance' as const }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 4 }),
        fc.subarray(IDS),
        fc.array(answer, { maxLength: 8 }),
        (count, at, deaf, answers) => {
          const ids = IDS.slice(0, count);
          const starting = ids[at % count] as string;
          const driver = new Driver({ intensity: 100, children: ids.map((one) => child(one, { backoff: 0 })) });
          driver.boot();
          for (const one of deaf) driver.deaf.add(one);
          driver.slow.add(starting);
          driver.exit(starting).stop();
          for (const one of answers) {
            const stopping = () => driver.state.children.filter(({ status }) => status === 'stopping');
            if (one.do === 'advance') driver.advance(2500);
            else if (one.do === 'exit') {
              const victim = ids[one.at % count] as string;
              if (driver.alive.has(victim)) driver.exit(victim);
            } else if (driver.statuses()[starting] === 'starting') driver[one.do](starting);
            expect(stopping().length).toBeLessThanOrEqual(1);
          }
          finish(driver);
          expect(driver.violations).toEqual([]);
          expect(driver.living).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a boot starts in list order, or ends what it began in reverse', () => {
    fc.assert(
      fc.property(spec, fc.nat({ max: 6 }), (given, bad) => {
        const driver = new Driver(given);
        const ids = given.children.map((one) => one.id);
        const culprit = ids[bad];
        if (culprit) driver.failing.set(culprit, 1);
        driver.boot();
        const before = ids.slice(0, culprit ? bad : ids.length);
        const starts = [...before, ...(culprit ? [culprit] : [])].map((one) => `start ${one}1`);
        const steps = driver.take().filter((step) => !/^(removed|grow|drop) /.test(step));
        expect(steps.slice(0, starts.length)).toEqual(starts);
        const rest = steps.slice(starts.length).map((step) => step.replace(/^kill/, 'stop'));
        if (culprit === undefined) expect(rest).toEqual(['started']);
        else expect(rest).toEqual([...before.reverse().map((one) => `stop ${one}1`), 'done failed_to_start_child']);
      }),
      RUNS,
    );
  });

  it('restarts the group in order, and only the group', () => {
    fc.assert(
      fc.property(
        flags,
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat({ max: 4 }), { maxLength: 12 }),
        (given, count, victims) => {
          const ids = IDS.slice(0, count);
          const driver = new Driver({
            ...given,
            intensity: 100,
            children: ids.map((one) => child(one, { backoff: 0 })),
          });
          driver.boot();
          for (const at of victims) {
            const victim = ids[at % count] as string;
            const index = ids.indexOf(victim);
            const group = { one_for_one: [victim], one_for_all: ids, rest_for_one: ids.slice(index) }[given.strategy];
            const before = new Map(driver.alive);
            driver.take();
            driver.exit(victim);
            const steps = driver.take().map((step) => step.replace(/\d+$/, ''));
            expect(steps).toEqual([
              `restart ${victim}`,
              ...group
                .filter((one) => one !== victim)
                .reverse()
                .map((one) => `stop ${one}`),
              ...group.map((one) => `start ${one}`),
            ]);
            for (const one of ids)
              expect(driver.alive.get(one)).toBe((before.get(one) ?? 0) + (group.includes(one) ? 1 : 0));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** A tree of at most three levels; ids differ all over it, as those of a demo do. */
function treeOf(depth: number): fc.Arbitrary<(names: () => string) => SupervisorSpec> {
  // Spares are the business of the core alone; here are real supervisors, with processes that are not there.
  const leaf = childOptions.map(
    (options) => (names: () => string, auto: string) =>
      toChild(names(), { ...options, standby: false }, auto) as ChildSpec,
  );
  const below =
    depth === 0
      ? leaf
      : fc.oneof(
          { weight: 3, arbitrary: leaf },
          {
            weight: 1,
            arbitrary: fc.tuple(treeOf(depth - 1), fc.constantFrom(...RESTARTS)).map(
              ([make, restart]) =>
                (names: () => string) =>
                  ({ id: names(), start: make(names), restart }) as ChildSpec,
            ),
          },
        );
  return fc
    .tuple(flags, fc.array(below, { minLength: 1, maxLength: 4 }))
    .map(([given, children]) => (names: () => string) => ({
      ...given,
      children: children.map((make) => make(names, given.autoShutdown)),
    }));
}

const tree = treeOf(2).map((make) => {
  let names = 0;
  return make(() => `p${names++}`);
});

const workers = (node: SupervisorSpec): string[] =>
  node.children.flatMap(({ id: name, start }) => ('children' in start ? workers(start) : [name]));

const blow = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('exit' as const), at: fc.nat(), code: fc.constantFrom(0, 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 300, 1000, 6000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('failing' as const), at: fc.nat(), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deaf' as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('slow' as const), at: fc.nat(), ms: fc.constantFrom(200, 40_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
);

describe('any tree, on a clock that is not real', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('never has two of one, and ends with none', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.array(blow, { maxLength: 20 }), async (given, blows) => {
        const world = new FakeWorld();
        const supervisor = new Supervisor(given, world.launch);
        const events: SupervisorEvent[] = [];
        supervisor.events.on('event', (event) => events.push(event));
        const names = workers(given);
        const start = supervisor.start().catch(() => {});
        for (const one of blows) {
          const name = 'at' in one && names.length > 0 ? (names[one.at % names.length] as string) : '';
          if (one.do === 'advance') await vi.advanceTimersByTimeAsync(one.ms);
          else if (one.do === 'exit') world.exit(name, one.code);
          else if (one.do === 'failing') world.failing.set(name, one.times);
          else if (one.do === 'deaf') world.deaf.add(name);
          else if (one.do === 'slow') world.slow.set(name, one.ms);
          else void supervisor.stop();
          if (one.do !== 'exit') await vi.advanceTimersByTimeAsync(0);
        }
        // A child that ignores signals with an infinite shutdown would never end.
        world.deaf.clear();
        for (const name of names) if (world.alive.has(name)) world.exit(name, 0);
        const ending = supervisor.stop();
        await vi.advanceTimersByTimeAsync(600_000);
        await expect(ending).resolves.toMatchObject({ reason: 'shutdown' });
        await start;

        expect(world.violations).toEqual([]);
        expect([...world.alive.keys()]).toEqual([]);
        expect(vi.getTimerCount(), 'no timer is left').toBe(0);
        orderly(events);
      }),
      { numRuns: 150 },
    );
  });
});

/** The lives of each process, as told: start, perhaps ready, exit; never two at a time, never a pid twice. */
function orderly(events: SupervisorEvent[]): void {
  const living = new Map<string, { pid: number; ready: boolean }>();
  const pids = new Set<number>();
  for (const event of events) {
    if (event.type === 'start') {
      expect(living.has(event.id)).toBe(false);
      expect(pids.has(event.pid)).toBe(false);
      pids.add(event.pid);
      living.set(event.id, { pid: event.pid, ready: false });
    }
    if (event.type === 'ready') {
      expect(living.get(event.id)).toEqual({ pid: event.pid, ready: false });
      living.set(event.id, { pid: event.pid, ready: true });
    }
    if (event.type === 'exit') {
      if (event.pid !== 0) expect(living.get(event.id)?.pid).toBe(event.pid);
      living.delete(event.id);
    }
  }
  expect([...living.keys()]).toEqual([]);
}
