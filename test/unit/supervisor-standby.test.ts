import { describe, expect, it } from 'vitest';
import { checkChildSpecs, checkSupervisor } from '../../src/supervisor/check.js';
import { child, Driver } from '../helpers/core-driver.js';

const PLENTY = { intensity: 100, period: 5000 };
const warm = (id: string, more: object = {}) => child(id, { ready: 'notify', standby: true, backoff: 0, ...more });
/** Everything up, every spare warm, an immediate restart earned; the trace begins here. */
function ready(strategy: 'one_for_one' | 'one_for_all', ids: string[], more: object = {}): Driver {
  const driver = new Driver({ strategy, ...PLENTY, children: ids.map((id) => warm(id, more)) }).boot();
  for (const id of ids) driver.send({ type: 'spare_warm', id, spare: 1 });
  return driver.settle();
}

describe('warm standby', () => {
  it('a spare is grown when its child is up, not before', () => {
    const driver = new Driver({ ...PLENTY, children: [warm('a'), warm('b')] });
    driver.slow.add('a');
    driver.boot();
    expect(driver.take()).toEqual(['start a1']);
    driver.ready('a');
    expect(driver.take()).toEqual(['grow a spare 1', 'start b1', 'grow b spare 1', 'started']);
  });

  it('is promoted on death, and the next one is grown when it is up', () => {
    const driver = ready('one_for_one', ['a', 'b']);
    driver.slow.add('a');
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a', 'promote a2 from spare 1']);
    driver.ready('a');
    expect(driver.take()).toEqual(['grow a spare 2']);
  });

  it('one that is not warm yet is not waited for', () => {
    const driver = new Driver({ ...PLENTY, children: [warm('a')] }).boot().settle();
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a', 'start a2']);
    // The one that was growing is still there to be used.
    driver.send({ type: 'spare_warm', id: 'a', spare: 1 });
    driver.settle().exit('a');
    expect(driver.take()).toEqual(['restart a', 'promote a3 from spare 1', 'grow a spare 2']);
  });

  it('a promotion counts as a restart like any other', () => {
    const driver = new Driver({ intensity: 0, children: [warm('a')] }).boot();
    driver.send({ type: 'spare_warm', id: 'a', spare: 1 });
    driver.settle().exit('a');
    expect(driver.take()).toEqual(['giveup a', 'drop a spare 1', 'done reached_max_restart_intensity']);
  });

  it('a spare that dies is replaced no sooner than the backoff after its start, and is no restart', () => {
    const driver = new Driver({ intensity: 0, children: [warm('a', { backoff: 1000 })] }).boot();
    driver.take();
    driver.advance(300).spareDies('a');
    expect(driver.advance(699).take()).toEqual([]);
    expect(driver.advance(1).take()).toEqual(['grow a spare 2']);
    driver.send({ type: 'spare_gone', id: 'a', spare: 1 });
    expect(driver.take(), 'late news of an earlier one').toEqual([]);
  });

  it('bystanders of a restart are promoted too; a terminated child loses its spare', () => {
    const driver = ready('one_for_all', ['a', 'b']);
    driver.exit('b');
    expect(driver.take()).toEqual([
      'restart b',
      'stop a1',
      'promote a2 from spare 1',
      'grow a spare 2',
      'promote b2 from spare 1',
      'grow b spare 2',
    ]);
    expect(driver.do('terminate_child', 'a')).toBe('ok');
    expect(driver.take()).toEqual(['drop a spare 2', 'stop a2']);
  });

  it('a child that is deleted while its group waits takes its spare along', () => {
    const driver = ready('one_for_all', ['a', 'b'], { backoff: 1000 });
    driver.exit('b').warm('b').exit('b');
    expect(driver.statuses()).toEqual({ a: 'down', b: 'pausing' });
    driver.take();
    expect(driver.do('delete_child', 'a')).toBe('ok');
    expect(driver.take()).toContain('drop a spare 2');
  });

  it('at the end all spares go first', () => {
    const driver = ready('one_for_one', ['a', 'b']);
    driver.stop();
    expect(driver.take()).toEqual(['drop a spare 1', 'drop b spare 1', 'stop b1', 'stop a1', 'done']);
  });

  it('a new spec gets a new spare', () => {
    const driver = ready('one_for_one', ['a']);
    const spec = { ...PLENTY, children: [warm('a')] };
    const call = driver.call({ verb: 'code_change', ...checkSupervisor(spec) });
    expect(driver.answer(call)).toBe('ok');
    expect(driver.take()).toEqual(['drop a spare 1', 'grow a spare 2']);
  });

  it('needs a child that says when it is ready, and a process', () => {
    expect(() => checkChildSpecs([child('a', { standby: true })])).toThrow(/needs ready: "notify"/);
    expect(() => checkChildSpecs([{ id: 'a', start: { children: [] }, ready: 'notify', standby: true }])).toThrow(
      /for processes/,
    );
  });
});

describe('hung and overweight', () => {
  const watched = () => new Driver({ ...PLENTY, children: [warm('a', { standby: false })] }).boot().settle();

  it('is killed, and its end is one like any other', () => {
    const driver = watched();
    driver.send({ type: 'hung', id: 'a', incarnation: 1, silentMs: 600 });
    expect(driver.take()).toEqual(['hung a', 'kill a1', 'restart a', 'start a2']);
    driver.send({ type: 'overweight', id: 'a', incarnation: 2, bytes: 600 });
    expect(driver.take().slice(0, 2)).toEqual(['overweight a', 'kill a2']);
  });

  it('late news of an earlier life, or of one that is being stopped, changes nothing', () => {
    const driver = watched();
    driver.deaf.add('a');
    driver.send({ type: 'hung', id: 'a', incarnation: 7, silentMs: 600 });
    driver.call({ verb: 'terminate_child', id: 'a' });
    driver.take();
    driver.send({ type: 'hung', id: 'a', incarnation: 1, silentMs: 600 });
    expect(driver.take()).toEqual([]);
  });
});
