/** The figures of a row, and how they are printed. */
import { markdown } from './options.mjs';

export const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, share) => {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(share * all.length))];
};
export const median = (values) => quantile(values, 0.5);

export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const against = (floor, values) =>
  values === floor ? 'the floor' : `× ${(median(values) / median(floor)).toFixed(2)}`;

const tell = markdown
  ? (cells) => console.log(`| ${cells.join(' | ')} |`)
  : ([what, value, p95, n, more]) =>
      console.log(`${what.padEnd(60)} ${value.padStart(9)} ${p95.padStart(13)} ${n.padStart(7)}  ${more}`.trimEnd());

export function tableHead() {
  if (!markdown) return;
  tell(['what', 'median', 'p95', 'n', '']);
  tell(['---', '---', '---', '---', '---']);
}

export const row = (what, values, more = '') =>
  tell([
    what,
    ms(median(values)),
    markdown ? ms(quantile(values, 0.95)) : `p95 ${ms(quantile(values, 0.95))}`,
    markdown ? String(values.length) : `n ${values.length}`,
    more,
  ]);

/** A row of something else than times. */
export const remark = (what, value, more = '') => tell([what, value, '', '', more]);

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
