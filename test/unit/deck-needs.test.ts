import { describe, expect, it } from 'vitest';
import { sectionHtml } from '../../src/deck/index.js';
import { needsMore } from '../../src/deck/needs.js';
import { parse } from './deck-helpers.js';

const needs = (text: string) => needsMore(parse(text).slides.map(sectionHtml));

describe('the second style sheet', () => {
  it.each([
    ['letters of other scripts', '## A\n\n- gęś'],
    ['a capital with a mark', '## ÜBER'],
    ['a table', '## A\n\n| a |\n|---|\n| 1 |'],
    ['a quote', '## A\n\n> words'],
    ['code', '```js\na\n```'],
    ['a ground of its own', '<!-- .slide: data-background="red" -->\n\n## A'],
    ['a link to another site in its text', '## A\n\nsee [b](https://c.example)'],
  ])('the second style sheet is there if a slide has %s', (_, text) => {
    expect(needs(text)).toBe(true);
  });

  it('the second style sheet is not there for Latin words, lists, and a headline that is one link', () => {
    expect(needs('## A\n\n- b `c`\n\n---\n\n## [d](https://e.example)')).toBe(false);
  });
});
