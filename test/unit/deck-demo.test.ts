import { describe, expect, it } from 'vitest';
import { formatProblem, parseDeck } from '../../src/deck/index.js';
import { distance, nearest } from '../../src/deck/nearest.js';
import { catalogue, htmlOf, parse, pictures, problemsOf } from './deck-helpers.js';

const fence = (...lines: string[]): string => `# A\n\n\`\`\`${lines.join('\n')}\n\`\`\`\n`;

describe('a demo fence', () => {
  it('a demo fence becomes the demo and one fragment for each step', () => {
    const [slide] = parse(
      fence('demo isolation', 'steps: start, throw line-2,  segfault   line-3 , reset, stop'),
    ).slides;
    expect(slide?.layout).toBe('section');
    expect(slide?.demos).toEqual([
      {
        name: 'isolation',
        steps: [
          { text: 'start', do: 'start' },
          { text: 'throw line-2', do: 'fault', name: 'throw', id: 'line-2' },
          { text: 'segfault line-3', do: 'fault', name: 'segfault', id: 'line-3' },
          { text: 'reset', do: 'reset' },
          { text: 'stop', do: 'stop' },
        ],
      },
    ]);
    expect(slide?.html).toContain('<reboot-demo name="isolation" data-mode="stage"></reboot-demo>');
    expect(slide?.html).toContain(
      '<span class="fragment step" data-demo="isolation" data-step="throw line-2" data-do="fault" data-fault="throw" data-process="line-2" aria-hidden="true"></span>',
    );
    expect(slide?.html.match(/class="fragment step"/g)).toHaveLength(5);
  });

  it('a demo fence needs no steps: it can be played by hand', () => {
    expect(parse(fence('demo isolation')).slides[0]?.demos).toEqual([{ name: 'isolation', steps: [] }]);
  });

  it('a demo fence may stand apart from its ticks, or have tildes for them', () => {
    expect(parse('``` demo isolation\n```').slides[0]?.demos[0]?.name).toBe('isolation');
    expect(parse('~~~~demo isolation\nsteps: stop\n~~~~').slides[0]?.demos[0]?.steps).toHaveLength(1);
  });

  it('a demo fence may be one of several on a slide, and each step says whose it is', () => {
    const two = `${fence('demo isolation', 'steps: start')}\n\`\`\`demo recovery\nsteps: stop\n\`\`\`\n`;
    const [slide] = parse(two).slides;
    expect(slide?.demos.map(({ name }) => name)).toEqual(['isolation', 'recovery']);
    expect(slide?.html).toContain('data-demo="recovery" data-step="stop"');
  });

  it('a demo fence leaves its slide the look that it has without it', () => {
    expect(parse(`## A\n\n![](vettel.jpg)\n\n\`\`\`demo isolation\n\`\`\``).slides[0]?.layout).toBe('picture');
  });

  it.each([
    ['an unknown demo', ['demo isolaton'], '3:9 There is no demo “isolaton”. Did you mean “isolation”?'],
    ['a demo far from any', ['demo zzzzzz'], '3:9 There is no demo “zzzzzz”. Choose from: isolation, recovery.'],
    ['no demo at all', ['demo'], '3:4 This demo has no name. Choose from: isolation, recovery.'],
    [
      'a second name',
      ['demo isolation recovery'],
      '3:19 “recovery” is one word too many: a demo fence names one demo.',
    ],
    [
      'an unknown fault',
      ['demo isolation', 'steps: start, segfalt line-1'],
      '4:15 There is no fault “segfalt”. Did you mean “segfault”?',
    ],
    [
      'an unknown process',
      ['demo isolation', 'steps: kill line-22'],
      '4:13 There is no process “line-22”. Did you mean “line-2”?',
    ],
    [
      'a fault that another process takes',
      ['demo isolation', 'steps: kill line-1, segfault objects'],
      '4:21 “objects” has no fault “segfault”. Choose from: throw, kill.',
    ],
    [
      'a fault of nobody',
      ['demo isolation', 'steps: start, kill'],
      '4:15 “kill” needs a process, as in “kill objects”.',
    ],
    [
      'a fault of nobody that only one takes',
      ['demo isolation', 'steps: drop'],
      '4:8 “drop” needs a process, as in “drop threads”.',
    ],
    ['a misspelt step', ['demo isolation', 'steps: strat'], '4:8 There is no fault “strat”. Did you mean “start”?'],
    [
      'a word too many',
      ['demo isolation', 'steps: start now'],
      '4:14 “now” is one word too many. Steps are separated by commas.',
    ],
    [
      'a missing comma',
      ['demo isolation', 'steps: kill line-1 reset'],
      '4:20 “reset” is one word too many. Steps are separated by commas.',
    ],
    [
      'an empty step',
      ['demo isolation', 'steps: start,, reset'],
      '4:14 There is an empty step here. Take one comma away.',
    ],
    [
      'no step after the colon',
      ['demo isolation', 'steps:'],
      '4:1 There are no steps. Write them after the colon, or leave the line out.',
    ],
    [
      'another line',
      ['demo isolation', '  stops: start'],
      '4:3 “stops:” is not understood. A demo takes one line: “steps: start, kill line-2, reset”.',
    ],
  ])('a demo fence with %s is refused with its place', (_, lines, problem) => {
    expect(problemsOf(fence(...lines))).toEqual([problem]);
    expect(parse(fence(...lines)).slides[0]?.demos).toEqual([]);
  });

  it('a demo fence reports every mistake, shows them in the place of the demo, and leaves the other slides alone', () => {
    const { slides, problems } = parse(`${fence('demo isolation', 'steps: kll line-1, kill line-9')}\n---\n\n# B`);
    expect(problems.map(formatProblem)).toEqual([
      'slides/01.md:4:8 There is no fault “kll”. Did you mean “kill”?',
      'slides/01.md:4:25 There is no process “line-9”. Did you mean “line-1”?',
    ]);
    expect(slides[0]?.html.match(/<div class="slide-error" role="alert">/g)).toHaveLength(2);
    expect(slides[0]?.html).toContain('slides/01.md:4:8');
    expect(slides[0]?.html).not.toContain('reboot-demo');
    expect(slides[1]?.html).toBe('<h1>B</h1>\n');
  });

  it('a demo fence stands once on its slide', () => {
    expect(problemsOf(`${fence('demo isolation')}\n${fence('demo isolation')}`)).toEqual([
      '8:1 This slide plays that demo already. Take one of the two away.',
    ]);
  });

  it('a demo fence is a fence of its own: other code is shown as code', () => {
    expect(parse(fence('js', 'demo()')).slides[0]).toMatchObject({ layout: 'statement' });
    expect(parse(fence('demonstration isolation')).problems).toEqual([]);
  });

  it('a demo fence writes what it was given as text, never as markup', () => {
    expect(htmlOf(fence('demo <img/onerror=x>'))).not.toContain('<img');
  });
});

describe('a step that asks or answers', () => {
  const told = (steps: string, question: { isAsked: boolean; isAnswered: boolean }) =>
    parseDeck([{ path: 'slides/01.md', text: fence('demo isolation', `steps: ${steps}`) }], {
      catalogue,
      pictures,
      questions: { isolation: question },
    }).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  const both = { isAsked: true, isAnswered: true };

  it('a step that asks or answers is taken where the lesson asks, and the demo says what answers', () => {
    expect(told('start, predict, throw objects, answer', both)).toEqual([]);
  });

  it('a step that asks or answers is refused without a lesson', () => {
    expect(told('start, predict, throw objects', { isAsked: false, isAnswered: true })).toEqual([
      '4:15 “predict” asks the question of a lesson. Write demos/isolation/lesson.md, or take the step away.',
    ]);
  });

  it('a step that asks or answers is refused when nothing was asked before', () => {
    const expected = 'Nothing is asked before this “answer”. Put “predict” before the fault that it is about.';
    expect(told('start, throw objects, answer', both)).toEqual([`4:30 ${expected}`]);
    expect(told('start, answer, predict', both)).toEqual([`4:15 ${expected}`]);
  });

  it('a step that asks or answers is refused when no outcome answers, which a step that asks alone does not need', () => {
    const question = { isAsked: true, isAnswered: false };
    expect(told('start, predict, throw objects, answer', question)).toEqual([
      '4:39 Nothing in demos/isolation/demo.ts says what answers the question. Give it an “outcome”, or take “answer” away.',
    ]);
    expect(told('start, predict, throw objects', question)).toEqual([]);
  });
});

describe('the nearest name', () => {
  it('the nearest name is the one with the fewest letters changed', () => {
    expect(distance('kitten', 'sitting')).toBe(3);
    expect(distance('', 'abc')).toBe(3);
    expect(nearest('thaw', ['kill', 'throw', 'freeze'])).toBe('throw');
    expect(nearest('x', [])).toBeUndefined();
  });
});
