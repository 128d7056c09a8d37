/** The demos on the slides: loaded when the first one is near. */
import manifests from 'virtual:demos';
import questions from 'virtual:questions';
import type { RevealApi } from 'reveal.js';
import { stepOf } from '../../deck/step-attributes.js';
import { deckBoard } from './board.js';
import { onDeck, onStep } from './events.js';
import { openKillTicker } from './kill-ticker.js';
import { markPlayed } from './map.js';
import { type Polls, pollsOf } from './polls.js';
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
import { ASKING } from '../demo/ask.js';
import { provideDemos, tallyContext } from '../demo/context.js';
import { DemoElement } from '../demo/element.js';
import { TallyElement } from '../demo/tally.js';
import type { Connection } from '../live/connection.js';
import { Session } from '../live/session.js';

const RESET = { keyCode: 82, key: 'R', description: 'Demo: reset, and go back to its first step' };
const RECORDING = { keyCode: 69, key: 'E', description: 'Demo: its recording, and back to the demo itself' };
const HOLD = { keyCode: 84, key: 'T', description: 'Demo: stop the picture, or let it go on' };

/** Connects the deck's demos: one session for the page; a step of the clicker is a command. */
export function mountDemos(deck: RevealApi, connection: Connection): void {
  const session = new Session(connection, manifests);
  const host = deck.getRevealElement() as HTMLElement;
  const polls = pollsOf(deck);
  provideDemos(host, session, deckBoard(deck), polls);
  tallyContext.provide(host, { log: session, connection });
  // Another deck of this page may have been the first.
  if (!customElements.get('reboot-demo')) {
    customElements.define('reboot-demo', DemoElement);
    customElements.define('reboot-tally', TallyElement);
  }
  onStep(deck, async (step) => {
    if (!(await mayPlayStep(deck))) return;
    // Nobody has voted: the presenter goes on by the same press.
    if (step.dataset.do === 'votes' && !polls.hasVotes(step.dataset.demo ?? '')) deck.next();
    else playStep(step);
  });
  onDeck(deck, 'fragmentshown', ({ fragments }) => isLed(deck) && showStep(fragments.at(-1)));
  deck.addKeyBinding(HOLD, () => demoIn(deck.getCurrentSlide(), '[playing]')?.toggleHold());
  const goToFirstStep = () => {
    const { h, v } = deck.getIndices();
    deck.slide(h, v, 0);
  };
  // A page that looks around on its own does nothing to the stage.
  deck.addKeyBinding(RESET, async () => {
    if ((await mayPlayStep(deck)) && demoIn(deck.getCurrentSlide(), '[playing]')?.reset()) goToFirstStep();
  });
  deck.addKeyBinding(RECORDING, async ({ repeat }: KeyboardEvent) => {
    const slide = deck.getCurrentSlide();
    if (repeat || !(await mayPlayStep(deck))) return;
    const isLiveAgain = await demoAtHand(slide)?.switchRecording();
    if (isLiveAgain && deck.getCurrentSlide() === slide) goToFirstStep();
  });
  onDeck(deck, 'slidechanged', () => session.playback.live());
  keepPlace(deck, session);
  let isShown = false;
  session.watch((what) => {
    if (what !== 'state') return;
    markPlayed(deck, session.view.played);
    tellScene(polls, session);
    if (isShown || session.isAway || session.view.demo === null) return;
    isShown = true;
    showAsked(deck);
  }, openKillTicker(deck));
}

/** The scene that is on, and the option of its question that the processes have made true. */
function tellScene(polls: Polls, { view: { demo, outcome, sceneAt }, epoch }: Session): void {
  if (demo === null) return;
  const right = questions[demo]?.options.findIndex(({ isRight }) => isRight) ?? null;
  polls.setScene(demo, {
    name: `${epoch} ${sceneAt}`,
    right: outcome === null ? undefined : outcome.held ? right : null,
  });
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

/** The demo that plays, else the one of the last step that was taken, else the first one. */
function demoAtHand(slide: Element | null | undefined): DemoElement | null {
  const last = [...(slide?.querySelectorAll<HTMLElement>(':scope > .step.visible') ?? [])].at(-1);
  return demoIn(slide, '[playing]') ?? demoIn(slide, `[name="${last?.dataset.demo}"]`) ?? demoIn(slide, '');
}

/** A fragment may be a step of a demo. */
export function playStep(fragment: HTMLElement): void {
  const step = stepOf(fragment.dataset);
  if (step) demoIn(fragment.closest('section'), `[name="${fragment.dataset.demo}"]`)?.play(step);
}

/** A page that comes while a question is on the screen shows it, too. */
function showAsked(deck: RevealApi): void {
  const slide = deck.getCurrentSlide();
  const last = [...(slide?.querySelectorAll<HTMLElement>(':scope > .step.visible') ?? [])].at(-1);
  const isAsking = ASKING.some((asking) => asking === last?.dataset.do);
  if (last && isAsking && demoIn(slide, `[name="${last.dataset.demo}"]`)?.isPlaying) showStep(last);
}

function showStep(fragment: HTMLElement | undefined): void {
  const step = fragment && stepOf(fragment.dataset);
  if (step) demoIn(fragment.closest('section'), `[name="${fragment.dataset.demo}"]`)?.show(step);
}
