/** The demos on the slides: loaded when the first one is near. */
import type { RevealApi } from 'reveal.js';
import { deckBoard } from './deck/board.js';
import { onDeck } from './deck/events.js';
import { markPlayed } from './deck/map.js';
import './demo/demo.css';
import './demo/panes/panes.css';
import './demo/ask.css';
import './demo/faults.css';
import './demo/monitor/monitor.css';
import './demo/time/scrub.css';
import './demo/column.css';
import './demo/upright.css';
import { DemoElement } from './demo/element.js';
import { TallyElement } from './demo/tally.js';
import type { Connection } from './live/connection.js';
import { Session } from './live/session.js';

const HOLD = { keyCode: 84, key: 'T', description: 'Demo: stop the picture, or let it go on' };

/** Gives the deck's demos life: one session for the page, a step of the clicker is a command. */
export function mountDemos(deck: RevealApi, connection: Connection): void {
  const session = new Session(connection);
  DemoElement.session = session;
  DemoElement.board = deckBoard(deck);
  customElements.define('reboot-demo', DemoElement);
  TallyElement.session = session;
  TallyElement.connection = connection;
  customElements.define('reboot-tally', TallyElement);
  playSteps(deck);
  deck.addKeyBinding(HOLD, () => demoIn(deck.getCurrentSlide(), '[playing]')?.toggleHold());
  onDeck(deck, 'slidechanged', () => session.playback.live());
  session.watch((what) => what === 'state' && markPlayed(session.view.played));
}

/** The demo of that name on the slide, or the one that plays. */
function demoIn(slide: Element | null | undefined, which: string): DemoElement | null {
  const demo = slide?.querySelector(`reboot-demo${which}`);
  return demo instanceof DemoElement ? demo : null;
}

/** A fragment that is a step plays it. Several at once are a jump, as to a deep link, and play nothing. */
function playSteps(deck: RevealApi): void {
  onDeck(deck, 'fragmentshown', ({ fragment, fragments }) => {
    if (fragments.length === 1) playStep(fragment);
  });
}

export function playStep(fragment: HTMLElement): void {
  const { demo, step } = fragment.dataset;
  if (step) demoIn(fragment.closest('section'), `[name="${demo}"]`)?.play(fragment.dataset);
}
