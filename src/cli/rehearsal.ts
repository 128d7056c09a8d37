/** A rehearsal: how long each slide and each of its steps took, beside the plan. Pure. */
import type { Outline } from '../deck/outline.js';
import type { Plan } from '../deck/plan.js';
import type { Place } from '../protocol/talk.js';

/** The talk has come to `place` at `at` (ms since the epoch). */
export interface Arrival {
  place: Place;
  at: number;
}

/** The time on one slide, of all visits together; `steps[0]` is the time before the first step. In ms. */
export interface Stay {
  ms: number;
  steps: number[];
}

/** By the number of the slide, from 0; without the slides that were not shown. */
export function staysOf(arrivals: readonly Arrival[], endedAt: number): Map<number, Stay> {
  const stays = new Map<number, Stay>();
  arrivals.forEach(({ place, at }, index) => {
    const ms = Math.max(0, (arrivals[index + 1]?.at ?? endedAt) - at);
    const stay = stays.get(place.slide) ?? { ms: 0, steps: [] };
    stay.ms += ms;
    stay.steps[place.step] = (stay.steps[place.step] ?? 0) + ms;
    stays.set(place.slide, stay);
  });
  return stays;
}

/** `2:05`, or `-2:05`. */
function clock(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return ms <= -500 ? `-${text}` : text;
}

const WIDTH = 8;
const column = (text: string) => text.padStart(WIDTH);

/** The report, line by line. */
export function rehearsalReport(stays: ReadonlyMap<number, Stay>, { slides }: Outline): string[] {
  const shown = [...stays].sort(([a], [b]) => a - b);
  const total = shown.reduce((sum, [, { ms }]) => sum + ms, 0);
  const isPlanned = slides.some(({ plannedMs }) => plannedMs !== null);
  const head = [column('slide'), column('time'), ...(isPlanned ? [column('planned'), column('off')] : [])];
  const lines = shown.flatMap(([number, { ms, steps }]) => {
    const slide = slides[number];
    const planned = slide?.plannedMs ?? null;
    const off = planned === null ? '' : `${ms - planned >= 500 ? '+' : ''}${clock(ms - planned)}`;
    const beside = isPlanned ? [column(planned === null ? '' : clock(planned)), column(off)] : [];
    const line = [column(String(number + 1)), column(clock(ms)), ...beside, `  ${slide?.title ?? ''}`].join('');
    const ofSteps = (slide?.steps ?? []).flatMap(({ text }, at) => {
      const spent = steps[at + 1];
      const indent = ' '.repeat(WIDTH * (beside.length + 1));
      return spent === undefined
        ? []
        : [`${column('')}${column(clock(spent))}${indent.slice(WIDTH)}    ${text || 'more'}`];
    });
    return [line, ...ofSteps];
  });
  const unseen = slides.length - shown.length;
  const rest = unseen > 0 ? [`${unseen} of ${slides.length} slides were not shown.`] : [];
  return [`Rehearsal: ${clock(total)} in all.`, head.join(''), ...lines, ...rest];
}

/** The times of a rehearsal as the plan. A slide that was not shown keeps the time that it had in the plan before. */
export function planOf(stays: ReadonlyMap<number, Stay>, { slides }: Outline): Plan {
  return {
    slides: slides.flatMap(({ title, plannedMs }, number) => {
      const ms = stays.get(number)?.ms ?? plannedMs;
      return ms === null ? [] : [{ title, seconds: Math.round(ms / 1000) }];
    }),
  };
}
