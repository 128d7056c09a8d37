import { expect, it } from 'vitest';
import { keepLastWords, lastLines } from '../../src/cli/last-words.js';
import { EventLog, STAGE } from '../../src/log/index.js';

const ID = 'counter';

/** A log of a process that runs and has said `text`. */
function logWith(text: string) {
  const log = new EventLog(() => 0);
  const lastWords = keepLastWords(log);
  const tree = [{ id: ID, type: 'worker', parent: null, restart: 'permanent' }] as const;
  log.append({ type: 'scene', demo: 'durability', tree: [...tree] });
  log.append({ type: 'start', id: ID, pid: 7, incarnation: 1, because: 'boot' });
  log.append({ type: 'output', id: ID, data: Buffer.from(text) });
  log.append({ type: 'output', id: ID, data: Buffer.from('the banner of the stage') }, STAGE);
  return { log, lastWords };
}

const exit = {
  type: 'exit',
  id: ID,
  pid: 7,
  incarnation: 1,
  signal: null,
  code: 1,
  uptimeMs: 5,
  expected: false,
} as const;

it('the last words of a process that ends by an error are its own last lines', () => {
  const { log, lastWords } = logWith('\x1b[31mError: no room\x1b[0m\r\n\r\n  at save\r\n');
  log.append(exit);
  expect(lastWords()).toEqual(['The last words of counter (process 7, exit 1):', '  Error: no room', '    at save']);
});

it('a process that ends by an error and has printed nothing is named all the same', () => {
  const { log, lastWords } = logWith('\r\n');
  log.append(exit);
  expect(lastWords()).toEqual(['counter (process 7, exit 1) has said nothing.']);
});

it.each([
  ['is killed', { ...exit, code: null, signal: 'SIGKILL' }],
  ['has no error', { ...exit, code: 0 }],
  ['was asked to end', { ...exit, expected: true }],
])('there are no last words of a process that %s', (_, event) => {
  const { log, lastWords } = logWith('all is well\n');
  log.append(event);
  expect(lastWords()).toEqual([]);
});

it('there are no last words of a process that dies by the fault that it was sent', () => {
  const { log, lastWords } = logWith('ouch\n');
  log.append({ type: 'fault', id: ID, pid: 7, name: 'throw' });
  log.append(exit);
  expect(lastWords()).toEqual([]);
});

it('a later life takes the place of the last words of an earlier one', () => {
  const { log, lastWords } = logWith('first\n');
  log.append(exit);
  log.append({ type: 'start', id: ID, pid: 8, incarnation: 2, because: 'restart' });
  log.append({ type: 'output', id: ID, data: Buffer.from('second\n') });
  log.append({ ...exit, pid: 8, incarnation: 2 });
  expect(lastWords()).toEqual(['The last words of counter (process 8, exit 1):', '  second']);
});

it('lastLines() leaves out what steers a terminal, and all but the last 16 lines', () => {
  const text = Array.from({ length: 20 }, (_, at) => `\x07line ${at}\x00`).join('\r\n');
  expect(lastLines(text)).toEqual(Array.from({ length: 16 }, (_, at) => `line ${at + 4}`));
});
