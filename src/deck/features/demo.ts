import type { Tokens } from 'marked';
import { wrongFault } from '../faults.js';
import { suggest } from '../nearest.js';
import { stepAttributes } from '../step-attributes.js';
import { escapeHtml } from '../text.js';
import { type Catalogue, type DeckOptions, type Demo, PLAIN_STEPS, type Step } from '../types.js';

type Report = (offset: number, message: string) => void;
type Entry = Catalogue[string];

/** A word of the fence and where it stands, so that an error can point at it. */
interface Word {
  text: string;
  offset: number;
}

export const isDemoFence = (token: { type: string; lang?: string }): boolean =>
  token.type === 'code' && /^demo(\s|$)/.test(token.lang ?? '');

type Options = Pick<DeckOptions, 'catalogue' | 'questions'>;

/** Reads a `demo` fence. Whatever is wrong goes to `report`; without a word to it, the demo is sound. */
export function readDemo(fence: Tokens.Code, { catalogue, questions }: Options, report: Report): Demo | undefined {
  const [head = { text: '', offset: 0 }, ...lines] = linesOf(fence.raw);
  const [mark, name, extra] = wordsOf(withoutTicks(head));
  if (!name) {
    report(mark?.offset ?? 0, `This demo has no name. ${suggest('', Object.keys(catalogue))}`);
    return;
  }
  if (extra) report(extra.offset, `“${extra.text}” is one word too many: a demo fence names one demo.`);
  const entry = Object.hasOwn(catalogue, name.text) ? catalogue[name.text] : undefined;
  if (!entry) {
    report(name.offset, `There is no demo “${name.text}”. ${suggest(name.text, Object.keys(catalogue))}`);
    return;
  }
  const body = lines.filter((line) => line.text.trim() !== '' && !/^\s*(`{3,}|~{3,})\s*$/.test(line.text));
  const steps = body.flatMap((line) => readLine(line, entry, report));
  const question = questions?.[name.text];
  if (question) refuseQuestion(name.text, steps, question, (step, message) => report(fence.raw.search(step), message));
  return { name: name.text, steps };
}

/** The question that a slide asks is that of a lesson, and what answers it is in the demo. */
function refuseQuestion(
  name: string,
  steps: Step[],
  { isAsked, isAnswered }: NonNullable<Options['questions']>[string],
  report: (step: RegExp, message: string) => void,
): void {
  const asks = steps.findIndex((step) => step.do === 'predict');
  const answers = steps.findIndex((step) => step.do === 'answer');
  if (asks >= 0 && !isAsked)
    report(
      /\bpredict\b/,
      `“predict” asks the question of a lesson. Write demos/${name}/lesson.md, or take the step away.`,
    );
  const votes = steps.findIndex((step) => step.do === 'votes');
  if (votes >= 0 && (asks < 0 || votes < asks))
    report(/\bvotes\b/, 'Nothing is asked before these “votes”. Put “predict” before them.');
  if (answers < 0) return;
  if (asks < 0 || answers < asks)
    report(/\banswer\b/, 'Nothing is asked before this “answer”. Put “predict” before the fault that it is about.');
  if (!isAnswered)
    report(
      /\banswer\b/,
      `Nothing in demos/${name}/demo.ts says what answers the question. Give it an “outcome”, or take “answer” away.`,
    );
}

function readLine(line: Word, entry: Entry, report: Report): Step[] {
  const [, key = '', value = ''] = /^(\s*\S*?:)(.*)$/.exec(line.text) ?? [];
  const [word = line] = wordsOf(line);
  if (key.trim() !== 'steps:') {
    report(word.offset, `“${word.text}” is not understood. A demo takes one line: “steps: start, kill line-2, reset”.`);
    return [];
  }
  if (value.trim() === '') {
    report(word.offset, 'There are no steps. Write them after the colon, or leave the line out.');
    return [];
  }
  return partsOf({ text: value, offset: line.offset + key.length }).flatMap((part) => readStep(part, entry, report));
}

function readStep(part: Word, entry: Entry, report: Report): Step[] {
  const [first, second, third] = wordsOf(part);
  if (!first) {
    report(part.offset, 'There is an empty step here. Take one comma away.');
    return [];
  }
  const text = part.text.trim().replace(/\s+/g, ' ');
  const plain = PLAIN_STEPS.find((word) => word === first.text);
  const tooMany = plain ? second : third;
  if (tooMany) {
    report(tooMany.offset, `“${tooMany.text}” is one word too many. Steps are separated by commas.`);
    return [];
  }
  return plain ? [{ text, do: plain }] : readFault(first, second, text, entry, report);
}

function readFault(fault: Word, process: Word | undefined, text: string, entry: Entry, report: Report): Step[] {
  const wrong = wrongFault(entry, fault.text, process?.text, PLAIN_STEPS);
  const words = { fault, process: process ?? fault };
  if (wrong) report(words[wrong.word].offset, wrong.message);
  if (wrong || !process) return [];
  return [{ text, do: 'fault', name: fault.text, id: process.text }];
}

/** The element that plays the demo, and one invisible fragment for each step: the clicker plays it. */
export function demoHtml({ name, steps }: Demo): string {
  return `<reboot-demo name="${escapeHtml(name)}" data-mode="stage"></reboot-demo>\n${steps.map((step) => stepHtml(name, step)).join('\n')}\n`;
}

function stepHtml(demo: string, step: Step): string {
  return `<span class="fragment step" data-demo="${escapeHtml(demo)}" data-step="${escapeHtml(step.text)}" ${stepAttributes(step)} aria-hidden="true"></span>`;
}

// Blanks in their place keep every offset true.
const withoutTicks = ({ text, offset }: Word): Word => ({
  text: text.replace(/^ *(?:`+|~+)/, (ticks) => ' '.repeat(ticks.length)),
  offset,
});

const cut = (word: Word, pattern: RegExp): Word[] =>
  [...word.text.matchAll(pattern)].map((found) => ({ text: found[0], offset: word.offset + found.index }));

const linesOf = (raw: string): Word[] => cut({ text: raw, offset: 0 }, /^.*$/gm);
const wordsOf = (word: Word): Word[] => cut(word, /[^\s]+/g);
const partsOf = (word: Word): Word[] => {
  let offset = word.offset;
  return word.text.split(',').map((text) => {
    const part = { text, offset };
    offset += text.length + 1;
    return part;
  });
};
