/** `Did you mean …?` when a name comes close, the whole choice when none does. */
export function suggest(word: string, names: readonly string[]): string {
  if (names.length === 0) return 'There is none to choose from.';
  const best = nearest(word, names);
  return best === undefined ? `Choose from: ${names.join(', ')}.` : `Did you mean “${best}”?`;
}

/** The name that was probably meant, if one comes close enough. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const inOneCase = names.find((name) => name.toLowerCase() === word.toLowerCase());
  if (inOneCase !== undefined) return inOneCase;
  const [best] = [...names].sort((a, b) => distance(word, a) - distance(word, b));
  if (best !== undefined && distance(word, best) <= Math.max(2, Math.ceil(best.length / 3))) return best;
}

/** Levenshtein: how many letters to add, drop or swap to get from one word to the other. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const swap = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next[j] = Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
