import { describe, expect, it } from 'vitest';
import { type Outline, type OutlinePlace, outlineOf, placeAfter, placeBefore } from '../../src/deck/outline.js';
import { stepOf } from '../../src/deck/step-attributes.js';
import { parse } from './deck-helpers.js';

const outline = (markdown: string): Outline => outlineOf(parse(markdown));

describe('the outline of a talk', () => {
  it('has the titles, the notes and the steps of demos, with what each plays', () => {
    const { slides } = outline(
      '# One\n\nNote: Say **this**.\n\n---\n\n## Two\n\n```demo isolation\nsteps: start, throw line-2\n```\n',
    );
    expect(slides.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(slides[0]?.notes).toContain('<strong>this</strong>');
    expect(slides[1]?.steps.map(({ text }) => text)).toEqual(['start', 'throw line-2']);
    expect(slides[1]?.steps.map(({ plays }) => plays && [plays.demo, stepOf(plays.data)])).toEqual([
      ['isolation', { do: 'start' }],
      ['isolation', { do: 'fault', name: 'throw', id: 'line-2' }],
    ]);
  });

  it('counts what is shown bit by bit as reveal.js does: by index first, those of one index at once', () => {
    const fragment = (index?: number) =>
      `x<!-- .element: class="fragment"${index === undefined ? '' : ` data-fragment-index="${index}"`} -->`;
    const count = (...indices: (number | undefined)[]) =>
      outline(`# One\n\n${indices.map((index) => `- ${fragment(index)}`).join('\n')}\n`).slides[0]?.steps.length;
    expect(count()).toBe(0);
    expect(count(undefined, undefined)).toBe(2);
    expect(count(1, 1, 2)).toBe(2);
    expect(count(undefined, 5)).toBe(2);
  });
});

describe('the places of a talk', () => {
  const talk = outline(
    '# One\n\n---\n\n## Two\n\n```demo isolation\nsteps: start, throw line-2\n```\n\n---\n\n# Three\n',
  );
  const all: OutlinePlace[] = [
    { slide: 0, step: 0 },
    { slide: 1, step: 0 },
    { slide: 1, step: 1 },
    { slide: 1, step: 2 },
    { slide: 2, step: 0 },
  ];

  it('follow each other as the clicker goes, and end at the last slide', () => {
    expect(all.slice(0, -1).map((place) => placeAfter(talk, place))).toEqual(all.slice(1));
    expect(placeAfter(talk, { slide: 2, step: 0 })).toEqual({ slide: 2, step: 0 });
  });

  it('lead back the same way, to the last step of the slide before', () => {
    expect(all.slice(1).map((place) => placeBefore(talk, place))).toEqual(all.slice(0, -1));
    expect(placeBefore(talk, { slide: 0, step: 0 })).toEqual({ slide: 0, step: 0 });
  });
});
