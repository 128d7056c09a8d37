import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../src/deck/blocks.js';
import { sectionHtml } from '../../src/deck/index.js';
import { htmlOf, parse, problemsOf } from './deck-helpers.js';

describe('the end of a slide', () => {
  it('the end of a slide is a row of dashes, however long', () => {
    expect(parse('# A\n\n---\n\n# B\n\n------\n\n# C').slides.map(({ title }) => title)).toEqual(['A', 'B', 'C']);
  });

  it('the end of a slide is not a row of dashes inside a code fence', () => {
    const { slides } = parse('# A\n\n```yaml\na: 1\n---\nb: 2\n```\n\n~~~\n---\n~~~');
    expect(slides).toHaveLength(1);
    expect(slides[0]?.html).toContain('a: 1\n---\nb: 2');
  });

  it('the end of a slide is not a row of stars or underscores', () => {
    expect(parse('# A\n\n***\n\n___\n\nmore').slides).toHaveLength(1);
  });

  it('the end of a slide makes no empty slides', () => {
    expect(parse('---\n\n# A\n\n---\n\n---\n\n# B\n\n---\n').slides.map(({ title }) => title)).toEqual(['A', 'B']);
  });

  it('the end of a slide is known by its line, with Windows line ends and a byte order mark too', () => {
    const { slides } = parse('\uFEFF# A\r\n\r\n---\r\n\r\n# B\r\n');
    expect(slides.map(({ source }) => source.line)).toEqual([1, 5]);
  });

  it('the end of a slide is refused when the dashes touch a line of text', () => {
    expect(problemsOf('# A\n\nSome words\n---\n\n# B')).toEqual([
      '4:1 These dashes make the line above a heading. For a new slide, put an empty line before them.',
    ]);
    expect(htmlOf('Some words\n---')).toContain('class="slide-error"');
  });

  it('the end of a slide is missing in a file without a slide, and the problem says so', () => {
    expect(problemsOf('\n\n')).toEqual(['1:1 There is no slide in this file. Write one, or remove the file.']);
  });
});

describe('a heading', () => {
  it('a heading may touch its hashes', () => {
    expect(htmlOf('###(runit, systemd)')).toBe('<h3>(runit, systemd)</h3>\n');
    expect(htmlOf('text\n##Heading')).toBe('<p>text</p>\n<h2>Heading</h2>\n');
  });

  it('a heading is not every word with a hash', () => {
    expect(htmlOf('#1 reason to stay')).toBe('<p>#1 reason to stay</p>\n');
    expect(htmlOf('```sh\n#!/bin/sh\n#comment\n```')).not.toContain('<h1>');
  });

  it('a heading shows the number of a principle', () => {
    expect(htmlOf('## #1 Isolation')).toBe('<h2><span class="number">#1</span> Isolation</h2>\n');
  });

  it('a heading has a level one below the heading before it on its slide', () => {
    expect(htmlOf('## A\n\n#### B\n\n## C')).toBe('<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n');
    expect(htmlOf('## A\n\n---\n\n#### B')).toContain('<h4>B</h4>');
  });

  it('a heading is the name of the slide, as plain text', () => {
    expect(parse('## Run *OS*<br>processes <small>& more</small> `->` "now"').slides[0]?.title).toBe(
      'Run OS processes & more -> "now"',
    );
    expect(parse('Only words').slides[0]?.title).toBe('Only words');
    expect(parse('![](vettel.jpg)').slides[0]?.title).toBe('');
  });
});

describe('typography', () => {
  it('typography makes dashes and arrows of what was typed, but not in code', () => {
    expect(htmlOf('stop --- now')).toBe('<p>stop\u00a0— now</p>\n');
    expect(htmlOf('Simple -> Reliable')).toBe('<p>Simple <span class="arrow">-&gt;</span> Reliable</p>\n');
    expect(htmlOf('a `->` b')).toBe('<p>a <span class="arrow">-&gt;</span> b</p>\n');
    expect(htmlOf('`a --- b`, `--json`')).toBe('<p><code>a --- b</code>, <code>--json</code></p>\n');
  });

  it('typography leaves curly quotes and HTML of the author alone', () => {
    expect(htmlOf('“message passing” – Göran’s <small>x</small><br>y')).toBe(
      '<p>“message passing” – Göran’s <small>x</small><br>y</p>\n',
    );
  });

  it('typography keeps words in parentheses together', () => {
    expect(htmlOf('- costly (low level, complex)')).toContain(
      '<li>costly <span class="together">(low level, complex)</span></li>',
    );
    expect(htmlOf('f(x) and `g (y)`')).toBe('<p>f(x) and <code>g (y)</code></p>\n');
  });

  it('typography keeps a word with hyphens on one line', () => {
    expect(htmlOf('# Step-by-Step Guide')).toBe('<h1><span class="whole">Step-by-Step</span> Guide</h1>\n');
  });
});

describe('notes', () => {
  it.each(['Note:', 'Notes:'])('start at “%s” and last to the end of the slide', (mark) => {
    const { slides } = parse(`# A\n\ntext\n\n${mark} one\n\n- two\n\n---\n\n# B`);
    expect(slides[0]).toMatchObject({
      html: '<h1>A</h1>\n<p>text</p>\n',
      notes: '<p>one</p>\n<ul>\n<li>two</li>\n</ul>\n',
    });
    expect(slides[1]?.notes).toBe('');
  });

  it('notes are never shown, even when the line touches what is above it', () => {
    expect(parse('# A\n\nwords\nNote: hush').slides[0]).toMatchObject({
      html: '<h1>A</h1>\n<p>words</p>\n',
      notes: '<p>hush</p>\n',
    });
    expect(parse('- a\n- b\nNote: hush').slides[0]).toMatchObject({ notes: '<p>hush</p>\n' });
    expect(parse('# A\n![](vettel.jpg)\nNote:\nhush').slides[0]).toMatchObject({
      notes: '<p>hush</p>\n',
      layout: 'title',
    });
  });

  it('notes may be opened twice', () => {
    expect(parse('# A\n\nNote: one\n\nNote: two').slides[0]?.notes).toBe('<p>one</p>\n<p>two</p>\n');
  });

  it('notes are an aside in the section', () => {
    const [slide] = parse('# A\n\nNote: one').slides;
    expect(slide && sectionHtml(slide)).toContain('<aside class="notes">\n<p>one</p>\n</aside>');
  });
});

describe('blocks', () => {
  it('blocks cover the text without a gap, so that every offset is a true one', () => {
    const line = fc.constantFrom(
      '# a',
      '- b',
      '',
      '---',
      '```',
      'text',
      'Note: x',
      '[m]: a.svg height=2px',
      '##b',
      '  c',
      '> q',
      '![][m]',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const text = lines.join('\n');
        expect(
          blocksOf(text)
            .map(({ token }) => token.raw)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
