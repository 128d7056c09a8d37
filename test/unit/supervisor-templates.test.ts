import { describe, expect, it } from 'vitest';
import { checkSupervisor } from '../../src/supervisor/check.js';
import type { ProcessStart } from '../../src/supervisor/index.js';
import { child, Driver } from '../helpers/core-driver.js';

const PLENTY = { intensity: 100, period: 5000 };
const eager = (id: string, more: object = {}) => child(id, { backoff: 0, ...more });
const simple = (more: object = {}, flags: object = {}) =>
  new Driver({ strategy: 'simple_one_for_one', ...PLENTY, ...flags, children: [eager('call', more)] }).boot();
const start = (driver: Driver, ...args: string[]) => driver.answer(driver.call({ verb: 'start_instance', args }));

describe('simple_one_for_one', () => {
  it('starts with nobody; each call adds its arguments to the template', () => {
    const driver = simple();
    expect(driver.take()).toEqual(['started']);
    expect([start(driver, 'x'), start(driver, 'y', 'z')]).toEqual(['ok', 'ok']);
    expect(driver.take()).toEqual(['start call-11', 'start call-21']);
    expect(driver.state.children.map(({ spec }) => (spec.start as ProcessStart).args)).toEqual([['x'], ['y', 'z']]);
  });

  it('restarts the one that died, with its own arguments', () => {
    const driver = simple();
    start(driver, 'x');
    start(driver, 'y');
    driver.settle().exit('call-1');
    expect(driver.take()).toEqual(['restart call-1', 'start call-12']);
    expect(driver.state.children[0]?.spec.start).toMatchObject({ args: ['x'] });
  });

  it.each(['transient', 'temporary'] as const)('a %s one that ends well is gone, spec and all', (restart) => {
    const driver = simple({ restart });
    start(driver);
    driver.settle().exit('call-1', 'normal');
    expect(driver.ids).toEqual([]);
  });

  it('by id there is nothing to be had: OTP says simple_one_for_one', () => {
    const driver = simple();
    start(driver);
    for (const verb of ['terminate_child', 'restart_child', 'delete_child'] as const) {
      expect(driver.do(verb, 'call-1')).toBe('simple_one_for_one');
    }
    expect(driver.startChild('other')).toBe('simple_one_for_one');
  });

  it('a terminated one leaves for good, a permanent one too', () => {
    const driver = simple();
    start(driver);
    driver.take();
    expect(driver.answer(driver.call({ verb: 'terminate_instance', id: 'call-1', incarnation: 1 }))).toBe('ok');
    expect(driver.take()).toEqual(['stop call-11', 'removed call-1']);
    const again = driver.call({ verb: 'terminate_instance', id: 'call-1', incarnation: 1 });
    expect(driver.answer(again), 'to end who has ended is no mistake').toBe('ok');
  });

  it('one that cannot start is not kept', () => {
    const driver = simple();
    driver.failing.set('call-1', 1);
    expect(start(driver)).toBe('start_failed');
    expect(driver.ids).toEqual([]);
    expect(start(driver)).toBe('ok');
    expect(driver.ids, 'a name is not given twice').toEqual(['call-2']);
  });

  it('ends all at once: the deaf take one timeout, not one each', () => {
    const driver = simple({ shutdown: 500 });
    for (let n = 1; n <= 3; n++) {
      start(driver);
      driver.deaf.add(`call-${n}`);
    }
    driver.settle().stop();
    expect(driver.take()).toEqual(['stop call-11', 'stop call-21', 'stop call-31']);
    expect(driver.advance(499).take()).toEqual([]);
    expect(driver.advance(1).take()).toEqual(['kill call-11', 'kill call-21', 'kill call-31', 'done']);
  });

  it('gives up like the others', () => {
    const driver = simple({}, { intensity: 0 });
    start(driver);
    start(driver);
    driver.settle().exit('call-2');
    expect(driver.take()).toEqual(['giveup call-2', 'stop call-11', 'done reached_max_restart_intensity']);
  });

  it('has one template, and that is a process', () => {
    const spec = (children: object[]) => () => checkSupervisor({ strategy: 'simple_one_for_one', children });
    expect(spec([])).toThrow(/one process/);
    expect(spec([child('a'), child('b')])).toThrow(/one process/);
    expect(spec([{ id: 'a', start: { children: [] } }])).toThrow(/one process/);
  });
});

describe('ignore: a start that is not needed', () => {
  const ignoring = (more: object = {}) => {
    const driver = new Driver({
      ...PLENTY,
      children: [eager('a'), eager('b', { ready: 'notify', ...more }), eager('c')],
    });
    driver.slow.add('b');
    driver.boot().take();
    driver.send({ type: 'ignored', id: 'b', incarnation: 1 });
    return driver;
  };

  it('keeps the spec without a process, and the start goes on', () => {
    const driver = ignoring();
    expect(driver.take()).toEqual(['stop b1', 'start c1', 'started']);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
  });

  it('a temporary one is not kept', () => {
    expect(ignoring({ restart: 'temporary' }).ids).toEqual(['a', 'c']);
  });

  it('its process is killed when it does not leave', () => {
    const driver = new Driver({ ...PLENTY, children: [eager('b', { ready: 'notify', shutdown: 300 })] });
    driver.slow.add('b');
    driver.deaf.add('b');
    driver.boot().send({ type: 'ignored', id: 'b', incarnation: 1 });
    expect(driver.advance(300).take()).toEqual(['start b1', 'stop b1', 'kill b1', 'started']);
  });
});

describe('code_change', () => {
  const change = (driver: Driver, spec: object) =>
    driver.answer(driver.call({ verb: 'code_change', ...checkSupervisor(spec) }));
  const three = () =>
    new Driver({ strategy: 'rest_for_one', ...PLENTY, children: ['a', 'b', 'c'].map((id) => eager(id)) })
      .boot()
      .settle();

  it('keeps the processes; what is gone stays behind the rest, what is new is not started', () => {
    const driver = three();
    expect(
      change(driver, { ...PLENTY, children: [eager('d'), eager('c'), eager('a', { restart: 'temporary' })] }),
    ).toBe('ok');
    expect(driver.take()).toEqual([]);
    expect(driver.statuses()).toEqual({ d: 'down', c: 'up', a: 'up', b: 'up' });
    expect(driver.living).toEqual(['a1', 'b1', 'c1']);
    driver.exit('a');
    expect(driver.take(), 'by the new spec').toEqual(['removed a']);
  });

  it('the new flags count at once', () => {
    const driver = three();
    change(driver, { intensity: 0, children: ['a', 'b', 'c'].map((id) => eager(id)) });
    driver.exit('a');
    expect(driver.take()[0]).toBe('giveup a');
  });

  it('a template: what it says of the end counts at once, what it says of the start from the next one', () => {
    const driver = simple();
    start(driver, 'x');
    change(driver, { strategy: 'simple_one_for_one', ...PLENTY, children: [eager('line')] });
    start(driver, 'y');
    expect(driver.ids).toEqual(['call-1', 'line-2']);
  });
});
