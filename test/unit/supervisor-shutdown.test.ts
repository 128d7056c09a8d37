import { describe, expect, it } from 'vitest';
import { three, useDrivers } from '../helpers/core-cases.js';
import { child } from '../helpers/core-driver.js';

const { up } = useDrivers();

describe('ending', () => {
  it('in reverse start order, one after the other', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('b');
    driver.stop();
    expect(driver.take()).toEqual(['stop c1', 'stop b1']);
    driver.advance(4999);
    expect(driver.take()).toEqual([]);
    driver.advance(1);
    expect(driver.take()).toEqual(['kill b1', 'stop a1', 'done']);
  });

  it('a number: KILL after so many ms, and no sooner', () => {
    const driver = up({ children: [child('a', { shutdown: 250 })] });
    driver.deaf.add('a');
    driver.stop().advance(249);
    expect(driver.take()).toEqual(['stop a1']);
    driver.advance(1);
    expect(driver.take()).toEqual(['kill a1', 'done']);
  });

  it('brutal_kill: at once, and waits for the exit', () => {
    const driver = up({ children: [child('a'), child('b', { shutdown: 'brutal_kill' })] });
    driver.undying.add('b');
    driver.stop().advance(60_000);
    expect(driver.take()).toEqual(['kill b1']);
    driver.exit('b');
    expect(driver.take()).toEqual(['stop a1', 'done']);
  });

  it('infinity: waits for ever', () => {
    const driver = up({ children: [child('a', { shutdown: 'infinity' })] });
    driver.deaf.add('a');
    driver.stop().advance(1e9);
    expect(driver.take()).toEqual(['stop a1']);
    expect(driver.timerKeys).toEqual([]);
    driver.exit('a', 'normal');
    expect(driver.take()).toEqual(['done']);
  });

  it('a child that is dead already is passed over', () => {
    const driver = up(
      three('one_for_one', { children: [child('a'), child('b', { restart: 'transient' }), child('c')] }),
    );
    driver.exit('b', 'normal');
    expect(driver.stop().take()).toEqual(['stop c1', 'stop a1', 'done']);
  });

  it.each(['permanent', 'transient', 'temporary'] as const)(
    'a %s child that dies by itself meanwhile is fine, with any reason',
    (restart) => {
      for (const reason of ['normal', 'shutdown', 'abnormal'] as const) {
        for (const victim of ['a', 'b', 'c']) {
          const children = ['a', 'b', 'c'].map((id) => child(id, { restart }));
          const driver = up({ intensity: 0, strategy: 'one_for_all', children });
          driver.deaf.add('c');
          driver.stop();
          driver.exit(victim, reason);
          if (victim !== 'c') driver.exit('c', 'normal');
          const expected = ['stop c1', 'stop b1', 'stop a1', 'done'].filter(
            (step) => victim === 'c' || step !== `stop ${victim}1`,
          );
          expect(driver.take(), `${victim} ${reason}`).toEqual(expected);
        }
      }
    },
  );

  it('twice is once', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('c');
    driver.stop().stop().stop();
    expect(driver.take()).toEqual(['stop c1']);
    driver.exit('c').stop();
    expect(driver.take()).toEqual(['stop b1', 'stop a1', 'done']);
  });

  it('starts nothing any more: deaths, retries and calls are too late', () => {
    const driver = up(three('one_for_one', { children: [child('a'), child('b'), child('c')] }));
    driver.exit('a').exit('a');
    expect(driver.statuses().a).toBe('pausing');
    driver.deaf.add('c');
    driver.stop().take();
    const calls = [
      driver.call({ verb: 'terminate_child', id: 'a' }),
      driver.call({ verb: 'restart_child', id: 'a' }),
      driver.call({ verb: 'delete_child', id: 'nobody' }),
    ];
    driver.exit('b').advance(60_000);
    expect(driver.take()).toEqual(['kill c1', 'done']);
    expect(calls.map((call) => driver.answer(call))).toEqual(['shutdown', 'shutdown', 'shutdown']);
  });

  it('a death that was not yet dealt with is not counted, and not stopped again', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('b');
    const call = driver.call({ verb: 'terminate_child', id: 'b' });
    driver.exit('a').exit('c');
    driver.stop().take();
    driver.exit('b');
    expect(driver.take()).toEqual(['done']);
    expect(driver.answer(call)).toBe('shutdown');
    expect(driver.state.failure).toBeNull();
  });

  it('waits for the child that is being stopped already, then goes on in reverse', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('b');
    driver.call({ verb: 'terminate_child', id: 'b' });
    driver.stop();
    expect(driver.take()).toEqual(['stop b1']);
    driver.advance(5000);
    expect(driver.take()).toEqual(['kill b1', 'stop c1', 'stop a1', 'done']);
  });

  it('while an earlier child is starting: the later ones first, and it last, ready or not', () => {
    for (const answer of ['ready', 'fail', 'nothing'] as const) {
      const driver = up(three('one_for_one'));
      driver.slow.add('a');
      driver.deaf.add('c').add('b');
      driver.exit('a').stop();
      expect(driver.take()).toEqual(['restart a', 'start a2', 'stop c1']);
      if (answer !== 'nothing') driver[answer]('a');
      expect(driver.take(), `a: ${answer}; c is not gone yet`).toEqual([]);
      driver.exit('c');
      expect(driver.take()).toEqual(['stop b1']);
      driver.exit('b');
      expect(driver.take()).toEqual(answer === 'fail' ? ['done'] : ['stop a2', 'done']);
    }
  });

  it('while an earlier child is starting, which dies', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('a');
    driver.deaf.add('c');
    driver.exit('a').stop().exit('a').take();
    driver.exit('c');
    expect(driver.take()).toEqual(['stop b1', 'done']);
  });

  it('giving up while others are slow to go waits for each', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c').add('b');
    driver.exit('a');
    expect(driver.take()).toEqual(['giveup a', 'stop c1']);
    driver.advance(5000);
    expect(driver.take()).toEqual(['kill c1', 'stop b1']);
    driver.exit('b');
    expect(driver.take()).toEqual(['done reached_max_restart_intensity']);
  });
});

describe('an exit in the mailbox of a child that is being stopped', () => {
  it('is not counted: terminate_child', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c');
    driver.call({ verb: 'terminate_child', id: 'c' });
    const call = driver.call({ verb: 'terminate_child', id: 'a' });
    driver.exit('a').exit('c');
    expect(driver.answer(call)).toBe('ok');
    expect(driver.take()).toEqual(['stop c1']);
    expect(driver.statuses()).toEqual({ a: 'down', b: 'up', c: 'down' });
  });

  it('is counted when the exit was first', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c');
    driver.call({ verb: 'terminate_child', id: 'c' });
    driver.exit('a');
    driver.call({ verb: 'terminate_child', id: 'a' });
    driver.exit('c');
    expect(driver.take()).toEqual(['stop c1', 'giveup a', 'stop b1', 'done reached_max_restart_intensity']);
  });

  it('is not counted: a bystander of a restart', () => {
    const driver = up(three('one_for_all', { intensity: 1 }));
    driver.deaf.add('c');
    driver.exit('b').exit('a');
    driver.exit('c');
    expect(driver.ended).toBe(false);
    expect(driver.take()).toEqual(['restart b', 'stop c1', 'start a2', 'start b2', 'start c2']);
  });

  it('a child that was restarted and died while its siblings still start is dealt with after', () => {
    const driver = up(three('one_for_all'));
    driver.slow.add('b');
    driver.exit('c').exit('a').take();
    driver.slow.clear();
    driver.ready('b');
    expect(driver.take()).toEqual(['start c2', 'restart a', 'stop c2', 'stop b2', 'start a3', 'start b3', 'start c3']);
  });
});
