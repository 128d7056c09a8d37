/** When a home that was cut off tries again, in ms. `tries` are those in vain so far; `chance` gives from 0 up to 1. */
export type Rule = (tries: number, chance: () => number) => number;

export const rules: Record<string, Rule> = {
  'at-once': () => 200,
  /** Unplug it, wait five seconds, plug it back in. */
  'five-seconds': () => 5000,
  /** Exponential back-off, as in the book. */
  doubling: (tries) => Math.min(100 * 2 ** tries, 5000),
  /** Some time within five seconds. */
  random: (_, chance) => 5000 * chance(),
};

/** The same rule, times chance. */
export const withDice =
  (rule: Rule): Rule =>
  (tries, chance) =>
    rule(tries, chance) * chance();
