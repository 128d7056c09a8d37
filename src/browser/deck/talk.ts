/** The deck and the talk in step: a press of this page moves the talk, and the talk moves this page. */
import type { RevealApi } from 'reveal.js';
import type { Place, TalkEvent, TalkState } from '../../protocol/talk.js';
import { isDrivenByOthers } from '../../talk/reducer.js';
import { TalkConnection } from '../live/talk-connection.js';
import { onDeck } from './events.js';
import './talk.css';
import { TalkNotice } from './talk-notice.js';

const MOVES = ['slidechanged', 'fragmentshown', 'fragmenthidden'] as const;
const BLACKS = ['paused', 'resumed'] as const;

/**
 * `begins`: `at home`, when the page was opened without the address of a slide, so that its place is that of the talk;
 * `pressed`, when its reader has moved it already; or `elsewhere`, where it stays until somebody moves the talk.
 */
export function followTalk(deck: RevealApi, begins: 'at home' | 'pressed' | 'elsewhere'): TalkConnection {
  const host = deck.getRevealElement() as HTMLElement;
  let place = placeOf(deck);
  /** Pressed while nobody could be told. */
  let isUntold = begins === 'pressed';
  /** The talk moves the deck; what that changes is nobody's press. The element says so, too, to those who change the place. */
  let isLed = false;
  /** This page looks around on its own, because another device drives. */
  let isApart = false;

  const talk = new TalkConnection(() => ({ place, isBlack: deck.isPaused() }));
  const notice = new TalkNotice(host, {
    follow: () => {
      join();
      if (talk.state) go(talk.state);
    },
    drive: async () => {
      join();
      place = placeOf(deck);
      const refused = (await talk.do({ do: 'drive' })) ?? (await talk.move(place));
      if (refused !== null) notice.say(refused);
    },
  });

  function join(): void {
    isApart = false;
    notice.hide();
  }

  function go({ place: to, isBlack }: TalkState): void {
    isLed = true;
    host.dataset.led = '';
    if (to && !isSame(to, placeOf(deck))) deck.slide(to.slide, 0, to.step - 1);
    if (deck.isPaused() !== isBlack) deck.togglePause(isBlack);
    isLed = false;
    delete host.dataset.led;
    place = placeOf(deck);
  }

  function press(): void {
    const now = placeOf(deck);
    if (isLed || isApart || isSame(now, place)) return;
    place = now;
    void tell();
  }

  async function tell(): Promise<void> {
    isUntold = talk.state === null;
    if (isUntold || (await talk.move(place)) === null || !talk.state) return;
    if (talk.isDriver) {
      // Pressed in the very moment in which another page of this device moved the talk.
      go(talk.state);
      return;
    }
    isApart = true;
    notice.ask();
  }

  // A slide that is returned to may go back to its first step at once; the place is where the deck comes to rest.
  for (const name of MOVES) onDeck(deck, name, () => queueMicrotask(press));
  for (const name of BLACKS) {
    onDeck(deck, name, () => {
      if (!isLed && !isApart) void talk.do({ do: 'black', isBlack: deck.isPaused() });
    });
  }

  talk.watch((state: TalkState, event: TalkEvent | null) => {
    host.toggleAttribute('data-other-drives', isDrivenByOthers(state, talk.device));
    if (talk.isDriver && isApart) join();
    const isOthers = event !== null && !talk.isOwn(event) && event.type !== 'presence';
    // A page that is alone begins the talk where it is: the place may be that of a rehearsal.
    const isAlone = state.presence.devices.length === 0;
    if (event === null && (isUntold || (begins === 'at home' && isAlone))) void tell();
    else if (!isApart && (isOthers || begins === 'at home')) go(state);
    begins = 'elsewhere';
  });
  return talk;
}

function placeOf(deck: RevealApi): Place {
  const { h, f } = deck.getIndices();
  return { slide: h, step: (f ?? -1) + 1 };
}

const isSame = (a: Place, b: Place): boolean => a.slide === b.slide && a.step === b.step;
