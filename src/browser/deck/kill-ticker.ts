import type { RevealApi } from 'reveal.js';
import type { LogEvent } from '../../log/view.js';
import { ROLES } from '../../protocol/messages.js';
import './kill-ticker.css';

/** Long enough for the back row to find its own name. In ms. */
const SHOWN_MS = 4000;
const MOST_LINES = 5;

/** Shows who of the audience has killed what, over the slide. Returns the function that takes an event of the stage. */
export function openKillTicker(deck: RevealApi): (event: LogEvent) => void {
  const list = document.createElement('ol');
  list.className = 'kill-ticker';
  list.setAttribute('aria-label', 'Killed by the audience');
  (deck.getRevealElement() as HTMLElement).append(list);
  return (event) => {
    if (event.type !== 'fault' || !event.by || ROLES.some((role) => role === event.by)) return;
    const line = document.createElement('li');
    const name = document.createElement('b');
    name.textContent = event.by;
    line.append(name, ` → ${event.id}`);
    list.prepend(line);
    for (const old of [...list.children].slice(MOST_LINES)) old.remove();
    setTimeout(() => line.remove(), SHOWN_MS);
  };
}
