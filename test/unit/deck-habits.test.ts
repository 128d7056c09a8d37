/** Habits of authors of other decks: each works as they know it, or one message at its line says what to write instead. */
import { describe, expect, it } from 'vitest';
import { parseDeck, sectionHtml } from '../../src/deck/index.js';
import { catalogue, htmlOf, parse, pictures, problemsOf } from './deck-helpers.js';

const sectionOf = (text: string): string => parse(text).slides.map(sectionHtml).join('');
const first = (text: string) => parse(text).slides[0];

describe('a line that opens notes', () => {
  it.each([
    ['in lower case', '## A\n\nfor the room\n\nnote: only for me'],
    ['in capitals', '## A\n\nfor the room\n\nNOTES: only for me'],
    ['behind two blanks', '## A\n\nfor the room\n\n  Note: only for me'],
    ['right under a paragraph', '## A\n\nfor the room\nNote: only for me'],
    ['right under a quote', '## A\n\n> for the room\nNote: only for me'],
    ['right under a table', '## A\n\n| for | the room |\n|---|---|\n| 1 | 2 |\nNote: only for me'],
    ['right under HTML', '## A\n\n<div>\nfor the room\n</div>\nNote: only for me'],
    ['right under a list', '## A\n\n- for the room\n- b\nNote: only for me'],
    ['behind a fence', '## A\n\n```\nfor the room\n```\nNote: only for me'],
  ])('%s keeps what follows from the room', (_, text) => {
    expect(first(text)?.notes).toContain('only for me');
    expect(first(text)?.html).not.toContain('only for me');
    expect(first(text)?.html).toContain('for the room'.slice(0, 3));
    expect(parse(text).problems).toEqual([]);
  });

  it.each([
    ['a list item', '## A\n\n- Note: bring a towel\n- socks', 'Note: bring a towel'],
    ['a quote', '## A\n\n> Note: it never falls over', 'Note: it never falls over'],
    ['a fence', '## A\n\n```\nNote: code\n```', 'Note: code'],
    ['a comment', '## A\n\n<!--\nNote: todo\n-->\n\nwords', 'words'],
  ])('a line that opens notes is text if it is the beginning of %s', (_, text, words) => {
    expect(first(text)?.html).toContain(words);
    expect(first(text)?.notes).toBe('');
    expect(parse(text).problems).toEqual([]);
  });

  it('a line that opens notes does not take the next slide with it if dashes touch the notes', () => {
    const text = '## A\n\nNote:\nsay this\n---\n\n## B\n\nbody';
    expect(problemsOf(text)).toEqual([
      '5:1 These dashes make the line above a heading. For a new slide, put an empty line before them.',
    ]);
    expect(htmlOf(text)).toContain('class="slide-error"');
  });
});

describe('a mistake', () => {
  it('a mistake costs its own slide only, also if the library that reads markdown fails', () => {
    const broken = new Proxy(catalogue, {
      getOwnPropertyDescriptor() {
        throw new Error('out of order');
      },
    });
    const files = [{ path: 'slides/01.md', text: '# A\n\n---\n\n# B\n\n```demo isolation\n```\n\n---\n\n# C' }];
    const { slides, problems } = parseDeck(files, { catalogue: broken, pictures });
    expect(slides.map(({ title }) => title)).toEqual(['A', '', 'C']);
    expect(problems).toMatchObject([{ line: 5, message: 'This slide cannot be read: out of order' }]);
    expect(slides[1]?.html).toContain('out of order');
  });
});

describe('the layout of a slide', () => {
  it.each([
    ['# Agenda\n\n- a\n- b', 'list'],
    ['# Code\n\n```js\n1\n```', 'statement'],
    ['# Said\n\n> words', 'statement'],
    ['# Numbers\n\n| a | b |\n|---|---|\n| 1 | 2 |', 'statement'],
    ['# Talk\n\nby me\n\n2026', 'title'],
    ['# Talk\n\n1\n\n2\n\n3\n\n4', 'statement'],
    ['# Part', 'section'],
  ])('the layout of %j is %s', (text, layout) => {
    expect(first(text)?.layout).toBe(layout);
  });

  it('the layout of a slide has its largest headline only if nothing else stands there', () => {
    expect(sectionOf('## Args')).toContain('data-size="large"');
    expect(sectionOf('## Args\n\n```sh\nnode app.js\n```')).toContain('data-size="medium"');
  });

  it('the layout of a slide can be chosen by its author', () => {
    expect(sectionOf('<!-- .slide: data-layout="list" -->\n\n## A\n\nwords')).toContain('data-layout="list"');
    expect(problemsOf('<!-- .slide: data-layout="lsit" -->\n\n## A')).toEqual([
      '1:27 There is no layout “lsit”. Did you mean “list”?',
    ]);
  });
});

describe('front matter', () => {
  const TEXT = '---\ntitle: My talk\nauthor: A. Speaker\n---\n\n## First\n\nbody';

  it('front matter is read as data about the talk and makes no slide', () => {
    const { front, slides, problems } = parse(TEXT);
    expect(front).toEqual({ title: 'My talk', author: 'A. Speaker' });
    expect(slides.map(({ title }) => title)).toEqual(['First']);
    expect(slides[0]?.source.line).toBe(6);
    expect(problems).toEqual([]);
  });

  it('names a key that is not known, with its place', () => {
    expect(problemsOf('---\ntitle: x\ntheem: night\n---\n\n# A')).toEqual([
      '3:1 There is no key “theem”. Did you mean “theme”?',
    ]);
  });

  it('names a theme that is not there', () => {
    expect(problemsOf('---\ntheme: night\n---\n\n# A')).toEqual([
      '2:1 There is no theme “night”. Add night.css beside the slides, or take the line away.',
    ]);
    const files = [{ path: 'slides/01.md', text: '---\ntheme: night\n---\n\n# A' }];
    expect(parseDeck(files, { catalogue, pictures, themes: ['night'] }).problems).toEqual([]);
  });

  it('names a mistake in its YAML with its place', () => {
    const [problem = ''] = problemsOf('---\ntitle: "no end\n---\n\n# A');
    expect(problem).toMatch(/^3:1 Missing closing .*quote/);
  });

  it('front matter belongs into the first file', () => {
    const files = ['# A', '---\ntitle: x\n---\n\n# B'].map((text, at) => ({ path: `slides/0${at}.md`, text }));
    expect(parseDeck(files, { catalogue, pictures }).problems).toMatchObject([
      {
        path: 'slides/01.md',
        line: 1,
        message: 'Front matter stands in the first file of a talk. Move these lines there.',
      },
    ]);
  });

  it('front matter is not a separator before the first slide', () => {
    expect(parse('---\n\n# A').front).toEqual({});
  });
});

describe('two dashes', () => {
  it('two dashes are refused at their line, with what to write', () => {
    const text = '## A\n\nup\n\n--\n\n## B\n\nbelow\n\n---\n\n## C';
    expect(problemsOf(text)).toEqual([
      '5:1 Two dashes ask for a slide below, and here all slides stand in one row. Write three, with an empty line before and behind.',
    ]);
  });
});

describe('a picture', () => {
  it('by a tag is looked up as one in markdown is', () => {
    const text = '## A\n\n<img src="vettel.jpg" alt="a car">\n\n<img src="nowhere.png">';
    expect(htmlOf(text)).toContain('<img src="art/vettel.svg" alt="a car">');
    expect(problemsOf(text)).toEqual(['5:1 There is no picture “nowhere”. Add nowhere.svg to the pictures.']);
  });

  it('by a tag brings its own words if the author gives none', () => {
    expect(htmlOf('words <img src=malibu.svg width=40> more')).toContain(
      '<img src="art/malibu.svg" width=40 alt="A sedan.">',
    );
  });

  it('from another site is refused, with the folder that pictures come from', () => {
    expect(problemsOf('## Logo\n\n![our logo](https://pictures.example/logo.png)')).toEqual([
      '3:1 Pictures come from the folder public/art; an address is not fetched, because a stage has no network. Save it there and write ![](logo.png).',
    ]);
  });

  const photos = {
    'my pic.png': { src: 'art/my%20pic.png', alt: '' },
    'me.png': { src: 'art/me.png', alt: '' },
    'CAT.JPG': { src: 'art/CAT.JPG', alt: '' },
  };
  const withPhotos = (text: string) => parseDeck([{ path: '01.md', text }], { catalogue, pictures: photos });

  it.each([
    ['my%20pic.png', 'art/my%20pic.png'],
    ['cat.jpg', 'art/CAT.JPG'],
    ['me', 'art/me.png'],
  ])('named %s is found as %s', (name, src) => {
    expect(withPhotos(`![](${name})`).slides[0]?.html).toContain(`src="${src}"`);
  });

  it('a picture never stands in for one with another ending', () => {
    expect(withPhotos('![](me.jpg)').problems).toMatchObject([
      { message: 'There is no picture “me.jpg”, but there is “me.png”.' },
    ]);
  });
});

describe('a word with a hash before it', () => {
  it('a word with a hash before it is text', () => {
    expect(htmlOf('#erlang #reboot\n\n#include is not a heading')).toBe(
      '<p>#erlang #reboot</p>\n<p>#include is not a heading</p>\n',
    );
  });
});

describe('a numbered list', () => {
  it('a numbered list begins where its author begins', () => {
    expect(htmlOf('3. three\n4. four')).toContain('<ol style="counter-reset: row 2" start="3">');
    expect(htmlOf('1. one')).toContain('<ol>');
  });
});

describe('attributes in comments', () => {
  it('attributes in comments make fragments of list items, as in reveal.js', () => {
    const html = htmlOf(
      '- first <!-- .element: class="fragment" -->\n- second <!-- .element: class="fragment" data-fragment-index="1" -->',
    );
    expect(html).toContain('<li class="fragment">first</li>');
    expect(html).toContain('<li class="fragment" data-fragment-index="1">second</li>');
  });

  it('attributes in comments go to the element before the comment, else to the one around it', () => {
    expect(htmlOf('a **b** <!-- .element: class="x" --> c')).toBe('<p>a <strong class="x">b</strong> c</p>\n');
    expect(htmlOf('a b <!-- .element: class="x" -->')).toBe('<p class="x">a b</p>\n');
    expect(htmlOf('- a\n- b\n\n<!-- .element: id="y" -->')).toContain('<ul id="y">');
    expect(htmlOf('[a](b.html) <!-- .element: class="x" -->')).toContain('<a href="b.html" class="x">');
  });

  it('attributes in comments are set on the slide', () => {
    const html = sectionOf('<!-- .slide: data-background="#113355" id="dark" -->\n\n## Dark\n\nwords');
    expect(html).toMatch(/^<section [^>]*data-background="#113355" id="dark">/);
    expect(html).not.toContain('<!--');
  });

  it('name the pictures of the talk', () => {
    expect(sectionOf('<!-- .slide: data-background="vettel.jpg" -->\n\n## A')).toContain(
      'data-background-image="art/vettel.svg"',
    );
    expect(problemsOf('<!-- .slide: data-background-image="gone.jpg" -->\n\n## A')).toEqual([
      '1:37 There is no picture “gone”. Add gone.svg to the pictures.',
    ]);
  });

  it.each([
    ['<!-- .element class="x" -->', 'Write a colon: <!-- .element: class="…" -->.'],
    ['<!-- .element: onclick="x()" -->', '“onclick” cannot be set here.'],
    ['<!-- .slide: data-background-video="a.mp4" -->', '“data-background-video” is not shown'],
    ['<!-- .slide: -->', 'No attribute is named.'],
  ])('%s is refused at its place', (comment, message) => {
    const [problem = ''] = problemsOf(`## A\n\nwords ${comment}`);
    expect(problem).toMatch(/^3:7 /);
    expect(problem).toContain(message);
  });

  it('attributes in comments leave other comments and code alone', () => {
    expect(htmlOf('words <!-- todo -->')).toContain('<!-- todo -->');
    expect(htmlOf('`<!-- .element: class="x" -->`')).toContain('&lt;!-- .element');
  });
});

describe('code that points at lines', () => {
  const CODE = '```js [1|2-3]\nconst a = 1;\nconst b = 2;\nconst c = 3;\n```';

  it('code that points at lines is shown in steps, each a fragment that covers the one before', () => {
    const html = htmlOf(CODE);
    expect(html.match(/<code class="language-js">/g)).toHaveLength(2);
    expect(html.match(/<div class="fragment" aria-hidden="true">/g)).toHaveLength(1);
    expect(html).toContain('<span data-line="1">const a = 1;');
    expect(html).toContain('<span data-line="2" class="dim">const b = 2;');
  });

  it('code that points at lines takes the braces of other tools as well, and a first number', () => {
    expect(htmlOf(CODE.replace('[1|2-3]', '{1|2-3}'))).toBe(htmlOf(CODE));
    expect(htmlOf(CODE.replace('[1|2-3]', '[7: 1]'))).toContain('<span data-line="7">const a');
  });

  it('names a line that is not there', () => {
    expect(problemsOf(`## A\n\n${CODE.replace('2-3', '2-9')}`)).toEqual([
      '3:1 There is no line 9 in this code: it has 3.',
    ]);
    expect(problemsOf(CODE.replace('2-3', 'two'))).toEqual([
      '1:1 “two” is not a line. Lines are named like this: [1|2-3,5].',
    ]);
  });
});

describe('markdown that is not supported', () => {
  it.each([
    ['$A = \\frac{MTTF}{MTTF + MTTR}$', 'Formulas between dollar signs are not set.'],
    ['$$a+b$$', 'Formulas between dollar signs are not set.'],
    ['see $x_1$ here', 'Formulas between dollar signs are not set.'],
    ['Nine nines[^1].\n\n[^1]: on a good day', 'Footnotes are not set'],
    ['Nine nines[^1].\n\n[^1]: rarely', 'Footnotes are not set'],
    ['<script>alert(1)</script>', 'The page neither runs nor loads this from a slide.'],
    ['<iframe src="x"></iframe>', 'The page neither runs nor loads this from a slide.'],
    ['<b onclick="x()">a</b>', 'The page runs no script of a slide.'],
  ])('%j is named, with what to write instead', (text, message) => {
    const problems = problemsOf(`## Claim\n\n${text}`);
    expect(problems[0]).toMatch(/^3:\d+ /);
    expect(problems.join('\n')).toContain(message);
    expect(htmlOf(text)).toContain('class="slide-error"');
    expect(htmlOf(text)).not.toMatch(/<script|<iframe|onclick/);
  });

  it.each([
    'It costs $5 and $6.',
    '`$A = \\frac{1}{2}$`',
    'a $HOME and $PATH b',
    '`[^1]`',
    'range [^a-z] in `x`'.replace('[^a-z]', '`[^a-z]`'),
  ])('%j is text', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('a link to another site', () => {
  it('a link to another site opens beside the talk and is marked', () => {
    expect(htmlOf('[the paper](https://papers.example/armstrong)')).toContain(
      '<a class="outside" target="_blank" rel="noopener noreferrer" href="https://papers.example/armstrong">the paper</a>',
    );
    expect(htmlOf('[slide](#/3)')).toContain('<a href="#/3">slide</a>');
  });
});
