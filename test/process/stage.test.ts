import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Check, check, is, isReborn, isUp } from '../../src/demo/checks.js';
import type { Demo, DemoNode, DemoSupervisor, DemoWorker } from '../../src/demo/demo.js';
import { EventLog, type LogEvent, METRICS_KEPT, type ProcessView } from '../../src/log/index.js';
import { STAGE_MARK } from '../../src/stage/leftovers.js';
import { playScript } from '../../src/stage/play.js';
import { Refusal, Stage } from '../../src/stage/stage.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { Slot } from '../../src/terminal/slot.js';
import { cleanliness, isRunning, newMark, WORKERS } from '../helpers/os.js';
import { until } from '../helpers/until.js';

const player = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: 'player.mjs',
  ready: 'notify',
  cols: 60,
  rows: 10,
  ...more,
});
const group = (id: string, children: DemoNode[], more: Partial<DemoSupervisor> = {}): DemoSupervisor => ({
  id,
  strategy: 'one_for_one',
  intensity: 100,
  period: 1000,
  children,
  ...more,
});
const demoOf = (tree: DemoSupervisor, more: Partial<Demo> = {}): Demo => ({
  name: 'fixture',
  title: 'Fixture',
  claim: 'It is for tests.',
  tree,
  panes: [],
  faults: { crash: { label: 'crash', on: ['a'] }, leave: { label: 'leave', on: ['a', 't'] } },
  running: [],
  script: [],
  ...more,
});
const SMALL = demoOf(group('top', [player('a'), player('t', { restart: 'temporary' })]));

/** A folder for temporary files of this test file alone: what is in it at the end was left behind. */
let folder: string;
const theirs = process.env.TMPDIR;
let stages: Stage[] = [];
let assertClean: () => Promise<void>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-stage-'));
  process.env.TMPDIR = folder;
});
afterAll(() => {
  if (theirs === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = theirs;
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  assertClean = cleanliness(newMark());
});
afterEach(async () => {
  await Promise.all(stages.map((stage) => stage.stop()));
  stages = [];
  const left = ours();
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  expect(left, 'no process is left').toEqual([]);
  expect(readdirSync(folder), 'no file is left').toEqual([]);
  await assertClean();
});

/** Processes of any stage that has its folder in ours. */
const ours = () => processesWith('HOME').filter(({ value }) => value.startsWith(folder));

function stageOf(demo: Demo) {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const events: LogEvent[] = [];
  log.subscribe((event) => events.push(event));
  const stage = new Stage(demo, WORKERS, log);
  stages.push(stage);
  const view = (id: string) => log.view.processes[id] as NonNullable<(typeof log.view.processes)[string]>;
  const is = (id: string, state: string) => until(() => view(id)?.state === state, { what: `${id} is ${state}` });
  const of = <T extends LogEvent['type']>(type: T, id?: string) =>
    events.filter(
      (event): event is Extract<LogEvent, { type: T }> =>
        event.type === type && (!id || ('id' in event && event.id === id)),
    );
  const says = (id: string, text: string | RegExp) => {
    const all = () => Buffer.concat(of('output', id).map(({ data }) => Buffer.from(data as Uint8Array))).toString();
    return until(() => (typeof text === 'string' ? all().includes(text) : text.test(all())), {
      what: `${id} says ${text}`,
    });
  };
  const fault = (id: string, name: string) => stage.do({ do: 'fault', id, name });
  /** The process `id` has another life than that numbered `life`. */
  const reborn = (id: string, life: number) =>
    until(() => view(id).lives !== life && view(id).state === 'up', { what: `${id} is reborn` });
  return { stage, log, events, view, is, of, says, fault, reborn };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).message;
}

describe('a demo on its stage', () => {
  it('a demo on its stage begins with its scene, ends with its stop, and leaves nothing', async () => {
    const { stage, events, of, is } = stageOf(SMALL);
    expect(readdirSync(folder)).toHaveLength(1);
    await stage.start();
    await is('a', 'up');
    expect(ours()).toHaveLength(2);
    expect(await stage.stop()).toBe(0);
    expect(events[0]).toMatchObject({ type: 'scene', demo: 'fixture', seq: 0 });
    expect(events.at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
    expect(of('exit').map(({ id, expected }) => [id, expected])).toEqual([
      ['t', true],
      ['a', true],
    ]);
    // An end that was asked for is no death, and has no banner.
    const words = Buffer.concat(of('output').map(({ data }) => Buffer.from(data as Uint8Array))).toString();
    expect(words).toContain('hello from');
    expect(words).not.toContain('──');
    expect(ours()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a demo on its stage tells a death: the fault before its consequences, the exit, the restart, the rebirth, and how long it took', async () => {
    const { stage, events, view, fault, reborn, log, says } = stageOf(SMALL);
    await stage.start();
    const old = view('a').pid;
    const from = log.next;
    await fault('a', 'kill');
    await reborn('a', 1);
    const story = events.filter(({ seq, type }) => seq >= from && type !== 'output' && type !== 'metric');
    expect(story.map(({ type }) => type)).toEqual(['fault', 'exit', 'restart', 'start', 'ready']);
    expect(story[1]).toMatchObject({ id: 'a', pid: old, signal: 'SIGKILL', expected: false, incarnation: 1 });
    expect(story[3]).toMatchObject({ id: 'a', incarnation: 2, because: 'restart' });
    expect(view('a').pid).not.toBe(old);
    expect(log.view.recoveries).toHaveLength(1);
    expect(log.view.recoveries[0]).toBeCloseTo((story[4]?.at ?? 0) - (story[0]?.at ?? 0), 5);
    await says('a', 'killed by SIGKILL');
    await says('a', new RegExp(`reborn as ${view('a').pid}`));
  });

  it('a demo on its stage tells the last words of a process before its end', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => `talker-${at}`);
    const script = 'yes words | head -c 30000; echo the last words';
    const talkers = ids.map((id): DemoWorker => {
      return { id, command: 'sh', args: ['-c', script], restart: 'temporary', cols: 60, rows: 10 };
    });
    const { stage, of } = stageOf(demoOf(group('top', talkers)));
    await stage.start();
    await until(() => of('exit').length === ids.length);
    for (const id of ids) {
      const end = of('exit', id)[0]?.seq ?? 0;
      const before = of('output', id).filter(({ seq }) => seq < end);
      expect(Buffer.concat(before.map(({ data }) => Buffer.from(data as Uint8Array))).toString(), id).toContain(
        'the last words',
      );
    }
  });

  it.each([
    ['crash', { code: 1, signal: null }],
    ['leave', { code: 0, signal: null }],
    ['term', { code: null, signal: 'SIGTERM' }],
  ])('a fault of its own: %s', async (name, ending) => {
    const { stage, of, fault, reborn } = stageOf(SMALL);
    await stage.start();
    await fault('a', name);
    await reborn('a', 1);
    expect(of('exit', 'a')).toMatchObject([{ ...ending, expected: false }]);
  });

  it('freezes and thaws', async () => {
    const { stage, view, is, fault } = stageOf(SMALL);
    await stage.start();
    const { pid } = view('a');
    await fault('a', 'freeze');
    await is('a', 'frozen');
    await fault('a', 'thaw');
    await is('a', 'up');
    expect(view('a').pid).toBe(pid);
  });

  it('a demo on its stage tells that a temporary process stays down, and of no other one', async () => {
    const { stage, of, is, fault, reborn, says } = stageOf(SMALL);
    await stage.start();
    await fault('a', 'kill');
    await reborn('a', 1);
    await says('a', 'reborn as');
    await fault('t', 'kill');
    await is('t', 'off');
    await says('t', 'temporary: it stays down');
    const words = Buffer.concat(of('output', 'a').map(({ data }) => Buffer.from(data as Uint8Array))).toString();
    expect(words).not.toContain('stays down');
  });

  it('a demo on its stage tells of a signal that the process may ignore, in its terminal', async () => {
    const { stage, fault, says } = stageOf(SMALL);
    await stage.start();
    await fault('a', 'term');
    await says('a', 'SIGTERM is sent');
  });

  it('a process that writes nothing is not heard when its terminal tells of a signal', async () => {
    const { stage, of, fault, says } = stageOf(SMALL);
    await stage.start();
    await fault('a', 'freeze');
    const { heardAt, beats } = stage.log.view.processes.a as ProcessView;
    await fault('a', 'term');
    await says('a', 'SIGTERM is sent');
    expect(of('output', 'a').at(-1)).toMatchObject({ by: 'stage' });
    expect(stage.log.view.processes.a).toMatchObject({ state: 'frozen', heardAt, beats });
  });

  it('a frozen process is no reason to hang', async () => {
    const { stage, of, fault } = stageOf(SMALL);
    await stage.start();
    await fault('a', 'freeze');
    expect(await stage.stop()).toBe(0);
    expect(of('exit', 'a')).toMatchObject([{ signal: 'SIGTERM', expected: true }]);
  });

  it('a demo on its stage passes on what is typed', async () => {
    const { stage, says } = stageOf(SMALL);
    await stage.start();
    await stage.do({ do: 'input', id: 'a', data: 'good evening\r' });
    await says('a', 'heard good evening');
  });

  it('a demo on its stage passes on binary input byte by byte, and refuses a character that is not a byte', async () => {
    const { stage, says } = stageOf(demoOf(group('top', [player('a', { args: ['bytes'] })])));
    await stage.start();
    const report = '\x1b[M \x8e!';
    expect(await refusal(stage.do({ do: 'input', id: 'a', data: '€', binary: true }))).toMatch(/above U\+00FF/);
    await stage.do({ do: 'input', id: 'a', data: report, binary: true });
    await says('a', 'bytes 1b5b4d208e21');
  });

  it('believes no number that is none, and nobody who tells another type of event', async () => {
    const { stage, of, view } = stageOf(demoOf(group('top', [player('a', { args: ['junk'] })])));
    await stage.start();
    await until(() => of('metric').length > 0);
    expect(of('metric').map(({ name, value }) => [name, value])).toEqual([['good', 7]]);
    expect(of('exit')).toEqual([]);
    expect(view('a').state).toBe('up');
  });

  it('a demo on its stage believes no number that is too large for one', async () => {
    const metric = (name: string, value: string) => `{"type":"metric","name":"${name}","value":${value}}\\n`;
    const script = `printf '${metric('endless', '1e999')}${metric('good', '7')}' >&$NODE_CHANNEL_FD; exec sleep 1000`;
    const { stage, of } = stageOf(
      demoOf(group('top', [{ id: 'a', command: 'sh', args: ['-c', script], cols: 60, rows: 10 }])),
    );
    await stage.start();
    await until(() => of('metric').some(({ name }) => name === 'good'));
    expect(of('metric').map(({ name, value }) => [name, value])).toEqual([['good', 7]]);
  });

  it('a demo on its stage is told the last of many metrics, and no more of them than can be seen', async () => {
    const demo = demoOf(group('top', [player('a', { args: ['metrics'] })]));
    const { stage, of, view, log } = stageOf(demo);
    await stage.start();
    await until(() => view('a').metrics.last === 40_000, { what: 'the last metric' });
    expect(log.since(0), 'the log still has its beginning').not.toBeNull();
    const [first, ...rest] = of('metric').filter(({ name }) => name === 'count');
    const seconds = ((rest.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 1000;
    expect(rest.length).toBeLessThanOrEqual(1 + seconds * 21);
    expect(view('a').metrics).toMatchObject({ count: 40_000, last: 40_000 });
    // As many names as a view keeps, and the log is not filled with the rest.
    expect(new Set(of('metric').map(({ name }) => name)).size).toBe(METRICS_KEPT);
  });

  it('a demo on its stage gives its processes a small environment, and none of the secrets of the user', async () => {
    process.env.A_SECRET = 'of the user';
    try {
      const { stage, of, says } = stageOf(demoOf(group('top', [player('a', { args: ['environment'] })])));
      await stage.start();
      await says('a', /environment: .*\./);
      const text = Buffer.concat(of('output', 'a').map(({ data }) => Buffer.from(data as Uint8Array))).toString();
      const names = /environment: (.*?)\./s
        .exec(text)?.[1]
        ?.split(/\s+/)
        .filter((name) => name !== '');
      const allowed = [
        'PATH',
        'HOME',
        'LANG',
        'TERM',
        'SEED',
        'REBOOT_CAMP_ROOT',
        STAGE_MARK,
        'SUPERVISED_BY',
        'NODE_CHANNEL_FD',
        'NODE_CHANNEL_SERIALIZATION_MODE',
        'PWD',
        'SHLVL',
        '_',
      ];
      // The terminal is sixty columns wide, but what is written is not folded.
      expect(names?.filter((name) => !allowed.includes(name))).toEqual([]);
    } finally {
      delete process.env.A_SECRET;
    }
  });

  it('a snapshot is the screens of one moment', async () => {
    const { stage, view, says, log } = stageOf(SMALL);
    await stage.start();
    await says('a', /hello from \d+\r\n/);
    await says('t', /hello from \d+\r\n/);
    const seq = log.next;
    const snapshot = await stage.snapshot();
    expect(snapshot.seq).toBe(seq);
    expect(snapshot.screens.map(({ id }) => id)).toEqual(['a', 't']);
    for (const { id, data } of snapshot.screens) expect(data).toContain(`hello from ${view(id).pid}`);
  });
});

describe('reset', () => {
  const shell = { id: 'a', command: 'sh', cols: 60, rows: 10 };

  it('reset is the same beginning', async () => {
    const { stage, log, events, view, fault, reborn, is, says } = stageOf(SMALL);
    await stage.start();
    const first = events
      .filter(({ type }) => type !== 'output')
      .map(({ type, ...rest }) => [type, 'id' in rest ? rest.id : '']);
    await fault('a', 'crash');
    await reborn('a', 1);
    await fault('t', 'kill');
    await is('t', 'off');
    const old = view('a').pid as number;
    const from = log.next;
    await stage.do({ do: 'reset' });

    const scene = events.findLastIndex(({ type }) => type === 'scene');
    expect(scene).toBeGreaterThanOrEqual(from);
    const again = events
      .slice(scene)
      .filter(({ type }) => type !== 'output')
      .map(({ type, ...rest }) => [type, 'id' in rest ? rest.id : '']);
    expect(again).toEqual(first);
    expect(isRunning(old)).toBe(false);
    expect(log.view).toMatchObject({ kills: 0, recoveries: [], running: true, restarts: [] });
    expect(log.view.notes.map(({ text }) => text)).toEqual([`seed ${stage.seed}`]);
    for (const id of ['a', 't']) expect(view(id)).toMatchObject({ state: 'up', lives: 1, lastExit: null, fault: null });
    await says('a', `hello from ${view('a').pid}`);
    const screen = (await stage.snapshot()).screens.find(({ id }) => id === 'a')?.data ?? '';
    expect(screen, 'the terminal is new').not.toContain('as you like it');
    expect(screen).not.toContain(`hello from ${old}`);
  });

  it('reset begins the script again', async () => {
    const demo = demoOf(SMALL.tree, { script: [{ fault: 'kill', id: 'a', checks: [] }] });
    const { stage, of } = stageOf(demo);
    await stage.start();
    await stage.do({ do: 'step' });
    expect(await refusal(stage.do({ do: 'step' }))).toMatch(/at its end; reset/);
    for (const _ of ['once', 'twice']) {
      await stage.do({ do: 'reset' });
      await stage.do({ do: 'step' });
    }
    expect(of('fault').map(({ id, name }) => `${name} ${id}`)).toEqual(['kill a', 'kill a', 'kill a']);
  });

  it('reset and the end find a process that bears the mark of the stage alone', async () => {
    // Its supervisor does not know it any more.
    const script = 'env -u SUPERVISED_BY setsid sleep 1000 & echo prepared; exec sleep 1000';
    const { stage, says } = stageOf(demoOf(group('top', [{ ...shell, args: ['-c', script] }])));
    const found = () => {
      const supervised = processesWith('SUPERVISED_BY').map(({ pid }) => pid);
      return ours().filter(({ pid }) => !supervised.includes(pid));
    };
    await stage.start();
    for (const [words, end] of [
      [/prepared/, () => stage.reset()],
      [/prepared.*prepared/s, () => stage.stop()],
    ] as const) {
      await says('a', words);
      await until(() => found().length === 1);
      const pid = found()[0]?.pid as number;
      await end();
      expect(isRunning(pid)).toBe(false);
    }
  });

  it('reset and the end close each terminal', async () => {
    const close = vi.spyOn(Slot.prototype, 'close');
    try {
      const { stage } = stageOf(SMALL);
      await stage.start();
      await stage.reset();
      expect(close).toHaveBeenCalledTimes(2);
      await stage.stop();
      expect(close).toHaveBeenCalledTimes(4);
    } finally {
      close.mockRestore();
    }
  });

  it('reset removes the files that the processes have left', async () => {
    const script = '[ -e left ] && echo again || echo first; : > left; exec sleep 1000';
    const { stage, says } = stageOf(demoOf(group('top', [{ ...shell, args: ['-c', script] }])));
    await stage.start();
    await says('a', 'first');
    await stage.reset();
    await says('a', /first.*first/s);
  });

  it('twice at once is one after the other', async () => {
    const { stage, of } = stageOf(SMALL);
    await stage.start();
    await Promise.all([stage.reset(), stage.reset()]);
    expect(of('scene')).toHaveLength(2);
    expect(of('exit').every(({ expected }) => expected)).toBe(true);
    expect(ours()).toHaveLength(2);
  });

  it('reset ends what escaped, too', async () => {
    const { stage } = stageOf(demoOf(group('top', [player('a', { args: ['escapee'] })])));
    await stage.start();
    const before = ours().map(({ pid }) => pid);
    expect(before).toHaveLength(2);
    await stage.reset();
    expect(before.filter(isRunning)).toEqual([]);
  });
});

describe('a refusal says why, and changes nothing', () => {
  const STRANGERS = ['nobody', 'top', 'constructor', '__proto__', 'toString', 'hasOwnProperty', ''];

  it('an unknown process, for each command', async () => {
    const { stage, log } = stageOf(SMALL);
    await stage.start();
    const from = log.next;
    const { processes } = log.view;
    for (const id of STRANGERS) {
      for (const command of [
        { do: 'fault', id, name: 'kill' },
        { do: 'input', id, data: 'x' },
        { do: 'restart', id },
      ] as const) {
        expect(await refusal(stage.do(command))).toBe(`There is no process ${id}; there are a, t.`);
      }
    }
    expect(Object.keys(log.view.processes)).toEqual(Object.keys(processes));
    expect(log.since(from)?.filter(({ type }) => type !== 'output')).toEqual([]);
  });

  it('an unknown fault, or one that this process does not take', async () => {
    const { stage, of, fault } = stageOf(SMALL);
    await stage.start();
    expect(await refusal(fault('a', 'explode'))).toBe(
      'a has no fault explode; it has crash, leave, kill, term, freeze, thaw.',
    );
    expect(await refusal(fault('t', 'crash'))).toBe('t has no fault crash; it has leave, kill, term, freeze, thaw.');
    for (const name of STRANGERS) await refusal(fault('a', name));
    expect(of('fault')).toEqual([]);
  });

  it('a fault for a process that is not there', async () => {
    const { stage, of, is, fault } = stageOf(SMALL);
    await stage.start();
    await fault('t', 'kill');
    await is('t', 'off');
    expect(await refusal(fault('t', 'kill'))).toMatch(/t has no process right now/);
    expect(of('fault')).toHaveLength(1);
  });

  it('a step whose process is not there, and which is the next one still', async () => {
    const { stage, is, fault } = stageOf(demoOf(SMALL.tree, { script: [{ fault: 'kill', id: 't', checks: [] }] }));
    await stage.start();
    await fault('t', 'kill');
    await is('t', 'off');
    for (const _ of ['once', 'twice']) {
      expect(await refusal(stage.do({ do: 'step' }))).toMatch(/^t has no process right now/);
    }
  });

  it('a restart of one that runs', async () => {
    const { stage, view } = stageOf(SMALL);
    await stage.start();
    const { pid } = view('a');
    expect(await refusal(stage.do({ do: 'restart', id: 'a' }))).toBe('a is running; terminate it first.');
    expect(view('a').pid).toBe(pid);
  });

  it('typing into one that does not read', async () => {
    const { stage, fault } = stageOf(SMALL);
    await stage.start();
    await fault('a', 'freeze');
    const paste = `${'z'.repeat(1000)}\r`.repeat(8);
    const typing = async () => {
      for (let times = 0; times < 1000; times++) await stage.do({ do: 'input', id: 'a', data: paste });
    };
    expect(await refusal(typing())).toBe('a is not reading its input (its buffer is full); wait, or kill it.');
  });

  it('typing to one that has ended for good: the next one would take it for its own', async () => {
    const { stage, fault, is } = stageOf(SMALL);
    await stage.start();
    await fault('t', 'kill');
    await is('t', 'off');
    expect(await refusal(stage.do({ do: 'input', id: 't', data: 'x' }))).toMatch(/^t has ended, .*; restart it\.$/);
  });

  it('typing for a process that has ended: its successor is not told', async () => {
    const { stage, fault, view, of, says } = stageOf(SMALL);
    await stage.start();
    const pid = view('a').pid as number;
    await fault('a', 'kill');
    await until(() => view('a').state === 'up' && view('a').pid !== pid);
    expect(await refusal(stage.do({ do: 'input', id: 'a', data: 'for the first\r', pid }))).toMatch(
      `The process ${pid} of a has ended`,
    );
    await stage.do({ do: 'input', id: 'a', data: 'for the second\r', pid: view('a').pid as number });
    await says('a', 'heard for the second');
    const words = Buffer.concat(of('output', 'a').map(({ data }) => Buffer.from(data as Uint8Array))).toString();
    expect(words).not.toContain('for the first');
  });

  const EARLY = [
    { do: 'restart', id: 'a' },
    { do: 'fault', id: 'a', name: 'kill' },
    { do: 'input', id: 'a', data: 'x' },
    { do: 'step' },
  ] as const;
  /** Its requirement takes a while to try. */
  const slow = () => demoOf(SMALL.tree, { requires: [{ command: 'sleep', package: 'coreutils', trial: ['0.2'] }] });

  it('anything while the demo is being started, for the processes in the log are those of the demo before it', async () => {
    const earlier = stageOf(SMALL);
    await earlier.stage.start();
    const stage = new Stage(slow(), WORKERS, earlier.log);
    stages.push(stage);
    const started = stage.start();
    for (const command of EARLY) {
      expect(await refusal(stage.do(command)), command.do).toMatch(/^The demo fixture is being started; wait/);
    }
    expect(await stage.snapshot()).toMatchObject({ screens: [] });
    await started;
    expect(await refusal(stage.do({ do: 'restart', id: 'a' }))).toBe('a is running; terminate it first.');
    expect(earlier.of('start')).toHaveLength(4);
  });

  it('anything between the end of a reset and its new beginning', async () => {
    const { log, of, view } = stageOf(SMALL);
    let answer = () => {};
    let asked = 0;
    // The second time, which is in the reset, the answer waits for the test.
    const lacks = async () => {
      if (++asked === 2) await new Promise<void>((resolve) => (answer = resolve));
      return [];
    };
    const stage = new Stage(demoOf(SMALL.tree), WORKERS, log, 1, lacks);
    stages.push(stage);
    await stage.start();
    const reset = stage.reset();
    await until(() => asked === 2);
    expect(of('exit')).toHaveLength(2);
    for (const command of EARLY) {
      expect(await refusal(stage.do(command)), command.do).toMatch(/^The demo fixture is being started; wait/);
    }
    answer();
    await reset;
    expect(view('a')).toMatchObject({ state: 'up', lives: 1 });
  });

  it('anything after the end', async () => {
    const { stage, log } = stageOf(SMALL);
    await stage.start();
    await stage.stop();
    const { next } = log;
    expect(await refusal(stage.do({ do: 'fault', id: 'a', name: 'kill' }))).toBe('The demo has stopped.');
    expect(await refusal(stage.do({ do: 'input', id: 'a', data: 'x' }))).toBe('The demo has stopped.');
    expect(await refusal(stage.do({ do: 'restart', id: 'a' }))).toBe('The demo has stopped.');
    expect(log.next).toBe(next);
  });
});

describe('lives are counted on', () => {
  it('a temporary process that is started again by hand', async () => {
    const { stage, of, view, fault, is } = stageOf(SMALL);
    await stage.start();
    for (const life of [2, 3]) {
      await fault('t', 'kill');
      await is('t', 'off');
      await stage.do({ do: 'restart', id: 't' });
      expect(view('t')).toMatchObject({ state: 'up', lives: life });
    }
    expect(of('start', 't').map(({ incarnation, because }) => [incarnation, because])).toEqual([
      [1, 'boot'],
      [2, 'command'],
      [3, 'command'],
    ]);
  });

  it('a process whose supervisor gave up and was restarted', async () => {
    const tree = group('top', [group('below', [player('a')], { intensity: 0 }), player('t')]);
    const { stage, of, reborn, fault, view } = stageOf(demoOf(tree));
    await stage.start();
    await fault('a', 'kill');
    await until(() => of('giveup').length > 0);
    await until(() => of('ready', 'a').length === 2, { what: 'a is back' });
    expect(of('start', 'a').map(({ incarnation }) => incarnation)).toEqual([1, 2]);
    await reborn('a', 1);
    expect(view('a')).toMatchObject({ lives: 2, state: 'up' });
    expect(view('t').lives).toBe(1);
  });
});

describe('the end', () => {
  it('the end finds who escaped into a session of its own', async () => {
    const { stage, of } = stageOf(demoOf(group('top', [player('a', { args: ['escapee'] })])));
    await stage.start();
    const pids = ours().map(({ pid }) => pid);
    expect(pids).toHaveLength(2);
    expect(await stage.stop()).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
    expect(of('stop')).toHaveLength(1);
  });

  it('notes in plain words who has not ended as it should', async () => {
    const shell = (id: string, onTerm: string): DemoWorker => {
      const script = `trap '${onTerm}' TERM; echo prepared; while :; do sleep 1000 & wait; done`;
      return { id, command: 'sh', args: ['-c', script], shutdown: 200, cols: 60, rows: 10 };
    };
    const { stage, of, says, view } = stageOf(
      demoOf(group('top', [shell('a', ''), shell('t', 'exit 3'), player('b')])),
    );
    await stage.start();
    await Promise.all([says('a', 'prepared'), says('t', 'prepared')]);
    const [a, t] = [view('a').pid, view('t').pid];
    await stage.stop();
    const notes = of('note').map(({ text }) => text);
    expect(notes.filter((text) => text.includes('shut down'))).toEqual([
      `t (process ${t}) was shut down and ended with exit code 3.`,
      `a (process ${a}) was shut down and did not end by itself; it was killed.`,
    ]);
  });

  it('the question of a demo that has ended is not put again in the next play on the same log', async () => {
    const demo = demoOf(SMALL.tree, { outcome: { after: [{ fault: 'kill', process: 'a' }], checks: [isUp('a')] } });
    const { stage, of, log } = stageOf(demo);
    await stage.start();
    await stage.stop();
    const next = new Stage(demo, WORKERS, log);
    stages.push(next);
    await next.start();
    await next.do({ do: 'fault', id: 'a', name: 'kill' });
    await until(() => of('outcome').length > 0);
    // A second reader of the log answers in the same turn of the event loop.
    await new Promise(setImmediate);
    expect(of('outcome')).toHaveLength(1);
  });

  it('twice is once', async () => {
    const { stage, of } = stageOf(SMALL);
    await stage.start();
    expect(await Promise.all([stage.stop(), stage.stop()])).toEqual([0, 0]);
    expect(await stage.stop()).toBe(0);
    expect(of('stop')).toHaveLength(1);
  });

  it('the end does not wait for a start that comes to nothing', async () => {
    const { stage, of } = stageOf(demoOf(group('top', [player('a'), player('t', { args: ['never-ready'] })])));
    const start = stage.start().catch((error: unknown) => error);
    await until(() => of('start', 't').length > 0);
    const begun = performance.now();
    expect(await stage.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5000);
    await start;
  });

  it('in the same breath as the start does not wait for it either', async () => {
    const { stage } = stageOf(demoOf(group('top', [player('a', { args: ['never-ready'] })])));
    const start = stage.start().catch((error: unknown) => error);
    let left: number | null = null;
    const stop = stage.stop().then((leftover) => {
      left = leftover;
    });
    try {
      await until(() => left === 0, { deadline: 3000 });
    } finally {
      for (const { pid } of ours()) process.kill(pid, 'SIGKILL');
      await Promise.all([start, stop]);
    }
  });

  it('a stage whose demo cannot start leaves no process', async () => {
    const { stage, of } = stageOf(demoOf(group('top', [player('a'), player('t', { program: 'nowhere.mjs' })])));
    await expect(stage.start()).rejects.toMatchObject({ code: 'failed_to_start_child' });
    expect(ours()).toEqual([]);
    expect(await stage.stop()).toBe(0);
    expect(of('exit', 'a')).toMatchObject([{ expected: true }]);
  });

  it('a stage that was never started writes only the event `stop`', async () => {
    const { stage, events } = stageOf(SMALL);
    expect(await stage.stop()).toBe(0);
    expect(events.map(({ type }) => type)).toEqual(['stop']);
  });

  it('a demo whose top supervisor gave up has no processes, refuses commands, and starts again at a reset', async () => {
    const { stage, of, view, is, fault } = stageOf(demoOf(group('top', [player('a'), player('t')], { intensity: 0 })));
    await stage.start();
    await fault('a', 'kill');
    await until(() => of('exit', 't').length === 1);
    await until(() => of('giveup').length === 2);
    expect(of('giveup')).toMatchObject([{ id: 'a' }, { id: 'top' }]);
    await is('a', 'off');
    await is('t', 'off');
    await refusal(stage.do({ do: 'restart', id: 'a' }));
    await refusal(fault('t', 'kill'));
    await stage.do({ do: 'reset' });
    expect(view('a').state).toBe('up');
  });
});

describe('two stages of one demo at once', () => {
  it('two stages of one demo at once do not know of each other', async () => {
    const [one, two] = [stageOf(SMALL), stageOf(SMALL)];
    await Promise.all([one.stage.start(), two.stage.start()]);
    expect(ours()).toHaveLength(4);
    const pids = [two.view('a').pid, two.view('t').pid];
    const { next } = two.log;
    await one.fault('a', 'kill');
    await one.reborn('a', 1);
    await one.stage.do({ do: 'reset' });
    expect(await one.stage.stop()).toBe(0);
    expect([two.view('a').pid, two.view('t').pid]).toEqual(pids);
    expect(pids.every((pid) => pid !== null && isRunning(pid))).toBe(true);
    expect(two.log.since(next)?.filter(({ type }) => type !== 'output')).toEqual([]);
    await two.fault('a', 'crash');
    await two.reborn('a', 1);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('a script', () => {
  const alive = isUp('a');
  const again = isReborn('a');
  const never = check('pigs fly', () => 'they walk', is('they fly'));
  const scripted = (checks: Check[], running = [alive]) =>
    demoOf(SMALL.tree, {
      running,
      script: [
        { fault: 'kill', id: 'a', checks },
        { fault: 'crash', id: 'a', checks },
      ],
    });

  it('that holds passes, and says what was seen', async () => {
    const { stage, of, log } = stageOf(scripted(again));
    await stage.start();
    let readers = 0;
    const subscribe = log.subscribe.bind(log);
    log.subscribe = (reader) => {
      const leave = subscribe(reader);
      readers++;
      return () => {
        readers--;
        leave();
      };
    };
    expect(await playScript(stage)).toBe(true);
    expect(readers, 'no reader of the log is left').toBe(0);
    expect(of('verdict')).toMatchObject([
      { passed: true, seen: 'a is up; a is reborn; a is up; a is reborn; a is up', failed: [] },
    ]);
    expect(of('fault').map(({ name }) => name)).toEqual(['kill', 'crash']);
  });

  it('that does not hold fails, says what was not so, and goes no further', async () => {
    const { stage, of } = stageOf(scripted([...again, never]));
    await stage.start();
    expect(await playScript(stage, 1500)).toBe(false);
    expect(of('verdict')).toMatchObject([
      {
        passed: false,
        expected: 'kill a: pigs fly: they fly',
        seen: 'kill a: pigs fly: they walk',
        failed: [{ step: 'kill a', says: 'pigs fly', expected: 'they fly', seen: 'they walk' }],
      },
    ]);
    const notes = of('note').map(({ text }) => text);
    expect(notes).toContain('kill a: a is reborn');
    expect(notes).toContain('kill a: not so: pigs fly (expected they fly, seen they walk)');
    expect(of('fault')).toHaveLength(1);
  });

  it('a script whose demo is stopped meanwhile fails at once, and has no verdict', async () => {
    const { stage, of } = stageOf(scripted([never]));
    await stage.start();
    let result: boolean | null = null;
    const played = playScript(stage, 60_000).then((held) => {
      result = held;
    });
    await until(() => of('fault').length === 1);
    await stage.stop();
    await until(() => result !== null);
    await played;
    expect(result).toBe(false);
    expect(of('verdict')).toEqual([]);
  });

  it('a script whose fault is refused fails, and the verdict has the refusal', async () => {
    const { stage, of } = stageOf(demoOf(SMALL.tree, { script: [{ fault: 'explode', id: 'a', checks: [] }] }));
    await stage.start();
    expect(await playScript(stage)).toBe(false);
    expect(of('verdict')).toMatchObject([
      { passed: false, failed: [{ step: 'explode a', seen: expect.stringContaining('a has no fault explode') }] },
    ]);
  });

  it('whose beginning does not hold does no harm at all', async () => {
    const { stage, of } = stageOf(scripted(again, [never]));
    await stage.start();
    expect(await playScript(stage, 50)).toBe(false);
    expect(of('fault')).toEqual([]);
  });
});
