import { describe, expect, it } from 'vitest';
import { actionOf } from '../../src/cli/terminal/keys.js';
import { picture } from '../../src/cli/terminal/picture.js';
import type { Asked } from '../../src/cli/terminal/question.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const question: Asked['question'] = {
  html: '<p>Who finishes <em>first</em>?</p>',
  options: [
    { html: 'the <code>diva</code> &amp; her entourage', isRight: false, feedback: '<p>Five times less often.</p>' },
    { html: 'the cockroach', isRight: true, feedback: '<p>Yes.</p>' },
  ],
};
const shown = (answer: number | null) =>
  texts(
    picture(frameOf(new Story().allUp(), { scene: 'question', asked: { question, answer } }), {
      columns: 80,
      rows: 24,
    }),
  ).join('\n');

describe('the question of the lesson', () => {
  it('stands with its options and their keys', () => {
    expect(shown(null)).toMatch(/Who finishes first\?\s+1 the diva & her entourage\s+2 the cockroach/);
    expect(shown(null)).not.toContain('Yes.');
  });

  it('once answered shows what is right, and what there is to say to this answer', () => {
    expect(shown(0)).toContain('✕ 1 the diva');
    expect(shown(0)).toContain('♥ 2 the cockroach');
    expect(shown(0)).toContain('Five times less often.');
    expect(shown(1)).not.toContain('✕ 1');
    expect(shown(1)).toContain('Yes.');
  });

  it('takes the keys of the faults only while it is shown', () => {
    const at = (scene: 'panes' | 'question') => ({ demo, chosen: 'objects', scene, isPast: false });
    expect(actionOf('1', {}, at('question'))).toEqual({ do: 'answer', option: 0 });
    expect(actionOf('1', {}, at('panes'))).toEqual({ do: 'fault', name: 'throw' });
    expect(actionOf('p', {}, at('panes'))).toEqual({ do: 'show', scene: 'question' });
    expect(actionOf('p', {}, at('question'))).toEqual({ do: 'panes' });
  });
});
