import { describe, expect, it } from 'vitest';
import { parseLine } from '../../src/cli/demo-lines.js';
import { inOrder, listed } from '../../src/cli/demo-list.js';
import { demo } from './terminal-face-helpers.js';

describe('the list of demos', () => {
  const fence = (name: string) => `# A slide\n\n\`\`\`demo ${name}\nsteps: start\n\`\`\`\n`;

  it('the list is in the order of the talk, and other demos come after it, by name', () => {
    const slides = [`${fence('stop')}${fence('isolation')}`, `${fence('race')}${fence('stop')}${fence('unknown')}`];
    expect(inOrder(['zebra', 'isolation', 'race', 'ant', 'stop'], slides)).toEqual([
      'stop',
      'isolation',
      'race',
      'ant',
      'zebra',
    ]);
    expect(inOrder(['b', 'a'], [])).toEqual(['a', 'b']);
  });

  const demos = [
    { ...demo, name: 'race', claim: 'To finish first, you must first finish.' },
    { ...demo, name: 'isolation', claim: 'One.' },
  ];

  it('the list has a line for each demo, the claims below each other', () => {
    expect(listed(demos, null, (text) => text)).toBe(
      'race       To finish first, you must first finish.\nisolation  One.',
    );
  });

  it('the list wraps claims in a narrow window, in their column', () => {
    expect(listed(demos, { columns: 32, rows: 24 }, (text) => `*${text}*`).split('\n')).toEqual([
      '*race*       To finish first, you',
      '           must first finish.',
      '*isolation*  One.',
    ]);
  });

  it('the list has one line for each demo when the window has too few rows', () => {
    expect(listed(demos, { columns: 32, rows: 5 }, (text) => text).split('\n')).toEqual([
      'race       To finish first, you…',
      'isolation  One.',
    ]);
  });
});

describe('a typed line', () => {
  it.each([
    ['kill line-7', { do: 'fault', id: 'line-7', name: 'kill' }],
    ['  start   objects ', { do: 'restart', id: 'objects' }],
    ['step', { do: 'step' }],
    ['reset', { do: 'reset' }],
    ['list', 'list'],
    ['quit', 'quit'],
    ['', 'nothing'],
    ['kill', 'help'],
    ['help', 'help'],
    ['kill line-7 now', 'help'],
  ])('%j', (line, command) => {
    expect(parseLine(line)).toEqual(command);
  });
});
