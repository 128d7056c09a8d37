/** The question of a demo's lesson, in the place of its panes. Pure. */
import { textOfHtml } from '../../deck/text.js';
import type { Question } from '../../workshop/lesson.js';
import type { Frame } from './frame.js';
import { fill, type Line, ruled, wrap } from './text.js';

const INDENT = 4;

/** What was chosen last: its feedback stands below the options. */
export interface Asked {
  question: Question;
  /** The place of the option. */
  answer: number | null;
}

export function questionLines({ asked, marks }: Frame, width: number, rows: number): Line[] {
  if (!asked) return [];
  const { question, answer } = asked;
  const words = (html: string, indent: number): Line[] =>
    wrap(textOfHtml(html), width - indent).map((text) => [{ text: ' '.repeat(indent) + text }]);
  const options = question.options.flatMap(({ html, isRight }, at): Line[] => {
    const [first = [], ...more] = words(html, INDENT);
    const mark = answer === null ? ' ' : isRight ? marks.state.up : at === answer ? marks.state.down : ' ';
    const tone = mark === ' ' ? {} : isRight ? ({ tone: 'alive' } as const) : ({ tone: 'dead' } as const);
    const key: Line = [
      { text: mark, ...tone },
      { text: ` ${at + 1} `, bold: true },
    ];
    return [[...key, { text: (first[0]?.text ?? '').slice(INDENT), ...tone }], ...more];
  });
  const feedback = answer === null ? [] : [[], ...words(question.options[answer]?.feedback ?? '', 0)];
  const title = ruled(
    [
      { text: 'predict', bold: true },
      { text: answer === null ? ' press the number of your answer' : ' now try it; p: back', tone: 'dim' },
    ],
    marks.rule,
    width,
  );
  return [title, ...words(question.html, 0), [], ...options, ...feedback]
    .slice(0, rows)
    .map((line) => fill(line, width));
}
