/** The question of a demo's lesson, in the place of its panes. Pure. */
import { textOfHtml } from '../../deck/text.js';
import { asksOf } from '../../demo/manifest-of.js';
import { conditionInWords } from '../../log/index.js';
import { asksInWords } from '../../workshop/command.js';
import type { Question } from '../../workshop/lesson.js';
import type { Frame } from './frame.js';
import { fill, type Line, ruled, type Span, wrap } from './text.js';

const INDENT = 4;

/** The question, the prediction and the answer. */
export interface Asked {
  question: Question;
  /** The place of the option. */
  answer: number | null;
}

export function questionLines({ asked, marks, view, demo }: Frame, width: number, rows: number): Line[] {
  if (!asked) return [];
  const { question, answer } = asked;
  const isKnown = answer !== null && view.outcome?.held === true;
  const words = (html: string, indent: number): Line[] =>
    wrap(textOfHtml(html), width - indent).map((text) => [{ text: ' '.repeat(indent) + text }]);
  const options = question.options.flatMap(({ html, isRight }, at): Line[] => {
    const [first = [], ...more] = words(html, INDENT);
    const { mark, ...tone } = markOf(at === answer, isKnown ? isRight : null, marks);
    const key: Line = [
      { text: mark, ...tone },
      { text: ` ${at + 1} `, bold: true },
    ];
    return [[...key, { text: (first[0]?.text ?? '').slice(INDENT), ...tone }], ...more];
  });
  const said = answer === null ? '' : isKnown ? question.options[answer]?.feedback : pending(demo, view.outcome);
  const feedback = said ? [[], ...words(said, 0)] : [];
  const state =
    answer === null
      ? 'press the number of your answer'
      : isKnown
        ? 'the processes have answered'
        : 'now try it; p: back';
  const title = ruled(
    [
      { text: 'predict', bold: true },
      { text: ` ${state}`, tone: 'dim' },
    ],
    marks.rule,
    width,
  );
  return [title, ...words(question.html, 0), [], ...options, ...feedback]
    .slice(0, rows)
    .map((line) => fill(line, width));
}

/** `isRight`: null before the processes have answered; then only what was chosen is marked, and as neither. */
function markOf(
  isChosen: boolean,
  isRight: boolean | null,
  marks: Frame['marks'],
): Pick<Span, 'tone'> & { mark: string } {
  if (isRight === null) return isChosen ? { mark: marks.chosen, tone: 'wait' } : { mark: ' ' };
  if (isRight) return { mark: marks.state.up, tone: 'alive' };
  return isChosen ? { mark: marks.state.down, tone: 'dead' } : { mark: ' ' };
}

/** Where the answer will come from, or why it did not come. */
function pending(demo: Frame['demo'], outcome: Frame['view']['outcome']): string {
  const faults = asksInWords(asksOf(demo), ({ fault, process }) => `${fault} ${process}`);
  const failed = (outcome?.failed ?? []).map(conditionInWords);
  const notThisTime = failed.length > 0 ? `Not this time: ${failed.join('; ')}. ` : '';
  return `${notThisTime}The processes will answer${faults ? `, after ${faults}` : ''}.`;
}
