import { describe, expect, it, vi } from 'vitest';
import { check, growth, is, moreThan, told } from '../../src/demo/checks.js';
import type { Deciding, Demo } from '../../src/demo/demo.js';
import { EventLog } from '../../src/log/index.js';
import { answerQuestion } from '../../src/stage/outcome.js';

const PATIENCE_MS = 1000;
const letters = check('three letters arrive', growth(told('reader', 'letters')), is(3));
const demo = {
  outcome: { after: [{ fault: 'thaw', process: 'reader' }], checks: [letters], patienceMs: PATIENCE_MS },
} as unknown as Demo;
const tree = [
  { id: 'top', type: 'supervisor', parent: null, restart: 'permanent' },
  { id: 'reader', type: 'worker', parent: 'top', restart: 'permanent' },
] as const;

/** The same question, after faults with results of their own. */
const afterFirst = (first: Deciding['first']) =>
  ({
    outcome: { ...demo.outcome, after: [{ fault: 'thaw', process: 'reader', first }] },
  }) as unknown as Demo;

function stageOfOne() {
  const log = new EventLog(() => performance.now());
  const outcomes: unknown[] = [];
  const leave = answerQuestion(demo, log);
  log.subscribe((event) => {
    if (event.type === 'outcome') outcomes.push({ held: event.held, failed: event.failed });
  });
  log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
  const tell = (value: number) => log.append({ type: 'metric', id: 'reader', name: 'letters', value });
  const fault = (name: string) => log.append({ type: 'fault', id: 'reader', pid: 1, name });
  return { log, outcomes, leave, tell, fault };
}

describe('the question of a lesson', () => {
  it('the question is answered when the conditions hold after the fault that puts it, and not before', async () => {
    const { outcomes, leave, tell, fault } = stageOfOne();
    tell(4);
    fault('freeze');
    tell(7);
    await Promise.resolve();
    expect(outcomes).toEqual([]);
    fault('thaw');
    tell(9);
    tell(10);
    await vi.waitFor(() => expect(outcomes).toEqual([{ held: true, failed: [] }]));
    leave();
  });
  it('the question is answered by output alone when the conditions are about output', async () => {
    const isHeard = check('the reader is heard', (view) => view.processes.reader?.heardAt ?? Number.NaN, moreThan(0));
    const log = new EventLog(() => performance.now());
    const leave = answerQuestion({ outcome: { after: demo.outcome?.after ?? [], checks: [isHeard] } } as Demo, log);
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'thaw' });
    await Promise.resolve();
    expect(log.view.outcome).toBeNull();
    log.append({ type: 'output', id: 'reader', data: Buffer.from('here') });
    await vi.waitFor(() => expect(log.view.outcome?.held).toBe(true));
    leave();
  });
  it('the question is answered once in a scene, and again in the next', async () => {
    const { log, outcomes, leave, tell, fault } = stageOfOne();
    for (const letter of [3, 6]) {
      fault('thaw');
      tell(letter);
      await Promise.resolve();
    }
    expect(outcomes).toHaveLength(1);
    expect(log.view.outcome?.held).toBe(true);
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    expect(log.view.outcome).toBeNull();
    fault('thaw');
    tell(3);
    await vi.waitFor(() => expect(outcomes).toHaveLength(2));
    leave();
  });
  it('the outcome has the expected and the seen figures when the conditions do not come about in time', async () => {
    vi.useFakeTimers();
    try {
      const { outcomes, leave, tell, fault } = stageOfOne();
      fault('thaw');
      tell(2);
      await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      const failed = [{ step: 'thaw reader', says: letters.says, expected: '3', seen: '2' }];
      expect(outcomes).toEqual([{ held: false, failed }]);
      // The same fault puts it again.
      fault('thaw');
      tell(5);
      await vi.advanceTimersByTimeAsync(0);
      expect(outcomes.at(-1)).toEqual({ held: true, failed: [] });
      leave();
      await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      expect(outcomes).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
  it('a failure is that of its own try: the next fault takes it out of the view, and leaves an answer in it', async () => {
    vi.useFakeTimers();
    try {
      const { log, leave, tell, fault } = stageOfOne();
      fault('thaw');
      await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      expect(log.view.outcome?.held).toBe(false);
      log.append({ type: 'fault', id: 'nobody', pid: 2, name: 'thaw' });
      expect(log.view.outcome?.held).toBe(false);
      fault('thaw');
      expect(log.view.outcome).toBeNull();
      tell(3);
      await vi.advanceTimersByTimeAsync(0);
      expect(log.view.outcome?.held).toBe(true);
      fault('thaw');
      expect(log.view.outcome?.held).toBe(true);
      leave();
    } finally {
      vi.useRealTimers();
    }
  });
  it('the log says at once which result of an earlier fault is missing, and the question is answered when all comes about', async () => {
    const isAway = check('the reader was away', told('reader', 'away'), is(1));
    const first = [{ fault: 'freeze', process: 'reader', result: isAway }];
    const log = new EventLog(() => performance.now());
    const leave = answerQuestion(afterFirst(first), log);
    const tell = (name: string, value: number) => log.append({ type: 'metric', id: 'reader', name, value });
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'thaw' });
    await Promise.resolve();
    const failed = [{ step: 'thaw reader', says: isAway.says, expected: '1', seen: 'nothing yet' }];
    expect(log.view.outcome).toMatchObject({ held: false, failed });
    tell('away', 1);
    tell('letters', 3);
    await vi.waitFor(() => expect(log.view.outcome?.held).toBe(true));
    leave();
  });
  it('a fault that decides without earlier faults puts the question at once, beside one that needs them', async () => {
    const isAway = check('the reader was away', told('reader', 'away'), is(1));
    const first = [{ fault: 'freeze', process: 'reader', result: isAway }];
    const after = [
      { fault: 'thaw', process: 'reader', first },
      { fault: 'kill', process: 'reader' },
    ];
    const log = new EventLog(() => performance.now());
    const leave = answerQuestion({ outcome: { ...demo.outcome, after } } as Demo, log);
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'kill' });
    await Promise.resolve();
    expect(log.view.outcome).toBeNull();
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'thaw' });
    await Promise.resolve();
    expect(log.view.outcome?.held).toBe(false);
    leave();
  });
  it('nothing is said before the answer when the earlier faults have had their results', async () => {
    const isAway = check('the reader was away', told('reader', 'away'), is(1));
    const first = [{ fault: 'freeze', process: 'reader', result: isAway }];
    const log = new EventLog(() => performance.now());
    const leave = answerQuestion(afterFirst(first), log);
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    log.append({ type: 'metric', id: 'reader', name: 'away', value: 1 });
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'thaw' });
    await Promise.resolve();
    expect(log.view.outcome).toBeNull();
    leave();
  });
  it('the question is not answered after the demo has stopped', async () => {
    vi.useFakeTimers();
    try {
      const { log, outcomes, leave, fault } = stageOfOne();
      fault('thaw');
      log.append({ type: 'stop', leftover: 0 });
      await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      expect(outcomes).toEqual([]);
      leave();
    } finally {
      vi.useRealTimers();
    }
  });
  it('the question is put by the fault of the process that the lesson names, and by no other one', async () => {
    const { log, outcomes, leave, tell } = stageOfOne();
    log.append({ type: 'fault', id: 'writer', pid: 2, name: 'thaw' });
    tell(3);
    await Promise.resolve();
    expect(outcomes).toEqual([]);
    leave();
  });
  it('the wait begins once more when the same fault puts the question before it is answered', async () => {
    vi.useFakeTimers();
    try {
      const { outcomes, leave, tell, fault } = stageOfOne();
      fault('thaw');
      await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
      fault('thaw');
      await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
      expect(outcomes).toEqual([]);
      tell(3);
      await vi.advanceTimersByTimeAsync(0);
      expect(outcomes).toEqual([{ held: true, failed: [] }]);
      leave();
    } finally {
      vi.useRealTimers();
    }
  });
  it('a stage that was left has no timer, and a fault puts no question on it', async () => {
    vi.useFakeTimers();
    try {
      const { outcomes, leave, fault } = stageOfOne();
      fault('thaw');
      await vi.advanceTimersByTimeAsync(0);
      expect(vi.getTimerCount()).toBe(1);
      leave();
      expect(vi.getTimerCount()).toBe(0);
      fault('thaw');
      await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      expect(outcomes).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
  it('a flood of output is looked at once in a while', async () => {
    vi.useFakeTimers();
    try {
      const { log, leave, fault } = stageOfOne();
      fault('thaw');
      await vi.advanceTimersByTimeAsync(0);
      for (let count = 0; count < 100; count++) log.append({ type: 'output', id: 'reader', data: Buffer.from('word') });
      // The end of the patience, and the next look.
      expect(vi.getTimerCount()).toBe(2);
      leave();
    } finally {
      vi.useRealTimers();
    }
  });
  it('the conditions compare with the moment before the fault, and not with the fault itself', async () => {
    const isNew = check(
      'the fault is new',
      (_, before) => String(before.processes.reader?.fault ?? 'none'),
      is('none'),
    );
    const log = new EventLog(() => performance.now());
    const leave = answerQuestion(
      { outcome: { after: [{ fault: 'kill', process: 'reader' }], checks: [isNew] } } as Demo,
      log,
    );
    log.append({ type: 'scene', demo: 'mail', tree: [...tree] });
    log.append({ type: 'start', id: 'reader', pid: 1, incarnation: 1, because: 'boot' });
    log.append({ type: 'fault', id: 'reader', pid: 1, name: 'kill' });
    await vi.waitFor(() => expect(log.view.outcome?.held).toBe(true));
    leave();
  });
});
