import { describe, expect, it } from 'vitest';
import { eager, PLENTY, three, useDrivers } from '../helpers/core-cases.js';
import { child } from '../helpers/core-driver.js';

const { up } = useDrivers();

describe('dynamic calls', () => {
  const pool = () =>
    up({
      ...PLENTY,
      children: [
        eager('up'),
        eager('down', { restart: 'transient' }),
        child('again'),
        eager('temp', { restart: 'temporary' }),
      ],
    });
  const inEachState = () => {
    const driver = pool();
    driver.exit('down', 'normal');
    driver.exit('again').exit('again').take();
    expect(driver.statuses()).toEqual({ up: 'up', down: 'down', again: 'pausing', temp: 'up' });
    return driver;
  };

  it.each([
    ['terminate_child', { up: 'ok', down: 'ok', again: 'ok', temp: 'ok', nobody: 'not_found' }],
    ['restart_child', { up: 'running', down: 'ok', again: 'restarting', temp: 'running', nobody: 'not_found' }],
    ['delete_child', { up: 'running', down: 'ok', again: 'restarting', temp: 'running', nobody: 'not_found' }],
  ] as const)('%s', (verb, answers) => {
    for (const [id, answer] of Object.entries(answers)) {
      const driver = inEachState();
      const before = driver.statuses();
      expect(driver.do(verb, id), id).toBe(answer);
      if (answer !== 'ok') {
        expect(driver.statuses(), id).toEqual(before);
        expect(driver.take(), id).toEqual([]);
      }
    }
  });

  it('start_child', () => {
    const driver = inEachState();
    expect(driver.startChild('up')).toBe('already_started');
    expect(driver.startChild('down')).toBe('already_present');
    expect(driver.startChild('again')).toBe('already_present');
    expect(driver.startChild('temp')).toBe('already_started');
    expect(driver.take()).toEqual([]);
    expect(driver.startChild('new')).toBe('ok');
    expect(driver.take()).toEqual(['start new1']);
    expect(driver.ids.at(-1)).toBe('new');
  });

  it('start_child is last in start order, so first to be stopped', () => {
    const driver = up(three('rest_for_one'));
    driver.startChild('d');
    driver.startChild('0');
    expect(driver.take()).toEqual(['start d1', 'start 01']);
    driver.advance(1500);
    expect(driver.exit('c').take()).toEqual(['restart c', 'stop 01', 'stop d1', 'start c2', 'start d2', 'start 02']);
    expect(driver.stop().take().slice(0, 3)).toEqual(['stop 02', 'stop d2', 'stop c2']);
  });

  it('start_child that fails leaves no spec and does not count', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.failing.set('d', 1);
    expect(driver.startChild('d')).toBe('start_failed');
    expect(driver.ids).toEqual(['a', 'b', 'c']);
    expect(driver.startChild('d')).toBe('ok');
    expect(driver.ended).toBe(false);
  });

  it('start_child that dies before it is ready leaves no spec', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.slow.add('d');
    driver.startChild('d', { ready: 'notify' });
    driver.exit('d');
    expect(driver.answer(0)).toBe('start_failed');
    expect(driver.ids).toEqual(['a', 'b', 'c']);
    expect(driver.ended).toBe(false);
  });

  it('start_child answers when the child is ready; what comes meanwhile waits', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    expect(driver.startChild('d')).toBe('waiting');
    const second = driver.call({ verb: 'delete_child', id: 'd' });
    expect(driver.answer(second)).toBe('waiting');
    driver.ready('d');
    expect([driver.answer(0), driver.answer(second)]).toEqual(['ok', 'running']);
  });

  it('two start_child of one name at once: one process', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    driver.startChild('d');
    driver.startChild('d');
    driver.ready('d');
    expect([driver.answer(0), driver.answer(1)]).toEqual(['ok', 'already_started']);
    expect(driver.take()).toEqual(['start d1']);
  });

  it('restart_child that fails leaves the child down, known, and not counted', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.do('terminate_child', 'b');
    driver.failing.set('b', 1);
    expect(driver.do('restart_child', 'b')).toBe('start_failed');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
    expect(driver.advance(60_000).ended).toBe(false);
    expect(driver.do('restart_child', 'b')).toBe('ok');
  });

  it('terminate_child again and again is fine, counts nothing, restarts nothing', () => {
    const driver = up(three('one_for_all', { intensity: 0 }));
    for (let at = 0; at < 3; at++) expect(driver.do('terminate_child', 'b')).toBe('ok');
    expect(driver.take()).toEqual(['stop b1']);
    expect(driver.ended).toBe(false);
  });

  it('terminate_child keeps to the policy of the child', () => {
    const driver = up({ children: [child('a', { shutdown: 'brutal_kill' }), child('b', { shutdown: 300 })] });
    driver.deaf.add('b');
    driver.do('terminate_child', 'a');
    expect(driver.do('terminate_child', 'b')).toBe('waiting');
    driver.advance(300);
    expect(driver.take()).toEqual(['kill a1', 'stop b1', 'kill b1']);
  });

  it('terminate_child of a temporary child forgets it', () => {
    const driver = up({ children: [child('t', { restart: 'temporary' })] });
    expect(driver.do('terminate_child', 't')).toBe('ok');
    expect(driver.ids).toEqual([]);
    expect(driver.do('restart_child', 't')).toBe('not_found');
  });

  it('a deleted child is gone for good, and its name is free', () => {
    const driver = up(three('one_for_all'));
    driver.do('terminate_child', 'b');
    expect(driver.do('delete_child', 'b')).toBe('ok');
    expect(driver.do('delete_child', 'b')).toBe('not_found');
    driver.take();
    expect(driver.exit('a').take()).toEqual(['restart a', 'stop c1', 'start a2', 'start c2']);
    expect(driver.startChild('b')).toBe('ok');
    expect(driver.ids).toEqual(['a', 'c', 'b']);
  });

  it('stop during start_child: the caller is told, the child is stopped', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    driver.startChild('d');
    driver.stop();
    expect(driver.answer(0)).toBe('shutdown');
    expect(driver.take()).toEqual(['start d1', 'stop d1', 'stop c1', 'stop b1', 'stop a1', 'done']);
  });

  it('each refusal says what to do', () => {
    const driver = inEachState();
    driver.startChild('up');
    driver.startChild('down');
    driver.do('restart_child', 'again');
    driver.do('delete_child', 'up');
    driver.do('terminate_child', 'nobody');
    const messages = [...driver.replies.values()].map((reply) => (reply.ok ? '' : reply.message));
    expect(messages).toEqual([
      'up is running already.',
      'down is known already but not running; restart or delete it.',
      'again is being restarted; terminate it first.',
      'up is running; terminate it first.',
      'nobody is not a child of this supervisor.',
    ]);
  });
});
