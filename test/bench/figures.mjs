/** What a row of figures is made of. */
export const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, share) => {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(share * all.length))];
};
export const median = (values) => quantile(values, 0.5);

export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

export const row = (what, values, more = '') =>
  console.log(
    `${what.padEnd(52)} median ${ms(median(values)).padStart(9)}  p95 ${ms(quantile(values, 0.95)).padStart(9)}  n ${String(values.length).padStart(4)}  ${more}`,
  );

/** Resolves when `look` gives something; looks a thousand times a second. */
export async function until(look, deadline = 20_000) {
  const end = performance.now() + deadline;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`not within ${deadline} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
