/** The demos on the slides: loaded when the first one is near. */
import type { RevealApi } from 'reveal.js';
import { onDeck } from './deck/events.js';
import './demo/demo.css';
import './demo/panes.css';
import './demo/monitor.css';
import { DemoElement } from './demo/element.js';
import { TallyElement } from './demo/tally.js';
import type { Connection } from './live/connection.js';
import { Session } from './live/session.js';

/** Gives the deck's demos life: one session for the page, a step of the clicker is a command. */
export function mountDemos(deck: RevealApi, connection: Connection): void {
  const session = new Session(connection);
  DemoElement.session = session;
  DemoElement.deck = deck;
  customElements.define('reboot-demo', DemoElement);
  TallyElement.session = session;
  TallyElement.connection = connection;
  customElements.define('reboot-tally', TallyElement);
  playSteps(deck);
}

/** A fragment that is a step plays it. Several at once are a jump, as to a deep link, and play nothing. */
function playSteps(deck: RevealApi): void {
  onDeck(deck, 'fragmentshown', ({ fragment, fragments }) => {
    if (fragments.length !== 1 || !fragment.dataset.step) return;
    const demo = fragment.closest('section')?.querySelector('reboot-demo');
    if (demo instanceof DemoElement) demo.play(fragment.dataset);
  });
}
