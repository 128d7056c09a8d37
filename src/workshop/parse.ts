/** `lesson.md` to a lesson: front matter, then one part after the other, each under its heading. */
import { Marked, type Token, type Tokens } from 'marked';
import { normalise, positionAt } from '../deck/text.js';
import type { Catalogue, Problem } from '../deck/types.js';
import { commandHtml, joinMarks, readCommand } from './command.js';
import { type Lesson, type Option, PARTS, type Part, type Question } from './lesson.js';

export interface LessonFile {
  /** The demo's folder. */
  name: string;
  path: string;
  text: string;
  /** The faults of each process. */
  demo: Catalogue[string];
}

const FIELDS = ['title', 'principle', 'minutes'] as const;
type Field = (typeof FIELDS)[number];

const markdown = new Marked({ gfm: true });
/** The boxes say which option is right: wherever markdown has put them, none of them is shown. */
const withoutBoxes = new Marked({ gfm: true, renderer: { checkbox: () => '' } });
const FRONT_MATTER = /^---\n([\s\S]*?)\n---(?:\n|$)/;

/** A lesson, or all that is wrong with it: never both. */
export function parseLesson({ name, path, text, demo }: LessonFile): { lesson: Lesson | null; problems: Problem[] } {
  const source = normalise(text);
  const problems: Problem[] = [];
  const report = (offset: number, message: string) =>
    void problems.push({ path, ...positionAt(source, offset), message });

  const front = FRONT_MATTER.exec(source);
  const fields = readFields(front?.[1] ?? '', report);
  const parts = readParts(source, front?.[0].length ?? 0, report);
  const html = (part: Part) => markdown.parser(parts[part].tokens);
  makeCommands(source, parts.Kill, demo, report);
  const lesson: Lesson = {
    name,
    title: fields.title,
    principle: fields.principle,
    minutes: Number(fields.minutes),
    scene: html('Scene'),
    predict: readQuestion(parts.Predict, report),
    kill: joinMarks(html('Kill')),
    see: html('See'),
    why: html('Why'),
    recall: readQuestion(parts.Recall, report),
  };
  return problems.length > 0 ? { lesson: null, problems } : { lesson, problems };
}

type Report = (offset: number, message: string) => void;

function readFields(text: string, report: Report): Record<Field, string> {
  const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/:\s*(.*)/, 2)));
  for (const field of FIELDS) {
    if (!fields[field])
      report(0, `A lesson begins with its ${FIELDS.join(', ')} between two lines of ---; ${field} is missing.`);
  }
  if (fields.minutes && !(Number(fields.minutes) > 0))
    report(0, `minutes: ${fields.minutes} is not a number of minutes.`);
  return fields as Record<Field, string>;
}

interface Section {
  offset: number;
  tokens: Token[];
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';

function readParts(source: string, begin: number, report: Report): Record<Part, Section> {
  const found = new Map<string, Section>();
  let offset = begin;
  let section: Section | null = null;
  for (const token of markdown.lexer(source.slice(begin))) {
    if (isHeading(token) && token.depth === 2) {
      if (found.has(token.text)) report(offset, `There are two parts “${token.text}”.`);
      if (!PARTS.includes(token.text as Part)) report(offset, `“${token.text}” is not a part: ${PARTS.join(', ')}.`);
      section = { offset, tokens: [] };
      found.set(token.text, section);
    } else if (section) section.tokens.push(token);
    else if (token.type !== 'space') report(offset, `This stands before the first part. Begin with “## ${PARTS[0]}”.`);
    offset += token.raw.length;
  }
  for (const part of PARTS) {
    const { tokens = [] } = found.get(part) ?? {};
    if (tokens.every(({ type }) => type === 'space'))
      report(source.length, `The part “## ${part}” is missing, or empty.`);
  }
  return Object.fromEntries(PARTS.map((part) => [part, found.get(part) ?? { offset: 0, tokens: [] }])) as Record<
    Part,
    Section
  >;
}

/** Makes a button of each command in this part. */
function makeCommands(source: string, { offset, tokens }: Section, demo: Catalogue[string], report: Report): void {
  let from = offset;
  markdown.walkTokens(tokens, (token) => {
    if (token.type !== 'codespan') return;
    const at = source.indexOf(token.raw, from);
    from = at + token.raw.length;
    const command = readCommand(token.text, demo);
    if (command === null) return;
    if ('problem' in command) report(at, command.problem);
    else Object.assign(token, { type: 'html', text: commandHtml(command) });
  });
}

const isList = (token: Token): token is Tokens.List => token.type === 'list';
const hasBoxes = (token: Token): token is Tokens.List => isList(token) && token.items.some(({ task }) => task);

function readQuestion({ offset, tokens }: Section, report: Report): Question {
  const lists = tokens.filter(hasBoxes);
  const options = lists.flatMap(({ items }) => items).map((item) => readOption(item, offset, report));
  if (tokens.length > 0 && options.length < 2)
    report(offset, 'A question has at least two options, each as “- [ ] text”.');
  if (lists.length > 1)
    report(offset, 'The options stand in several lists. Give them one mark, and indent what belongs to an option.');
  if (options.length > 1 && options.filter(({ isRight }) => isRight).length !== 1) {
    report(offset, 'A question has one right option: “- [x] text”; the others are “- [ ] text”.');
  }
  return { html: withoutBoxes.parser(tokens.filter((token) => !hasBoxes(token))), options };
}

function readOption(item: Tokens.ListItem, offset: number, report: Report): Option {
  const isQuote = ({ type }: Token) => type === 'blockquote';
  const words = item.tokens.filter((token) => !isQuote(token) && token.type !== 'space');
  const feedback = item.tokens.filter(isQuote).flatMap((quote) => (quote as Tokens.Blockquote).tokens);
  const name = firstLine(item.text);
  if (!item.task)
    report(
      offset,
      `The option “${name}” has no box. Begin it with “[ ] ” and its text, or with “[x] ” when it is right.`,
    );
  if (feedback.length === 0) report(offset, `The option “${name}” has no feedback: a line with “> …” below it.`);
  return {
    html: withoutBoxes.parser(words.map(asTight)).trim(),
    isRight: item.checked === true,
    feedback: withoutBoxes.parser(feedback).trim(),
  };
}

/** Blank lines between options make their words paragraphs; the words are the same. */
const asTight = (token: Token, at: number): Token =>
  token.type === 'paragraph' && at === 0 ? { ...token, type: 'text' } : token;

const firstLine = (text: string) => text.split('\n')[0] ?? '';
