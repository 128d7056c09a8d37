import { describe, expect, it } from 'vitest';
import { type Lesson, recalledAt } from '../../src/workshop/lesson.js';
import { parseLesson } from '../../src/workshop/parse.js';

const SOUND = `---
title: Do not hang up: on my grandmother
principle: Isolation
minutes: 5
---

## Scene

Twelve calls, **three** builds.

## Predict

Which fault hangs up on \`everybody\`?

- [ ] an exception that *nobody* catches
  > No. It ends its thread.
- [x] a segmentation fault
  > Yes. Threads share an address space.

## Kill

Press \`segfault threads\`.

## See

Silence.

## Why

They share a fate.

## Recall

What do threads share?

- [x] memory
  > And so their fate.
- [ ] nothing
  > That would be processes.
`;

const EXCHANGE = { objects: ['throw'], threads: ['segfault', 'throw'], 'line-7': ['segfault', 'throw'] };
const parse = (text: string) =>
  parseLesson({ name: 'isolation', path: 'demos/isolation/lesson.md', text, demo: EXCHANGE });
const messages = (text: string) =>
  parse(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a lesson', () => {
  it('a lesson is read part by part', () => {
    const { lesson, problems } = parse(SOUND);
    expect(problems).toEqual([]);
    expect(lesson).toMatchObject({
      name: 'isolation',
      title: 'Do not hang up: on my grandmother',
      principle: 'Isolation',
      minutes: 5,
      scene: '<p>Twelve calls, <strong>three</strong> builds.</p>\n',
      kill: expect.stringMatching(
        /^<p>Press <span class="joined"><button.*>segfault threads<\/button>\.<\/span><\/p>\n$/,
      ),
    });
    expect(lesson?.predict.html).toContain('<code>everybody</code>');
    expect(lesson?.predict.options).toEqual([
      {
        html: 'an exception that <em>nobody</em> catches',
        isRight: false,
        feedback: '<p>No. It ends its thread.</p>',
      },
      { html: 'a segmentation fault', isRight: true, feedback: '<p>Yes. Threads share an address space.</p>' },
    ]);
    expect(lesson?.recall.options).toHaveLength(2);
  });

  it('a lesson reads the same with the line ends of another system', () => {
    expect(parse(SOUND.replaceAll('\n', '\r\n')).lesson).toEqual(parse(SOUND).lesson);
  });

  const boxesOf = (text: string) => {
    const { lesson, problems } = parse(text);
    const html = JSON.stringify([lesson?.predict.html, lesson?.predict.options, lesson?.recall.options]);
    return {
      problems,
      boxes: html.match(/<input|\\[[ x]\\]/gi) ?? [],
      right: lesson?.predict.options.map((one) => one.isRight),
    };
  };

  it.each([
    ['blank lines before the feedback', (text: string) => text.replaceAll('\n  >', '\n\n  >')],
    ['blank lines between the options', (text: string) => text.replaceAll('\n- [', '\n\n- [')],
    ['stars', (text: string) => text.replaceAll('- [', '* [')],
    ['plus signs', (text: string) => text.replaceAll('- [', '+ [')],
    ['numbers', (text: string) => text.replaceAll('- [', '1. [').replaceAll('  >', '   >')],
    ['numbers and blank lines', (text: string) => text.replaceAll('\n- [', '\n\n1) [').replaceAll('  >', '   >')],
    ['capital crosses', (text: string) => text.replaceAll('[x]', '[X]')],
    ['lists inside the options', (text: string) => text.replaceAll('\n  >', '\n  - [x] really\n  - [ ] or not\n\n  >')],
    ['code inside the options', (text: string) => text.replaceAll('\n  >', '\n  ```\n  exit(1)\n  ```\n  >')],
    ['boxes in the feedback', (text: string) => text.replaceAll('  > ', '  > - [x] ')],
  ])('a lesson shows no box of an option, and no answer, whose options are written with %s', (_, write) => {
    expect(boxesOf(write(SOUND))).toEqual({ problems: [], boxes: [], right: [false, true] });
  });

  it('a lesson reads options that stand apart as it reads those that do not', () => {
    const apart = SOUND.replaceAll('\n- [', '\n\n- [').replaceAll('\n  >', '\n\n  >');
    expect(parse(apart).lesson).toEqual(parse(SOUND).lesson);
  });

  it('a lesson may have a list without boxes in its question', () => {
    const listed = SOUND.replace('Which fault hangs', '- one\n- two\n\nWhich fault hangs');
    expect(parse(listed).lesson?.predict.html).toContain('<li>one</li>');
    expect(boxesOf(listed).right).toEqual([false, true]);
  });

  it.each([
    [
      'a box alone on its line',
      (text: string) => text.replace('[x] a seg', '[x]\n  a seg'),
      'The option “[x]” has no box',
    ],
    [
      'no box',
      (text: string) => text.replace('[ ] an', 'an'),
      'The option “an exception that *nobody* catches” has no box',
    ],
    ['two lists', (text: string) => text.replace('- [x] a seg', '+ [x] a seg'), 'The options stand in several lists'],
  ])('a lesson is refused when an option has %s', (_, spoil, expected) => {
    expect(messages(spoil(SOUND)).join('\n')).toContain(`11:1 ${expected}`);
  });

  it.each([
    [
      'a field',
      (text: string) => text.replace('minutes: 5\n', ''),
      '1:1 A lesson begins with its title, principle, minutes',
    ],
    ['a number', (text: string) => text.replace('5', 'some'), '1:1 minutes: some is not a number'],
    ['a part', (text: string) => text.replace(/## Why[^#]*/, ''), 'The part “## Why” is missing'],
    ['words in a part', (text: string) => text.replace('Silence.', ''), 'The part “## See” is missing, or empty.'],
    ['a known heading', (text: string) => text.replace('## Kill', '## Hurt'), '20:1 “Hurt” is not a part'],
    ['one part of a name', (text: string) => text.replace('## See', '## Kill'), '24:1 There are two parts “Kill”.'],
    ['feedback', (text: string) => text.replace('  > No. It ends its thread.\n', ''), '11:1 The option “an exception'],
    [
      'a right option',
      (text: string) => text.replace('[x] a seg', '[ ] a seg'),
      '11:1 A question has one right option',
    ],
    ['only one of them', (text: string) => text.replace('[ ] nothing', '[x] nothing'), '32:1 A question has one right'],
    [
      'options',
      (text: string) => text.replace(/- \[x\] memory[\s\S]*/, ''),
      '32:1 A question has at least two options',
    ],
    ['its parts first', (text: string) => text.replace('## Scene', 'Hello.\n\n## Scene'), '7:1 This stands before'],
    [
      'a fault that there is',
      (text: string) => text.replace('segfault threads', 'segfalt threads'),
      '22:7 There is no fault “segfalt”. Did you mean “segfault”?',
    ],
    [
      'a fault of another process',
      (text: string) => text.replace('segfault threads', 'segfault objects'),
      '22:7 “objects” has no fault “segfault”. Choose from: throw.',
    ],
    [
      'a process that there is',
      (text: string) => text.replace('segfault threads', 'throw\nline-9'),
      '22:7 There is no process “line-9”. Did you mean “line-7”?',
    ],
  ])('that lacks %s is refused with the place', (_, spoil, expected) => {
    const spoilt = spoil(SOUND);
    expect(parse(spoilt).lesson).toBeNull();
    expect(messages(spoilt).join('\n')).toContain(expected);
  });

  it('a lesson has a button for each fault that its reader is to press, and for nothing else', () => {
    const kill = '*Now* `throw line-7`, read `line.ts`, then\n`segfault\nthreads`; `kill -9` is `process.exit()`.';
    const { lesson } = parse(SOUND.replace('Press `segfault threads`.', kill).replace('Silence.', '`throw line-7`'));
    const buttons = lesson?.kill.match(/<button[^>]*>.*?<\/button>/g);
    expect(buttons).toEqual([
      '<button type="button" class="command" data-do="fault" data-fault="throw" data-process="line-7">throw line-7</button>',
      '<button type="button" class="command" data-do="fault" data-fault="segfault" data-process="threads">segfault threads</button>',
    ]);
    expect(lesson?.kill).toContain('<code>line.ts</code>');
    expect(lesson?.see).not.toContain('<button');
  });

  it('a mark behind a button stays on the line of the button, because no line begins with a comma', () => {
    const kill = '`throw line-7`, `throw threads` and `segfault threads`.';
    const { lesson } = parse(SOUND.replace('Press `segfault threads`.', kill));
    const joined = lesson?.kill.match(/<span class="joined"><button[^>]*>[^<]*<\/button>[^<]*<\/span>/g);
    expect(joined?.map((one) => one.replace(/<[^>]*>/g, ''))).toEqual(['throw line-7,', 'segfault threads.']);
  });

  it('a lesson never throws, whatever it is', () => {
    for (const text of ['', '---', '## Predict', '- [x]', '## Scene\n\n## Scene'])
      expect(parse(text).lesson).toBeNull();
  });
});

describe('the question that opens a lesson', () => {
  const lessons = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }) as Lesson);
  it('the question that opens a lesson is one from two lessons ago', () => {
    expect(lessons.map((_, index) => recalledAt(lessons, index)?.name ?? null)).toEqual([null, null, 'a', 'b', 'c']);
  });
});
