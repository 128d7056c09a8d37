import type { RevealApi } from 'reveal.js';

const PRESSED = new Set([' ', 'Enter']);
const PRESSABLE = 'button, a[href], summary, [role="button"]';
// The field of a terminal in which nobody types is read-only.
const EDITABLE = 'input, textarea:not(:read-only), select, [contenteditable="true"]';

const isClicker = (event: KeyboardEvent): boolean => event.key === 'PageUp' || event.key === 'PageDown';

// Inside a shadow root the event's own target is only the host. reveal also asks about keys that it
// was told of by number: those have no target at all.
function targetOf(event: KeyboardEvent): Element | undefined {
  const [first] = event.composedPath?.() ?? [];
  return first instanceof Element ? first : undefined;
}

const isIn = (event: KeyboardEvent, selector: string): boolean => Boolean(targetOf(event)?.closest(selector));

/** Whether a key is for the deck. A focused button keeps its Space and Enter, a field all but the clicker. */
export function deckTakesKey(event: KeyboardEvent): boolean {
  if (isClicker(event)) return true;
  if (PRESSED.has(event.key) && isIn(event, PRESSABLE)) return false;
  return !isIn(event, EDITABLE);
}

/** reveal ignores every key while a field has the focus, and a terminal is a field: the clicker goes first. */
export function clickerReachesDeck(deck: RevealApi): void {
  const takeClicker = (event: KeyboardEvent): void => {
    if (!isClicker(event) || !isIn(event, EDITABLE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'PageDown') deck.next();
    else deck.prev();
  };
  window.addEventListener('keydown', takeClicker, { capture: true });
}
