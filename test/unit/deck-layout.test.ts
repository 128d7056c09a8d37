import { describe, expect, it } from 'vitest';
import { parseDeck, sectionHtml } from '../../src/deck/index.js';
import { catalogue, parse, pictures } from './deck-helpers.js';

const sectionOf = (text: string): string => parse(text).slides.map(sectionHtml).join('');
const rows = (count: number, words = 'word'): string => Array.from({ length: count }, () => `- ${words}\n`).join('');

describe('a list with a picture', () => {
  it('a list with a picture stays a list, with the picture in a figure after it', () => {
    const [slide] = parse('## A\n\n- b\n- c\n\n![](vettel.jpg)').slides;
    expect(slide?.layout).toBe('list');
    expect(slide?.html).toMatch(/<\/ul>\n<figure class="picture"><img src="art\/vettel\.svg"/);
  });

  it('a list with a picture is a list wherever the picture stands, and with a picture in a row', () => {
    expect(parse('## A\n\n![](vettel.jpg)\n\n- b').slides[0]?.layout).toBe('list');
    expect(parse('## A\n\n- b ![](vettel.jpg)').slides[0]?.html).not.toContain('<figure');
  });

  it('a list with a picture takes the ink of a picture that names one, so that the theme can print the slide in it', () => {
    const inked = { ...pictures, 'egg.svg': { src: 'art/egg.svg', alt: 'An egg.', ink: 'amber' } };
    const files = [{ path: '01.md', text: '## A\n\n- b\n\n![](egg.svg)' }];
    expect(parseDeck(files, { catalogue, pictures: inked }).slides[0]?.html).toContain('data-ink="amber"');
    expect(sectionOf('## A\n\n- b\n\n![](vettel.jpg)')).not.toContain('data-ink');
  });

  it('a list with a picture gives way neither to a title nor to a demo', () => {
    expect(parse('# A\n\n- b\n\n![](vettel.jpg)').slides[0]?.layout).toBe('list');
    expect(parse('## A\n\n- b\n\n![](vettel.jpg)\n\n```demo recovery\nsteps: start\n```').slides[0]?.layout).toBe(
      'list',
    );
  });
});

describe('the type of a list', () => {
  it.each([
    ['large', '## A\n\n- b'],
    ['large', `## A\n\n${rows(5)}`],
    ['medium', `## A\n\n${rows(6)}`],
    ['small', `## A\n\n${rows(9)}`],
    ['large', `## A\n\n${rows(5, 'x'.repeat(33))}`],
    ['medium', `## A\n\n${rows(3, 'x'.repeat(34))}`],
    ['medium', `## A\n\n### B\n\n${rows(1)}\n### C\n\n${rows(3)}`],
  ])('the type of a list is %s when its lines are as many as here', (size, text) => {
    expect(sectionOf(text)).toContain(`data-layout="list" data-size="${size}"`);
  });

  it('the type of a list is the same with a picture and without', () => {
    const text = `## A\n\n${rows(6)}`;
    expect(sectionOf(`${text}\n![](vettel.jpg)`)).toContain('data-size="medium"');
  });
});
