import { ROW_GAP } from '../demo/format.js';

/** Moves what is scrolled by itself, and nothing around it. `Element.scrollIntoView` would move the place that Tab goes on from, too. */

/** Just so far that `part` is in view, its upper edge in any case; `above`: how much something covers at the top, in px. */
export function bringIntoView(frame: Element, part: Element | null, above = 0): void {
  if (!part) return;
  const box = part.getBoundingClientRect();
  const room = frame.getBoundingClientRect();
  const free = box.top - room.top - above;
  if (free < 0) frame.scrollTop += free;
  else frame.scrollTop += Math.max(0, Math.min(box.bottom - room.bottom, free));
}

/** `part` in the middle of a list that is scrolled sideways. */
export function bringToMiddle(list: Element, part: Element): void {
  const box = part.getBoundingClientRect();
  const room = list.getBoundingClientRect();
  list.scrollLeft += box.left + box.width / 2 - (room.left + room.width / 2);
}

/** The tree is brought into view below the figures and the picture if there is room for it, and the process that takes the fault in any case. */
export function showHurt(bench: Element): void {
  const staying = [...bench.querySelectorAll<HTMLElement>('.figures, .chart')].filter(
    (part) => getComputedStyle(part).position === 'sticky',
  );
  const covered = staying.reduce((sum, { offsetHeight }) => sum + offsetHeight + ROW_GAP, 0);
  for (const part of ['.monitor', '[data-aimed="true"]']) bringIntoView(bench, bench.querySelector(part), covered);
}
