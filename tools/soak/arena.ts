/** The state that faults and watchers share. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Book, Recovery } from './book.js';
import type { BrowserPage } from './browser-page.js';
import { type Kind, kindOf, type Part } from './plan.js';
import { isAwake } from './proc.js';
import type { Reader } from './reader.js';
import type { World } from './world.js';

const POLL_MS = 10;

export interface Arena {
  world: World;
  reader: Reader;
  book: Book;
  page: BrowserPage;
  seed: number;
  /** Deadlines are so many times as long as they are on a machine that has nothing else to do. */
  patience: number;
  /** The part that may take faults now; `nobody` at quiet points. */
  part: Part | 'nobody';
  over: boolean;
  /** Victims of a fault that have not recovered yet. */
  readonly atWork: Set<string>;
  /** The gateway and the stage as we know them; another pid without our doing is an accident. */
  readonly known: { gateway?: number; stage?: number };
  readonly recoveries: Recovery[];
  wrong(what: string): void;
}

/** Resolves with true when it is so, with false when it is not within `ms`, or when all is over. */
export async function waitFor(arena: Arena, condition: () => boolean, ms = Number.POSITIVE_INFINITY): Promise<boolean> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (arena.over || performance.now() > end) return false;
    await pause(POLL_MS);
  }
  return true;
}

const PARTS: Record<Kind, Part[]> = {
  line: ['everything', 'workers'],
  objects: ['everything', 'workers'],
  threads: ['everything', 'workers'],
  gateway: ['everything', 'workers'],
  stage: ['everything'],
};

/** Is it this victim's turn? */
export const isOn = ({ part }: Arena, victim: string) => part !== 'nobody' && PARTS[kindOf(victim)].includes(part);

/** The stage's process, if it is one that can act. */
export const isStageAwake = ({ world }: Arena) => {
  const pid = world.stage;
  return pid !== undefined && isAwake(pid);
};

export const processOf = ({ reader }: Arena, id: string) => reader.view.processes[id];

export const isUp = (arena: Arena, id: string) => arena.reader.isLive && processOf(arena, id)?.state === 'up';

/** All processes of the demo were there, each at its time. */
export const hasBegun = ({ reader }: Arena) => {
  const all = Object.values(reader.view.processes);
  return reader.isLive && all.length > 0 && all.every(({ firstReadyAt }) => firstReadyAt !== null);
};
