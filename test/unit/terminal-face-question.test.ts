import { describe, expect, it } from 'vitest';
import { actionOf } from '../../src/cli/terminal/keys.js';
import { picture } from '../../src/cli/terminal/picture.js';
import type { Asked } from '../../src/cli/terminal/question.js';
import { isUp } from '../../src/demo/checks.js';
import type { Demo } from '../../src/demo/demo.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const question: Asked['question'] = {
  html: '<p>Who finishes <em>first</em>?</p>',
  options: [
    { html: 'the <code>diva</code> &amp; her entourage', isRight: false, feedback: '<p>Five times less often.</p>' },
    { html: 'the cockroach', isRight: true, feedback: '<p>Yes.</p>' },
  ],
};
const asks: Demo = { ...demo, outcome: { after: [{ fault: 'throw', process: 'objects' }], checks: [] } };
const held = { type: 'outcome' as const, held: true, says: 'the cockroach wins', failed: [] };
const failed = [{ step: 'throw objects', says: 'the cockroach wins', expected: '600', seen: '240' }];

const shown = (answer: number | null, story = new Story().allUp(), demo = asks) =>
  texts(
    picture(frameOf(story, { demo, mode: 'question', asked: { question, answer } }), { columns: 80, rows: 24 }),
  ).join('\n');

describe('the question of the lesson', () => {
  it('the question of the lesson stands with its options and their keys, and no fault has a key meanwhile', () => {
    expect(shown(null)).toMatch(/Who finishes first\?\s+1 the diva & her entourage\s+2 the cockroach/);
    expect(shown(null)).not.toContain('Yes.');
    expect(shown(null)).toContain('1 to 2 your prediction');
    expect(shown(null)).not.toContain('1 throw');
  });

  it('the question of the lesson keeps the prediction and marks no answer before the processes have given it', () => {
    expect(shown(0)).not.toMatch(/♥ 2|✕ 1|Five times/);
    expect(shown(0)).toContain('The processes will answer, after throw objects.');
  });

  it('the question of the lesson names the faults that come before the one that puts it', () => {
    const first = [{ fault: 'freeze', process: 'threads', result: isUp('threads') }];
    const after = [
      { fault: 'throw', process: 'objects', first },
      { fault: 'kill', process: 'objects' },
    ];
    const later: Demo = { ...demo, outcome: { after, checks: [] } };
    expect(shown(0, new Story().allUp(), later)).toMatch(
      /The processes will answer, after freeze threads, then throw objects,\s+or\s+kill\s+objects\./,
    );
  });

  it('the question of the lesson names all of the faults when the answer needs each of them', () => {
    const after = ['objects', 'threads'].map((process) => ({ fault: 'throw', process }));
    const both: Demo = { ...demo, outcome: { after, isAfterAll: true, checks: [] } };
    expect(shown(0, new Story().allUp(), both)).toContain(
      'The processes will answer, after throw objects, then throw threads.',
    );
  });

  it('the question of the lesson shows what is right, and what there is to say to this prediction, when the processes have answered', () => {
    const answered = (answer: number) => shown(answer, new Story().allUp().append(held));
    expect(answered(0)).toContain('✕ 1 the diva');
    expect(answered(0)).toContain('♥ 2 the cockroach');
    expect(answered(0)).toContain('Five times less often.');
    expect(answered(1)).not.toContain('✕ 1');
    expect(answered(1)).toContain('Yes.');
  });

  it('the question of the lesson says what was seen instead when the answer did not come about', () => {
    const otherwise = shown(0, new Story().allUp().append({ ...held, held: false, failed }));
    expect(otherwise).toContain('Not this time: the cockroach wins (expected 600, seen 240).');
    expect(otherwise).not.toMatch(/♥ 2|✕ 1|Five times/);
  });

  it('the question of the lesson takes the keys of the faults only while it is shown', () => {
    const at = (mode: 'panes' | 'question') => ({ demo, chosen: 'objects', mode, isPast: false });
    expect(actionOf('1', {}, at('question'))).toEqual({ do: 'answer', option: 0 });
    expect(actionOf('1', {}, at('panes'))).toEqual({ do: 'fault', name: 'throw' });
    expect(actionOf('p', {}, at('panes'))).toEqual({ do: 'show', mode: 'question' });
    expect(actionOf('p', {}, at('question'))).toEqual({ do: 'panes' });
  });
});
