/** Chance that can be repeated: numbers from 0 up to 1 that depend on `seed` alone (mulberry32, by Tommy Ettinger). */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of each `count` calls in a row returns true: chance decides which one, and not whether there is one. */
export function oneOfEach(count: number, chance: () => number): () => boolean {
  let [at, chosen] = [0, 0];
  return () => {
    if (at === 0) chosen = Math.floor(chance() * count);
    const isChosen = at === chosen;
    at = (at + 1) % count;
    return isChosen;
  };
}

/** The demo's seed, and `salt` for the process that draws from it. */
export const ownChance = (salt: number): (() => number) => chance(Number(process.env.SEED ?? 1) + salt * 1_000_003);
