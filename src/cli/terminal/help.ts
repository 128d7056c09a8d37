/** The meanings of the marks and keys. Pure. */
import type { Frame } from './frame.js';
import { fill, type Line, ruled, TONE_OF, widthOf, wrap } from './text.js';

const KEY_WIDTH = 15;
const STATE_WIDTH = 10;
const BETWEEN = 2;

export function help({ marks }: Frame, width: number, rows: number): Line[] {
  const { state } = marks;
  const key = (name: string, means: string): Line => [{ text: name.padEnd(KEY_WIDTH), bold: true }, { text: means }];
  const keys: Line[] = [
    key('arrows, Tab', 'choose a process'),
    key('1 2 3 ...', 'faults, named in the line below'),
    key('x', 'kill: SIGKILL'),
    key('b', 'boot again what is off'),
    key('s', 'the next stunt of the script'),
    key('r', 'reset: all new'),
    key('enter', 'its terminal, large; and back'),
    key('p', 'predict: a question; and back'),
    key('t', 'the supervision tree; and back'),
    key('q, Ctrl-C', 'stop everything, leave'),
    [],
    key('space', 'pause; the processes run on'),
    key('left, right', 'back and forth by 0.25 s'),
    key(', and .', 'what happened before, after'),
    key('home', 'as far back as is remembered'),
    key('end, l, space', 'live again'),
  ];
  const shape = (name: keyof typeof state, means: string): Line => [
    { text: `${state[name]} ${name}`.padEnd(STATE_WIDTH), tone: TONE_OF[name], bold: true },
    { text: means },
  ];
  const along: Line = [{ text: `${marks.along} with`.padEnd(STATE_WIDTH), tone: 'wait', bold: true }];
  const shapes: Line[] = [
    shape('up', 'ready'),
    shape('booting', 'not ready yet'),
    shape('frozen', 'until thaw or kill'),
    shape('down', 'boots again'),
    shape('off', 'ended for good'),
    [...along, { text: 'ended by another' }],
    [],
  ];
  const lanes =
    'In a lane time runs left; a wave is a sign of life. A booting lane is broken, a frozen one double. ' +
    `${state.down} is a death, dots the time without; then which life began, and how long that took.`;
  const left = Math.max(...keys.map(widthOf)) + BETWEEN;
  const right = [...shapes, ...wrap(lanes, width - left).map((text): Line => [{ text, tone: 'dim' }])];
  const body = Array.from({ length: Math.max(keys.length, right.length) }, (_, row) => [
    ...fill(keys[row] ?? [], left),
    ...(right[row] ?? []),
  ]);
  const title = ruled(
    [
      { text: 'help', bold: true },
      { text: ' any key: back', tone: 'dim' },
    ],
    marks.rule,
    width,
  );
  return [title, ...body].slice(0, rows).map((line) => fill(line, width));
}
