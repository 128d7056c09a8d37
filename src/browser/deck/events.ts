import type { RevealApi } from 'reveal.js';

interface SlideChange {
  indexh: number;
  indexv: number;
  currentSlide: HTMLElement;
  previousSlide: HTMLElement | null;
}

interface FragmentChange {
  fragment: HTMLElement;
  fragments: HTMLElement[];
}

/** The part of reveal.js puts on its events: its own types call all of them plain events. */
interface DeckEvents {
  ready: SlideChange;
  beforeslidechange: { indexh: number; indexv?: number };
  slidechanged: SlideChange;
  fragmentshown: FragmentChange;
  fragmenthidden: FragmentChange;
  resize: { oldScale: number; scale: number };
  overviewshown: SlideChange;
  overviewhidden: SlideChange;
  paused: object;
  resumed: object;
  sync: object;
}

/** Listens to the deck. Returns the function that stops listening. */
export function onDeck<Name extends keyof DeckEvents>(
  deck: RevealApi,
  name: Name,
  listener: (event: Event & DeckEvents[Name]) => void,
): () => void {
  const typed = listener as unknown as EventListener;
  deck.on(name, typed);
  return () => deck.off(name, typed);
}

/**
 * Listens to the steps of a slide that are taken, one after the other. A jump, as to a deep link, shows steps too; that is
 * no step that somebody takes. reveal.js announces it in the same turn. Returns the function that stops listening.
 */
export function onStep(deck: RevealApi, listener: (step: HTMLElement) => void): () => void {
  let isJump = false;
  const stops = [
    onDeck(deck, 'beforeslidechange', () => {
      isJump = true;
      queueMicrotask(() => {
        isJump = false;
      });
    }),
    onDeck(deck, 'fragmentshown', ({ fragment }) => isJump || listener(fragment)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
