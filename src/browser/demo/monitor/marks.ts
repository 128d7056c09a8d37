/** The marks on a lane of the monitor: ends of processes, the starts that follow, and the time between them. Pure. */
import { duration, isDead, type LifeState, type ProcessView } from '../../../log/view.js';
import type { Scale } from './scale.js';

export interface Stretch {
  from: number;
  to: number;
  state: LifeState;
}

/** The centre of a cross, or of a square when it was asked to end. */
export interface Death {
  x: number;
  wasAsked: boolean;
}

/** The left edge and width of a box, and what is written in it. */
export interface Tag {
  x: number;
  width: number;
  text: string;
}

export interface Marks {
  deaths: Death[];
  /** Numbers of the incarnations after the first, where they start. */
  births: Tag[];
  /** How long each outage was. */
  outages: Tag[];
}

/** Sizes of the marks, in pixels. */
export interface MarkSizes {
  /** From the centre of a cross to its ends. */
  cross: number;
  /** The width of one character. */
  character: number;
}

const PAD = 4;

/** The states a process was in, as far as they are on the scale, oldest first. */
export function stretches({ history }: ProcessView, { from, now }: Scale): Stretch[] {
  const before = { at: from, state: 'waiting' as const };
  return [before, ...history]
    .map(({ at, state }, index) => ({ from: Math.max(at, from), to: history[index]?.at ?? now, state }))
    .filter(({ from: begin, to }) => to > from && to > begin);
}

export function marksOf(process: ProcessView, scale: Scale, sizes: MarkSizes): Marks {
  const deaths = deathsOf(process, scale);
  const births = birthsOf(process, scale, deaths, sizes);
  return { deaths, births, outages: outagesOf(process, scale, deaths, births, sizes) };
}

function deathsOf({ history }: ProcessView, { from, x }: Scale): Death[] {
  return history.flatMap(({ at, state, asked }, index) => {
    const before = history[index - 1]?.state ?? 'waiting';
    // A process that was given up after its last exit does not exit again.
    if (at < from || !isDead(state) || isDead(before)) return [];
    return [{ x: x(at), wasAsked: asked === true }];
  });
}

/** Beside the cross, however quick the restart was; of two marks that would stand on each other, the later one. */
function birthsOf(process: ProcessView, { from, x }: Scale, deaths: Death[], sizes: MarkSizes): Tag[] {
  const begins = process.history.filter(({ state }) => state === 'booting');
  const tags = begins.flatMap(({ at }, index) => {
    const life = process.lives - (begins.length - 1 - index);
    if (life < 2 || at < from) return [];
    const last = deaths.findLast((death) => death.x <= x(at));
    const left = Math.max(x(at), last ? last.x + sizes.cross + 2 : Number.NEGATIVE_INFINITY);
    return [{ ...tag(`${life}`, sizes), x: left }];
  });
  return tags.filter((one, index) => (tags[index + 1]?.x ?? Number.POSITIVE_INFINITY) >= one.x + one.width);
}

const tag = (text: string, { character }: MarkSizes) => ({ text, width: text.length * character + 2 * PAD });

/** Inside the gap if it is wide enough, else before it; nothing where it would hide another mark. */
function outagesOf(process: ProcessView, scale: Scale, deaths: Death[], births: Tag[], sizes: MarkSizes): Tag[] {
  const { cross } = sizes;
  const taken = [
    ...deaths.map(({ x }) => ({ from: x - cross, to: x + cross })),
    ...births.map(({ x, width }) => ({ from: x, to: x + width })),
  ];
  const isFree = (left: number, right: number) =>
    left >= scale.x(scale.from) && !taken.some(({ from, to }) => from < right && to > left);
  return process.history.flatMap(({ at, state, outageMs }, index) => {
    const last = process.history.slice(0, index).findLast((episode) => isDead(episode.state));
    if (state !== 'up' || outageMs === undefined || !last || last.at < scale.from) return [];
    const label = tag(duration(outageMs), sizes);
    const begin = scale.x(last.at) + cross;
    const inside = (begin + scale.x(at) - label.width) / 2;
    const places = [inside > begin ? inside : Number.NaN, scale.x(last.at) - cross - label.width];
    const left = places.find((place) => isFree(place, place + label.width));
    return left === undefined ? [] : [{ ...label, x: left }];
  });
}
