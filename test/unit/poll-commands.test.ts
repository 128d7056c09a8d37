import { describe, expect, it } from 'vitest';
import { pollCommands, type TakenStep } from '../../src/browser/deck/poll-commands.js';
import type { Scene } from '../../src/browser/deck/polls.js';
import type { HostCommand, Poll } from '../../src/protocol/audience.js';

const ID = '0123456789ab';
const poll = (changes: Partial<Poll> = {}): Poll => ({
  ...{ id: ID, demo: 'race', scene: 'one', phase: 'open', votes: 3, split: [1, 2], before: null, right: null },
  ...changes,
});
const taken = (text: string): TakenStep[] =>
  text.split(' ').map((word) => ({ demo: 'race', do: word as TakenStep['do'] }));

/** The scene that is on; `right`: the option that came about. */
const scene = (right?: number | null, name = 'one'): Scene => ({ name, right });
const commands = (steps: string, polls: Poll[], on: Scene): HostCommand[] =>
  pollCommands(steps === '' ? [] : taken(steps), polls, new Map([['race', on]]), () => ID);

describe('the steps that are taken on a slide say what the poll of its question is to be:', () => {
  it.each<[string, string, Poll[], HostCommand[], Scene?]>([
    ['nothing is asked yet', 'start fault', [], []],
    ['the question opens it', 'start predict', [], [{ do: 'poll', id: ID, demo: 'race', scene: 'one' }]],
    ['it is open already', 'start predict', [poll()], []],
    ['a second round stays open', 'start predict', [poll({ phase: 'split' }), poll({ before: [3] })], []],
    ['the step of the votes shows them', 'start predict votes', [poll()], [{ do: 'split', demo: 'race' }]],
    ['they are shown already', 'start predict votes', [poll({ phase: 'split' })], []],
    ['a fault closes it', 'start predict fault', [poll()], [{ do: 'close', demo: 'race' }]],
    ['a fault that comes before the question does not', 'start fault predict', [poll()], []],
    ['a fault after the votes leaves them shown', 'predict votes fault', [poll({ phase: 'split' })], []],
    ['the processes have not answered yet', 'predict votes fault answer', [poll({ phase: 'split' })], []],
    [
      'they have',
      'predict votes fault answer',
      [poll({ phase: 'split' })],
      [{ do: 'answer', demo: 'race', right: 1 }],
      scene(1),
    ],
    [
      'they have, without any votes',
      'predict fault answer',
      [poll({ phase: 'closed' })],
      [{ do: 'answer', demo: 'race', right: 1 }],
      scene(1),
    ],
    ['the answer is told already', 'predict fault answer', [poll({ phase: 'answered', right: 1 })], [], scene(1)],
    [
      'it did not happen this time',
      'predict fault answer',
      [poll({ phase: 'closed' })],
      [{ do: 'answer', demo: 'race', right: null }],
      scene(null),
    ],
    [
      'the demo begins again after its answer, and so does the poll',
      'start predict',
      [poll({ phase: 'answered', right: 1 })],
      [{ do: 'poll', id: ID, demo: 'race', scene: 'two' }],
      scene(undefined, 'two'),
    ],
    [
      'the presenter goes back to the question after the answer',
      'start predict',
      [poll({ phase: 'answered', right: 1 })],
      [],
      scene(1),
    ],
    ['the slide is left', '', [poll()], [{ do: 'close', demo: 'race' }]],
    ['the slide is left, and it was closed before', '', [poll({ phase: 'split' })], []],
  ])('%s', (_, steps, polls, expected, on = scene()) => {
    expect(commands(steps, polls, on)).toEqual(expected);
  });
});
