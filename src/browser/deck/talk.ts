/** The deck and the talk in step: a press of this page moves the talk, and the talk moves this page. */
import type { RevealApi } from 'reveal.js';
import type { Place, TalkEvent, TalkState } from '../../protocol/talk.js';
import { showBar } from '../join/bar.js';
import { drawId, TalkConnection } from '../live/talk-connection.js';
import { onDeck } from './events.js';
import { gateSteps } from './step-gate.js';
import './talk.css';
import { followJoinCode } from './join-code.js';
import { pollCommands, type TakenStep } from './poll-commands.js';
import { pollsOf } from './polls.js';
import { TalkNotice } from './talk-notice.js';

export { toggleJoinCode } from './join-code.js';

const MOVES = ['slidechanged', 'fragmentshown', 'fragmenthidden'] as const;
/** A deck that is open already answers within a beat of the gateway, and the time that its program takes to load. In ms. */
const ASK_MS = 2500;
const LOST = 'The line to the talk is broken. This page connects by itself; then press once more.';
const BLACKS = ['paused', 'resumed'] as const;

/**
 * `at home`: the page was opened without the address of a slide, so its place is that of the talk. `first`: the page was there
 * before anybody asked where the talk is, and says so to a log that does not know. `pressed`: its reader has moved it.
 * `elsewhere`: the page stays where it is until somebody moves the talk.
 */
export type Begin = 'at home' | 'first' | 'pressed' | 'elsewhere';

/** `mayDrive`: the page is one of a presenter's; others are led, or look around on their own. */
export function followTalk(deck: RevealApi, begins: Begin, mayDrive = true, isCodeWanted = false): TalkConnection {
  const host = deck.getRevealElement() as HTMLElement;
  let place = placeOf(deck);
  /** Pressed while nobody could be told. */
  let isUntold = begins === 'pressed';
  let isBlackUntold = false;
  /** The talk moves the deck; what that changes is nobody's press. The element says so, too, to those who change the place. */
  let isLed = false;
  /** This page looks around on its own, because another device drives. */
  let isApart = false;
  /** The place of the talk, as this page has heard last: it may change while the line is broken. */
  let lastHeard: Place | null = null;
  /** Whether the talk has taken the last press. */
  let told = Promise.resolve(true);

  /** A page that has no place of its own says none to a new log. */
  let hasPlace = begins !== 'at home';

  const talk = new TalkConnection(({ began: _, ...known }) =>
    hasPlace && mayDrive ? { do: 'hold', place: heldPlace(), isBlack: deck.isPaused(), ...known } : null,
  );
  /** A page that looks around is not where the talk is. */
  const heldPlace = () => (isApart && lastHeard) || place;
  const polls = pollsOf(deck);
  const notice = new TalkNotice(host, mayDrive, {
    follow: () => {
      join();
      if (talk.state) go(talk.state);
    },
    drive: async () => {
      join();
      place = placeOf(deck);
      const driven = await talk.do({ do: 'drive' });
      const moved = driven === 'done' ? await talk.move(place) : driven;
      if (moved !== 'done') notice.say(moved === 'lost' ? LOST : moved.refused);
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
    hasPlace ||= to !== null;
  }

  function press(): void {
    const now = placeOf(deck);
    if (isLed || isApart || isSame(now, place)) return;
    place = now;
    hasPlace = true;
    told = tell();
  }

  /** Resolves with whether the talk is where this page is: also while nobody can be told, because the page is told again then. */
  async function tell(): Promise<boolean> {
    if (!mayDrive) {
      isUntold = false;
      isApart = true;
      notice.ask();
      return false;
    }
    const answer = await talk.move(place);
    isUntold = answer === 'lost';
    if (typeof answer === 'string') return true;
    if (talk.isDriver && talk.state) {
      // Pressed in the very moment in which another page of this device moved the talk.
      go(talk.state);
    } else {
      isApart = true;
      notice.ask();
    }
    return false;
  }

  async function black(): Promise<void> {
    isBlackUntold = (await talk.do({ do: 'black', isBlack: deck.isPaused() })) === 'lost';
  }

  gateSteps(deck, async () => {
    // The press that shows a step is told at the end of its turn.
    await null;
    await null;
    return !isApart && (await told);
  });

  // A slide that is returned to may go back to its first step at once; the place is where the deck comes to rest.
  for (const name of MOVES) onDeck(deck, name, () => queueMicrotask(press));
  for (const name of BLACKS) {
    onDeck(deck, name, () => {
      if (!isLed && !isApart && mayDrive) void black();
    });
  }

  /**
   * Another page has moved the talk, or blacked its screen, or has said to a new log where the talk is: this page goes there, unless it
   * has been pressed while nobody could be told.
   */
  const isForUs = (event: TalkEvent): boolean =>
    !talk.isOwn(event) &&
    (event.type === 'black' || (event.type === 'place' && (event.heard === undefined || !isUntold)));

  function say(): void {
    hasPlace = true;
    told = tell();
  }

  let isFirst = true;
  talk.watch((state: TalkState, event: TalkEvent | null) => {
    if (!talk.isLive) return;
    if (talk.isDriver && isApart) join();
    // The place is that of a rehearsal, or of a deck that was closed.
    const isAlone = mayDrive && isFirst && state.place !== null && state.presence.devices.length === 0;
    const isBehind = lastHeard === null ? begins === 'first' : state.place !== null && !isSame(lastHeard, state.place);
    lastHeard = state.place ?? lastHeard;
    isFirst = false;
    if (event === null && isBlackUntold) void black();
    if (event === null && (isUntold || isAlone)) say();
    else if (!isApart && (event === null ? isBehind || !hasPlace : isForUs(event) || !hasPlace)) go(state);
    polls.set(state.polls);
    tellPolls();
  });
  if (!mayDrive) showBar(talk);
  else {
    // Nobody has said where the talk is: then it is here.
    setTimeout(() => talk.isLive && lastHeard === null && say(), ASK_MS);
    polls.watch(tellPolls);
    followJoinCode(deck, talk, isCodeWanted);
  }
  return talk;

  /** Each page that is where the talk is says what its steps mean for the polls: the talk does once what several of them say. */
  function tellPolls(): void {
    const { state } = talk;
    if (!mayDrive || isApart || !talk.isLive || !state?.place || !isSame(state.place, placeOf(deck))) return;
    const [command] = pollCommands(stepsTaken(deck), state.polls, polls.scenes, drawId);
    if (command) void talk.do(command);
  }
}

function stepsTaken(deck: RevealApi): TakenStep[] {
  const steps = deck.getCurrentSlide()?.querySelectorAll<HTMLElement>(':scope > .step.visible') ?? [];
  return [...steps].map(({ dataset }) => ({ demo: dataset.demo ?? '', do: dataset.do as TakenStep['do'] }));
}

function placeOf(deck: RevealApi): Place {
  const { h, f } = deck.getIndices();
  return { slide: h, step: (f ?? -1) + 1 };
}

const isSame = (a: Place, b: Place): boolean => a.slide === b.slide && a.step === b.step;
