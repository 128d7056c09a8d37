/** The demos on the slides: loaded when the first one is near. */
import manifests from 'virtual:demos';
import type { RevealApi } from 'reveal.js';
import { stepOf } from '../../deck/step-attributes.js';
import { deckBoard } from './board.js';
import { onDeck, onStep } from './events.js';
import { markPlayed } from './map.js';
import { mayPlayStep } from './step-gate.js';
import '../demo/demo.css';
import '../demo/panes/panes.css';
import '../demo/panes/reading.css';
import '../demo/ask.css';
import '../demo/faults.css';
import '../demo/monitor/monitor.css';
import '../demo/time/scrub.css';
import '../demo/column.css';
import '../demo/upright.css';
import { provideDemos, tallyContext } from '../demo/context.js';
import { DemoElement } from '../demo/element.js';
import { TallyElement } from '../demo/tally.js';
import type { Connection } from '../live/connection.js';
import { Session } from '../live/session.js';

const RESET = { keyCode: 82, key: 'R', description: 'Demo: reset, and go back to its first step' };
const HOLD = { keyCode: 84, key: 'T', description: 'Demo: stop the picture, or let it go on' };

/** Connects the deck's demos: one session for the page; a step of the clicker is a command. */
export function mountDemos(deck: RevealApi, connection: Connection): void {
  const session = new Session(connection, manifests);
  const host = deck.getRevealElement() as HTMLElement;
  provideDemos(host, session, deckBoard(deck));
  tallyContext.provide(host, { log: session, connection });
  // Another deck of this page may have been the first.
  if (!customElements.get('reboot-demo')) {
    customElements.define('reboot-demo', DemoElement);
    customElements.define('reboot-tally', TallyElement);
  }
  onStep(deck, async (step) => (await mayPlayStep(deck)) && playStep(step));
  onDeck(deck, 'fragmentshown', ({ fragments }) => isLed(deck) && showStep(fragments.at(-1)));
  deck.addKeyBinding(HOLD, () => demoIn(deck.getCurrentSlide(), '[playing]')?.toggleHold());
  deck.addKeyBinding(RESET, () => {
    if (!demoIn(deck.getCurrentSlide(), '[playing]')?.reset()) return;
    const { h, v } = deck.getIndices();
    deck.slide(h, v, 0);
  });
  onDeck(deck, 'slidechanged', () => session.playback.live());
  keepPlace(deck, session);
  session.watch((what) => what === 'state' && markPlayed(deck, session.view.played));
}

/** Another page has said where the talk is, and this page goes there. */
const isLed = (deck: RevealApi) => 'led' in (deck.getRevealElement() as HTMLElement).dataset;

const stepsTaken = (slide: Element) => slide.querySelectorAll(':scope > .step.visible').length;

/**
 * Where the clicker goes on at a slide that is returned to: reveal.js takes all of its steps as taken. A demo that plays
 * goes on where it was left; one that does not begins at its first step.
 */
function keepPlace(deck: RevealApi, session: Session): void {
  const left = new WeakMap<Element, number>();
  const note = () => {
    const slide = deck.getCurrentSlide();
    if (slide) left.set(slide, stepsTaken(slide));
  };
  onDeck(deck, 'fragmentshown', note);
  onDeck(deck, 'fragmenthidden', note);
  onDeck(deck, 'slidechanged', ({ currentSlide: slide }) => {
    const demos = [...slide.querySelectorAll<DemoElement>('reboot-demo')];
    if (demos.length === 0 || session.isAway || isLed(deck)) return;
    const steps = demos.some(({ isPlaying }) => isPlaying) ? left.get(slide) : 0;
    const { h, v } = deck.getIndices();
    if (steps !== undefined && steps < stepsTaken(slide)) deck.slide(h, v, steps - 1);
  });
}

/** The demo of that name on the slide, or the one that plays. */
function demoIn(slide: Element | null | undefined, which: string): DemoElement | null {
  const demo = slide?.querySelector(`reboot-demo${which}`);
  return demo instanceof DemoElement ? demo : null;
}

/** A fragment may be a step of a demo. */
export function playStep(fragment: HTMLElement): void {
  const step = stepOf(fragment.dataset);
  if (step) demoIn(fragment.closest('section'), `[name="${fragment.dataset.demo}"]`)?.play(step);
}

function showStep(fragment: HTMLElement | undefined): void {
  const step = fragment && stepOf(fragment.dataset);
  if (step) demoIn(fragment.closest('section'), `[name="${fragment.dataset.demo}"]`)?.show(step);
}
