import { describe, expect, it } from 'vitest';
import { type Action, actionOf, type KeyContext } from '../../src/cli/terminal/keys.js';
import { demo } from './terminal-face-helpers.js';

const press = (input: string, key = {}, place: Partial<KeyContext> = {}) =>
  actionOf(input, key, { demo, chosen: 'objects', mode: 'panes', isPast: false, ...place });
const chooses = (action: Action) => (action.do === 'choose' ? action.id : action.do);

describe('keys', () => {
  it('keys are the faults of the chosen process, in order', () => {
    expect(press('1')).toEqual({ do: 'fault', name: 'throw' });
    expect(press('1', {}, { chosen: 'threads' })).toEqual({ do: 'fault', name: 'kill' });
    expect(press('9')).toEqual({ do: 'nothing' });
    expect(press('x')).toEqual({ do: 'fault', name: 'kill' });
  });

  it('keys walk through the processes and the panes, round the ends', () => {
    expect(chooses(press('', { name: 'down' }))).toBe('threads');
    expect(chooses(press('', { name: 'tab' }, { chosen: 'line-12' }))).toBe('objects');
    expect(chooses(press('', { name: 'up' }))).toBe('line-12');
    expect(chooses(press('', { name: 'tab', shift: true }, { chosen: 'threads' }))).toBe('objects');
    expect(chooses(press('', { name: 'right' }, { chosen: 'threads' }))).toBe('line-1');
    expect(chooses(press('', { name: 'left' }))).toBe('line-1');
    expect(chooses(press('', { name: 'right' }, { chosen: 'line-5' }))).toBe('objects');
  });

  it('keys walk through the tree in the order of the tree', () => {
    const turned = { ...demo, panes: [...demo.panes].reverse() };
    expect(chooses(press('', { name: 'down' }, { demo: turned }))).toBe('line-1');
    expect(chooses(press('', { name: 'down' }, { demo: turned, mode: 'tree' }))).toBe('threads');
  });

  it('keys are commands', () => {
    expect(['s', 'r', 'b', ' ', 'q'].map((input) => press(input).do)).toEqual([
      'step',
      'reset',
      'restart',
      'pause',
      'quit',
    ]);
    expect(press('\x1a', { name: 'z', ctrl: true })).toEqual({ do: 'suspend' });
  });

  it.each([
    ['t', {}, 'tree'],
    ['?', {}, 'help'],
    ['\r', { name: 'return' }, 'terminal'],
  ] as const)('keys show a view, and go back when pressed again: %j', (input, key, mode) => {
    expect(press(input, key)).toEqual({ do: 'show', mode });
    expect(press(input, key, { mode })).toEqual({ do: 'panes' });
    expect(press('\x1b', { name: 'escape', meta: true }, { mode })).toEqual({ do: 'panes' });
  });

  it('keys in the past walk through time', () => {
    const steps = [
      ['', { name: 'left' }, 'back'],
      ['', { name: 'right' }, 'forth'],
      [',', {}, 'before'],
      ['.', {}, 'after'],
      ['', { name: 'home' }, 'oldest'],
    ] as const;
    for (const [input, key, step] of steps) {
      expect(press(input, key, { isPast: true })).toEqual({ do: 'travel', step });
      expect(press(input, key).do).not.toBe('travel');
    }
    for (const [input, key] of [
      ['l', {}],
      [' ', {}],
      ['', { name: 'end' }],
    ] as const) {
      expect(press(input, key, { isPast: true })).toEqual({ do: 'live' });
    }
    expect(chooses(press('', { name: 'down' }, { isPast: true }))).toBe('threads');
  });

  it('keys with Ctrl or Alt, and unknown ones, do nothing', () => {
    expect(press('s', { ctrl: true }).do).toBe('nothing');
    expect(press('r', { meta: true }).do).toBe('nothing');
    expect(press('ä').do).toBe('nothing');
    expect(press('').do).toBe('nothing');
  });
});
