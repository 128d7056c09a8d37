/** The first line, the last two, and what stands in place of the picture. Pure. */
import { availability, duration, median, percent } from '../../log/index.js';
import { faultsOf } from '../../stage/demo.js';
import type { Frame } from './frame.js';
import { apart, fill, firstThatFits, type Line, type Span, widthOf, wrap } from './text.js';

const NOTHING_YET = '–';
/** As wide as each figure gets, so that none moves its neighbours. */
const KILLS_WIDTH = 3;
const DURATION_WIDTH = 6;
const PERCENT_WIDTH = 7;

/** Title, and the three figures: kills, time to recovery, availability. */
export function header({ demo, view, now }: Frame, width: number): Line {
  const { kills, recoveries } = view;
  const ms = (value: number | null | undefined) =>
    (value == null ? NOTHING_YET : duration(value)).padStart(DURATION_WIDTH);
  const value = (text: string): Span => ({ text, bold: true });
  const label = (text: string): Span => ({ text, tone: 'dim' });
  const figures = (recovery: string): Line => [
    label('kills'),
    value(String(kills).padStart(KILLS_WIDTH)),
    label(`  ${recovery}`),
    value(` ${ms(recoveries.at(-1))}`),
    label(' median'),
    value(` ${ms(median(recoveries))}`),
    label('  availability'),
    value(` ${percent(availability(view, now)).padStart(PERCENT_WIDTH)}`),
  ];
  const title: Line = [{ text: demo.title, bold: true }];
  const long: Line = [...title, { text: `  ${demo.claim}`, tone: 'dim' }];
  const [full, short] = [figures('time to recovery'), figures('recovery')];
  const fits = (left: Line, right: Line) => widthOf(left) + 2 + widthOf(right) <= width;
  if (fits(long, full)) return apart(long, full, width);
  return apart(title, fits(title, full) ? full : short, width);
}

/** Keys for the faults of the chosen process, in the order of `faultsOf`. */
export const FAULT_KEYS = [...'1234567890', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export function faultBar({ demo, view, chosen }: Frame, width: number): Line {
  const live = view.processes[chosen]?.pid != null;
  const tone = live ? 'plain' : 'dim';
  const faults = faultsOf(demo, chosen).slice(0, FAULT_KEYS.length);
  const keys = (between: string): Line =>
    faults.flatMap((name, at) => [
      { text: `${at === 0 ? '' : between}${FAULT_KEYS[at]}`, tone, bold: live },
      { text: ` ${name}`, tone },
    ]);
  const named: Line = [{ text: `${chosen}  `, bold: true }];
  return fill(firstThatFits([[...named, ...keys('   ')], keys('  '), keys(' ')], width), width);
}

/** The keys, or for a while what there is to say. */
export function keyBar({ demo, view, chosen, stunts, message, marks }: Frame, width: number): Line {
  if (message !== null) return fill([{ text: `${marks.chosen} ${message}`, tone: 'wait', bold: true }], width);
  const stunt = demo.script[stunts];
  const next = stunt ? `${stunt.fault} ${stunt.id}` : 'script played';
  const isOff = view.processes[chosen]?.pid === null;
  const key = (name: string, does: string, live = true): Line => [
    { text: name, bold: live, tone: live ? 'plain' : 'dim' },
    { text: ` ${does}  `, tone: 'dim' },
  ];
  const keys = (step: string, choose: string): Line => [
    ...key('s', step, stunt !== undefined),
    ...key('r', 'reset'),
    ...key('b', 'boot again', isOff),
    ...key('arrows', choose),
    ...key('?', 'help'),
    ...key('q', 'quit'),
  ];
  return fill(
    firstThatFits([keys(`next: ${next}`, 'choose a process'), keys(next, 'choose'), keys('next', 'choose')], width),
    width,
  );
}

/** What the marks and keys mean. */
export function help({ demo, marks }: Frame, width: number): Line[] {
  const { state } = marks;
  const row = (name: string, means: string): Line => [{ text: `  ${name.padEnd(16)}`, bold: true }, { text: means }];
  const lanes =
    'A lane of the heart monitor has a spike for each sign of life; it is broken while booting and double while ' +
    `frozen; ${state.down} is a death, and dots are the time until rebirth.`;
  const lines: Line[] = [
    ...wrap(demo.claim, width).map((text): Line => [{ text, tone: 'dim' }]),
    [],
    row('arrows, Tab', 'choose a process'),
    row('1 2 3 …', 'do to it what the line at the bottom says; all of it is real'),
    row('s', 'the next stunt of the script'),
    row('b', 'boot the chosen process again when it is off'),
    row('r', 'reset: everything new, as at the beginning'),
    row('q, Ctrl-C', 'stop everything in order and leave'),
    [],
    [{ text: `  ${state.up} up`, tone: 'alive' }, { text: '       has a process and is ready' }],
    [{ text: `  ${state.booting} booting`, tone: 'wait' }, { text: '  has a process, is not ready yet' }],
    [{ text: `  ${state.frozen} frozen`, tone: 'wait' }, { text: '   stopped by freeze, until thaw or kill' }],
    [{ text: `  ${state.down} down`, tone: 'dead' }, { text: '     ended; its supervisor boots it again' }],
    [{ text: `  ${state.off} off`, tone: 'dead' }, { text: '      ended and stays so: temporary, or given up' }],
    [],
    ...wrap(lanes, width).map((text): Line => [{ text }]),
    [],
    [{ text: 'Any key: back', tone: 'dim' }],
  ];
  return lines.map((line) => fill(line, width));
}
