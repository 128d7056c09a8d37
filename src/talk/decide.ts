/** The decision about a command for the talk. Pure. */
import type { Author, TalkCommand, TalkEvent, TalkState } from '../protocol/talk.js';
import { isDrivenByOthers } from './reducer.js';

type OfEach<T, Left extends PropertyKey> = T extends unknown ? Omit<T, Left> : never;
/** An event before the log gives it a place and a time. */
export type NewTalkEvent = OfEach<TalkEvent, 'seq' | 'at'>;

/** A command that is not carried out, in words for its sender. */
export class TalkRefusal extends Error {}

const OTHER_DRIVER = 'Another device drives the talk. Take over first.';
const REMOTE = 'A remote moves the talk and blacks its screen, and does nothing else.';
const STALE = 'The talk has moved on since that was pressed, so it is not carried out. Press once more.';

/** The events that follow from `command` at `time` (ms since the epoch); none when all is so already. Throws a `TalkRefusal`, and then nothing changes. */
export function decide(state: TalkState, command: TalkCommand, by: Author, time: number): NewTalkEvent[] {
  const isRemote = by.isRemote === true;
  if (isRemote && command.do !== 'move' && command.do !== 'black') throw new TalkRefusal(REMOTE);
  if (command.do === 'hold') return held(state, command, by);
  if (command.do === 'drive') return state.driver === by.device ? [] : [{ type: 'driver', device: by.device, by }];
  if (!isRemote && isDrivenByOthers(state, by.device)) throw new TalkRefusal(OTHER_DRIVER);
  const drives: NewTalkEvent[] =
    isRemote || state.driver === by.device ? [] : [{ type: 'driver', device: by.device, by }];
  if (command.do === 'black') {
    return command.isBlack === state.isBlack ? [] : [...drives, { type: 'black', isBlack: command.isBlack, by }];
  }
  if (command.do === 'clock') return [...drives, { type: 'clock', startedAt: command.startedAt, by }];
  if (movedByOthers(state, by.client) >= command.from) throw new TalkRefusal(STALE);
  if (isAt(state, command.to)) return [];
  const begins: NewTalkEvent[] = state.startedAt === null ? [{ type: 'clock', startedAt: time, by }] : [];
  return [...drives, ...begins, { type: 'place', place: command.to, by }];
}

/**
 * The offset of the last move that this page has not made itself; -1 when there is none. A page that wakes up sends what was
 * pressed long ago; a page whose keys come faster than the answers is not stale.
 */
const movedByOthers = ({ movers }: TalkState, page: string) => movers.find(({ client }) => client !== page)?.seq ?? -1;

const isAt = ({ place }: TalkState, to: { slide: number; step: number }) =>
  place?.slide === to.slide && place.step === to.step;

/** A talk process that has just started believes the first page that says where the talk is, and the first that says that it drives. */
function held(state: TalkState, hold: Extract<TalkCommand, { do: 'hold' }>, by: Author): NewTalkEvent[] {
  const events: NewTalkEvent[] = [];
  if (hold.isDriver && state.driver === null) events.push({ type: 'driver', device: by.device, by });
  if (state.place === null) {
    events.push({ type: 'place', place: hold.place, isHeld: true, by });
    if (hold.isBlack !== state.isBlack) events.push({ type: 'black', isBlack: hold.isBlack, by });
  }
  if (hold.startedAt !== null && state.startedAt === null) {
    events.push({ type: 'clock', startedAt: hold.startedAt, by });
  }
  return events;
}
