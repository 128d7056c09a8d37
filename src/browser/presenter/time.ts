/** Times as a speaker reads them. Pure. */

/** `1:05:09`, or `5:09` within the first hour; from ms. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The time of day, `09:05`, at `now` (ms since the epoch) where this page is read. */
export const timeOfDay = (now: number): string =>
  new Date(now).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** How the talk stands beside its plan: `2:10 behind`, `0:40 ahead`, `on time`; null without a plan for this slide. From ms. */
export function pace(elapsed: number, planned: readonly (number | null)[], slide: number): string | null {
  if ((planned[slide] ?? null) === null) return null;
  const sum = (to: number) => planned.slice(0, to).reduce<number>((total, ms) => total + (ms ?? 0), 0);
  const [from, until] = [sum(slide), sum(slide + 1)];
  if (elapsed > until) return `${stopwatch(elapsed - until)} behind`;
  return elapsed < from ? `${stopwatch(from - elapsed)} ahead` : 'on time';
}

/** The time that is left of the plan, in ms: below 0 when the plan is over; null without a plan. */
export function remaining(elapsed: number, planned: readonly (number | null)[]): number | null {
  const total = planned.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  return total > 0 ? total - elapsed : null;
}
