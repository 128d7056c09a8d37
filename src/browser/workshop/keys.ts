/** The keys 1 to 9, wherever the focus is, except where another element takes keys: a terminal, a field, a slider. */

const TAKES_KEYS = 'textarea, select, [contenteditable], input:not([type="radio"])';

/** Chooses the option with that number; Enter sends it, as in every form. */
export function chooseByNumber(event: KeyboardEvent, text: Element): void {
  const number = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  const target = event.target instanceof Element ? event.target : null;
  if (number === 0 || event.ctrlKey || event.metaKey || event.altKey || target?.closest(TAKES_KEYS)) return;
  const option = questionFor(target, text)?.querySelectorAll<HTMLInputElement>('input:not(:disabled)')[number - 1];
  if (!option) return;
  event.preventDefault();
  // A click, because a change by script emits no event.
  option.click();
  option.focus();
}

/** The open question with the focus, or that is in view, or the first one. */
function questionFor(target: Element | null, text: Element): Element | undefined {
  const { top, bottom } = text.getBoundingClientRect();
  const open = [...text.querySelectorAll('.question[data-answered="false"]')];
  const isInView = (question: Element) => {
    const box = question.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  };
  return open.find((question) => question.contains(target)) ?? open.find(isInView) ?? open[0];
}
