import type { RevealApi } from 'reveal.js';
import type { Connection } from '../live/connection.js';
import { onDeck, onStep } from './events.js';
import { isForPrint } from './print.js';

const NEAR = 1;
/** The elements that the program of demos brings to life. */
const LIVE = 'reboot-demo, reboot-tally';

/** Fetches the program of the demos when a slide with one is next, so that the first slide stays light. */
export function loadDemosNearby(deck: RevealApi, connection: Connection): void {
  let isLoading = false;
  /** Steps that were taken before there was anybody to play them, because the presenter does not know. */
  const missed: HTMLElement[] = [];
  const stops = [
    ...(['slidechanged', 'sync'] as const).map((name) => onDeck(deck, name, loadIfNear)),
    onStep(deck, (step) => missed.push(step)),
  ];
  loadIfNear();

  function loadIfNear(): void {
    if (isLoading || !demoIsNear(deck)) return;
    isLoading = true;
    import('./mount-demos.js').then(mount, tryAgainLater);
  }

  function mount({ mountDemos, playStep }: typeof import('./mount-demos.js')): void {
    for (const stop of stops) stop();
    mountDemos(deck, connection);
    for (const step of missed) playStep(step);
  }

  // The server may be rebooting just now; the next slide asks again.
  function tryAgainLater(): void {
    isLoading = false;
  }
}

function demoIsNear(deck: RevealApi): boolean {
  // On paper all slides are there at once.
  if (isForPrint) return true;
  const { h } = deck.getIndices();
  const nearby = deck.getHorizontalSlides().slice(Math.max(h - NEAR, 0), h + NEAR + 1);
  return nearby.some((slide: Element) => slide.querySelector(LIVE));
}
