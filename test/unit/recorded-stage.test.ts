import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Demo } from '../../src/demo/demo.js';
import { EventLog, type LogEvent } from '../../src/log/index.js';
import type { Command } from '../../src/protocol/messages.js';
import { RecordedStage } from '../../src/stage/recorded-stage.js';
import { Refusal } from '../../src/stage/refusal.js';

const reader = { id: 'reader', program: 'reader.js', cols: 20, rows: 5 };
const demo = {
  name: 'mail',
  tree: { id: 'top', strategy: 'one_for_one', intensity: 1, period: 1000, children: [reader] },
} as Demo;
const tree = [
  { id: 'top', type: 'supervisor', parent: null, restart: 'permanent' },
  { id: 'reader', type: 'worker', parent: 'top', restart: 'permanent' },
] as const;
const events: LogEvent[] = [
  { seq: 0, at: 0, type: 'scene', demo: 'mail', tree: [...tree] },
  { seq: 1, at: 100, type: 'output', id: 'reader', data: 'a letter' },
  { seq: 2, at: 300, type: 'note', text: 'the end of the recording' },
];

const recording = { day: '2026-01-01', machine: 'a', events };

let log: EventLog;
let stage: RecordedStage;
let told: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  log = new EventLog(() => performance.now());
  told = [];
  log.subscribe(({ type }) => told.push(type));
  stage = new RecordedStage(demo, recording, [], log);
  await stage.start();
});
afterEach(async () => {
  await stage.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a recording on its stage', () => {
  it('each event of the recording is logged once, as long after the one before as it was recorded', () => {
    expect(told).toEqual(['scene']);
    vi.advanceTimersByTime(99);
    expect(told).toEqual(['scene']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['scene', 'output']);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['scene', 'output', 'note']);
  });

  it('the label names the day and the machine, and what is missing here only when something is', async () => {
    expect(log.view.recorded).toBe('A recording of 2026-01-01 (a).');
    const lacks = [[{ requirement: { command: 'erl', package: 'erlang' }, trouble: 'absent' as const }]];
    const needy = new RecordedStage(demo, recording, lacks, log);
    await needy.start();
    expect(log.view.recorded).toBe('A recording of 2026-01-01 (a). Here: no erl (package erlang)');
    await needy.stop();
  });

  it('the end of a recording is not late when each timer of the machine is', () => {
    const late = new EventLog(() => performance.now());
    const slow = new RecordedStage(demo, recording, [], late);
    const sleep = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (work: () => void, ms: number) => sleep(work, ms + 50));
    void slow.start();
    const began = late.view.at;
    vi.advanceTimersByTime(1000);
    vi.unstubAllGlobals();
    expect(late.view.at - began).toBe(350);
    void slow.stop();
  });

  it('a verdict that stands in a recording is not logged, because it is about another machine', async () => {
    const verdict: LogEvent = { seq: 3, at: 400, type: 'verdict', passed: true, expected: 'a', seen: 'a' };
    const judged = new RecordedStage(demo, { ...recording, events: [...events, verdict] }, [], log);
    await stage.stop();
    await judged.start();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['scene', 'stop', 'scene', 'output', 'note']);
    expect(log.view.verdict).toBeNull();
    await judged.stop();
  });

  it('the scene names the client that asked for the recording', async () => {
    const scenes: (string | undefined)[] = [];
    log.subscribe(({ type, by }) => type === 'scene' && scenes.push(by));
    await stage.start('presenter');
    await stage.do({ do: 'reset' }, 'presenter');
    expect(scenes).toEqual(['presenter', 'presenter']);
  });

  it('a reset plays the recording from its beginning, and the rest of the earlier play is not logged', async () => {
    vi.advanceTimersByTime(150);
    await stage.do({ do: 'reset' });
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['scene', 'output', 'scene', 'output', 'note']);
  });

  it('a stage that was stopped twice logs one stop, and has no screen and no timer', async () => {
    vi.advanceTimersByTime(150);
    await stage.do({ do: 'stop' });
    await stage.stop();
    expect(vi.getTimerCount()).toBe(0);
    expect((await stage.snapshot()).screens).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['scene', 'output', 'stop']);
  });

  it.each<Command>([
    { do: 'fault', id: 'reader', name: 'kill' },
    { do: 'input', id: 'reader', data: 'x' },
    { do: 'restart', id: 'reader' },
    { do: 'step' },
  ])('the command %j is refused, and the recording plays on', async (command) => {
    await expect(stage.do(command)).rejects.toThrow(Refusal);
    expect(stage.isOver).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['scene', 'output', 'note']);
  });
});
