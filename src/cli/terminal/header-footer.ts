/** The first lines and the last. Pure. */

import type { Demo } from '../../demo/demo.js';
import { availability, clock, duration, median, percent } from '../../log/index.js';
import { faultLines } from './faults.js';
import type { Frame } from './frame.js';
import { apart, fill, firstThatFits, type Line, type Span, widthOf, wrap } from './text.js';

const NOTHING_YET = '–';
/** As wide as each figure gets, so that none moves its neighbours. */
const DEATHS_WIDTH = 3;
const DURATION_WIDTH = 6;
const PERCENT_WIDTH = 7;

/** The figures in the fewest words. */
const FIGURES_MIN = DEATHS_WIDTH + 7 + 1 + DURATION_WIDTH + 11 + 1 + PERCENT_WIDTH + 3;
const BETWEEN = 2;

/** A title too long to stand beside the figures has a line of its own. */
export const headerRows = ({ title }: Demo, width: number) =>
  widthOf([{ text: title }]) + BETWEEN + FIGURES_MIN <= width ? 1 : 2;

/** Title, and the three figures: deaths, time to recovery, and the share of time that the processes were up. */
export function header(frame: Frame, width: number): Line[] {
  const title: Line = [{ text: frame.demo.title.toUpperCase(), bold: true }];
  if (headerRows(frame.demo, width) === 1)
    return [apart(title, figures(frame, width - widthOf(title) - BETWEEN), width)];
  return [fill(title, width), apart([], figures(frame, width), width)];
}

function figures({ view, now }: Frame, room: number): Line {
  const { kills, recoveries } = view;
  const ms = (value: number | null | undefined) =>
    (value == null ? NOTHING_YET : duration(value)).padStart(DURATION_WIDTH);
  const value = (text: string): Span => ({ text, bold: true });
  const label = (text: string): Span => ({ text, tone: 'dim' });
  const inWords = (median: Line, gap: string): Line => [
    value(String(kills).padStart(DEATHS_WIDTH)),
    label(kills === 1 ? ' death ' : ' deaths'),
    label(gap),
    value(ms(recoveries.at(-1))),
    label(' to recover'),
    ...median,
    label(gap),
    { ...value(percent(availability(view, now)).padStart(PERCENT_WIDTH)), tone: 'alive' },
    label(' up'),
  ];
  // The median of one recovery is that recovery.
  const isMany = recoveries.length > 1;
  const words = label(isMany ? ' median ' : ' '.repeat(' median '.length));
  const middle: Line = [words, value(isMany ? ms(median(recoveries)) : ' '.repeat(DURATION_WIDTH))];
  const candidates = [inWords(middle, '     '), inWords(middle, '  '), inWords([], '  '), inWords([], ' ')];
  return firstThatFits(candidates, room);
}

/** The claim of the demo; when its supervisors gave up, the reason. */
export function claim({ demo, view, marks }: Frame, width: number, rows: number): Line[] {
  const { gaveUp } = view;
  const lines = gaveUp
    ? wrap(`${marks.state.off} Given up: ${gaveUp} r: begin again`, width)
    : wrap(view.recorded ?? demo.claim, width);
  return Array.from({ length: rows }, (_, row) =>
    fill([{ text: lines[row] ?? '', ...(gaveUp ? { tone: 'dead', bold: true } : {}) }], width),
  );
}

export function footer(frame: Frame, width: number, faultRows: number): Line[] {
  if (frame.past) return pastLines(frame, width, faultRows);
  const faults =
    frame.mode === 'question' ? predictionLines(frame, width, faultRows) : faultLines(frame, width, faultRows);
  return [...faults, keyLine(frame, width)];
}

/** In the place of the faults, whose keys choose an answer now. */
function predictionLines({ asked }: Frame, width: number, rows: number): Line[] {
  const count = asked?.question.options.length ?? 0;
  const choose: Line = [{ text: `1 to ${count}`, bold: true }, { text: ' your prediction' }];
  const back: Line = [{ text: 'p', bold: true }, { text: ' back to the processes' }];
  return Array.from({ length: rows }, (_, row) => fill(row > 0 ? [] : asked?.answer === null ? choose : back, width));
}

/** In the place of the faults: nothing can be done to what is over. */
function pastLines({ past, now, marks, message }: Frame, width: number, faultRows: number): Line[] {
  const { from, present } = past ?? { from: 0, present: 0 };
  const ago = ((present - now) / 1000).toFixed(1);
  const band = (text: string): Line => [{ text, tone: 'wait', inverse: true, bold: true }];
  const words = `${marks.past} THE PAST  ${ago} s ago  ${clock(now - from)} of ${clock(present - from)}`;
  const told = message === null ? [`${words}   the processes run on`, words] : [`${marks.past} THE PAST  ${message}`];
  const banner = fill(firstThatFits(told.map(band), width), width, { tone: 'wait', inverse: true });
  const blank = Array.from({ length: faultRows - 1 }, () => fill([], width));
  return [banner, ...blank, keys(PAST_KEYS, width)];
}

interface Key {
  key: string;
  does: string;
  /** The last to be left out has the highest. */
  weight: number;
}

const PAST_KEYS: Key[] = [
  { key: 'left right', does: 'step', weight: 9 },
  { key: ', .', does: 'events', weight: 5 },
  { key: 'home', does: 'oldest', weight: 1 },
  { key: 'end', does: 'live again', weight: 10 },
  { key: 't', does: 'tree', weight: 3 },
  { key: 'enter', does: 'terminal', weight: 2 },
  { key: '?', does: 'help', weight: 4 },
  { key: 'q', does: 'quit', weight: 8 },
];

/** The keys, or for a while what there is to say. */
function keyLine({ demo, view, chosen, stunts, message, marks, mode, asked }: Frame, width: number): Line {
  if (message !== null) return fill([{ text: `${marks.chosen} ${message}`, tone: 'wait', bold: true }], width);
  const stunt = demo.script[stunts];
  const isOff = view.processes[chosen]?.state === 'off';
  const back = (one: Frame['mode'], does: string) => (mode === one ? 'panes' : does);
  return keys(
    [
      stunt
        ? { key: 's', does: `${stunt.fault} ${stunt.id}`, weight: 7 }
        : { key: '', does: 'script played', weight: 0 },
      ...(isOff ? [{ key: 'b', does: 'boot', weight: 6 }] : []),
      { key: 'arrows', does: 'choose', weight: 3 },
      { key: 'space', does: 'pause', weight: 8 },
      ...(asked ? [{ key: 'p', does: back('question', 'predict'), weight: 5.5 }] : []),
      { key: 't', does: back('tree', 'tree'), weight: 5 },
      { key: 'enter', does: back('terminal', 'terminal'), weight: 2 },
      { key: 'x', does: 'kill', weight: 1 },
      { key: 'r', does: 'reset', weight: 4 },
      { key: '?', does: 'help', weight: 9 },
      { key: 'q', does: 'quit', weight: 10 },
    ],
    width,
  );
}

/** As many keys as fit: those that matter least are left out. */
function keys(all: readonly Key[], width: number): Line {
  const line = (shown: readonly Key[]): Line =>
    shown.flatMap(
      ({ key, does }, at): Line => [
        ...(at > 0 ? [{ text: '  ' }] : []),
        ...(key ? [{ text: key, bold: true }, { text: ' ' }] : []),
        { text: does, tone: 'dim' },
      ],
    );
  const byWeight = [...all].sort((one, other) => other.weight - one.weight);
  const candidates = all.map((_, less) => {
    const kept = byWeight.slice(0, all.length - less);
    return line(all.filter((key) => kept.includes(key)));
  });
  return fill(firstThatFits(candidates, width), width);
}
