/** The lines that a terminal shows now and did not show before, for a screen reader. */

/** So many lines are spoken at once, because more would not be finished before the next ones. */
const MOST = 5;

/**
 * The lines in `now` that are new since `before`, the last ones where they are many; both are the rows of a screen from its
 * top, without the blank ones at its end. The screen has scrolled, or was written over in place.
 */
export function newLines(before: string[], now: string[]): string[] {
  const lines = (scrolled(before, now) ?? rewritten(before, now)).filter((line) => line.trim() !== '');
  if (lines.length <= MOST) return lines;
  return [`… ${lines.length - MOST} lines left out`, ...lines.slice(-MOST)];
}

/** Rows that followed those of before; null when none of those is still there in its order. */
function scrolled(before: string[], now: string[]): string[] | null {
  for (let gone = 0; gone < before.length; gone++) {
    const stayed = before.length - gone;
    if (stayed > now.length) continue;
    const last = now[stayed - 1] as string;
    const isSame = now.slice(0, stayed - 1).every((row, at) => row === before[gone + at]);
    // The last row may have been half a line.
    if (!isSame || !last.startsWith(before.at(-1) as string)) continue;
    return now.slice(last === before.at(-1) ? stayed : stayed - 1);
  }
  return null;
}

const rewritten = (before: string[], now: string[]): string[] => now.filter((row, at) => row !== before[at]);
