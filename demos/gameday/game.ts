/** The troubles of a game day, and their times: drawn by lot, and by the same seed the same. Pure. */

/** Whom each fault may strike. */
export const VICTIMS = {
  kill: ['till', 'ledger', 'kitchen', 'oven-1', 'oven-2'],
  freeze: ['till', 'ledger', 'kitchen', 'oven-1', 'oven-2'],
  segfault: ['till', 'ledger', 'oven-1', 'oven-2'],
  /** The disk takes not one byte more. */
  full: ['ledger'],
  /** The port is closed, and the process lives on. */
  close: ['till'],
  /** The supervisor of the ovens. */
  behead: ['kitchen'],
} as const;

export type Kind = keyof typeof VICTIMS;
const KINDS = Object.keys(VICTIMS) as Kind[];

export interface Blow {
  /** ms after the beginning */
  at: number;
  kind: Kind;
  victim: string;
}

/** The processes that the shop's own supervisor starts again: this share of the blows of a game strikes them, or more. */
const BEHIND_THE_COUNTER: readonly string[] = ['till', 'ledger', 'kitchen'];
const SHARE = 0.6;

/**
 * `faults` blows in `ms`, each kind at least once if there are enough of them. A game that nearly always strikes ovens is
 * drawn again.
 */
export function drawGame(chance: () => number, faults: number, ms: number): Blow[] {
  for (;;) {
    const blows = draw(chance, faults, ms);
    const atTheCounter = blows.filter(({ victim }) => BEHIND_THE_COUNTER.includes(victim));
    if (atTheCounter.length >= SHARE * faults) return blows;
  }
}

function draw(chance: () => number, faults: number, ms: number): Blow[] {
  const any = <T>(things: readonly T[]): T => things[Math.floor(chance() * things.length)] as T;
  const kinds = Array.from({ length: faults }, (_, at) => KINDS[at] ?? any(KINDS));
  const order = kinds.map((kind) => ({ kind, rank: chance() })).sort((one, other) => one.rank - other.rank);
  const slot = ms / faults;
  return order.map(({ kind }, at) => ({ at: Math.round((at + chance()) * slot), kind, victim: any(VICTIMS[kind]) }));
}

/** How far the customers are: the numbers of the latest order, and of the latest one with bread. */
export interface Queue {
  latest: number;
  latestServed: number;
  /** The orders of the game so far that were answered, and those that were left without bread. */
  answered: number;
  left: number;
}

export interface Score {
  orders: number;
  answered: number;
  /** How often somebody asked again for the same order. */
  askedAgain: number;
  /** Acknowledged, and not in the ledger. */
  lost: number;
  /** In the ledger more than once. */
  doubled: number;
}

/** The evidence of the customers' receipts about the ledger. */
export function audit(receipts: readonly string[], entered: readonly string[]): Pick<Score, 'lost' | 'doubled'> {
  const times = new Map<string, number>();
  for (const order of entered) times.set(order, (times.get(order) ?? 0) + 1);
  return {
    lost: receipts.filter((order) => !times.has(order)).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
  };
}

export const PASSED_FROM = 0.95;

export const availability = ({ orders, answered }: Score) => (orders === 0 ? 0 : answered / orders);

/** The same of a game that is not over: the orders that still wait are not counted. */
export const availabilitySoFar = ({ answered, left }: Pick<Queue, 'answered' | 'left'>) =>
  answered + left === 0 ? 1 : answered / (answered + left);

export const passes = (score: Score) => availability(score) >= PASSED_FROM && score.lost === 0 && score.doubled === 0;

/** Lines of at most 40 characters; the verdict is among the last ones, which a terminal keeps in sight. */
const inPairs = (lines: string[]) =>
  lines.flatMap((line, at) => (at % 2 === 0 ? [`${line.padEnd(20)}${lines[at + 1] ?? ''}`.trimEnd()] : []));

export function certificate(seed: string, ms: number, blows: Blow[], score: Score): string[] {
  const { orders, lost, doubled } = score;
  return [
    `seed ${seed}: ${blows.length} faults in ${ms / 1000} s`,
    ...inPairs(blows.map(({ at, kind, victim }) => `${String(Math.round(at / 1000)).padStart(2)} ${kind} ${victim}`)),
    `${orders} orders, ${(100 * availability(score)).toFixed(2)} % answered`,
    `${lost} lost, ${doubled} doubled`,
    passes(score) ? '*** PASSED: this shop may open ***' : '*** NOT PASSED ***',
    'once more: npm run demo gameday --',
    `  --seed ${seed}`,
  ];
}
