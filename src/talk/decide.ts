/** The decision about a command for the talk. Pure. */
import { type AudienceCommand, type AudienceQuestion, isOfHost } from '../protocol/audience.js';
import type { Author, TalkCommand, TalkState } from '../protocol/talk.js';
import { decideForHost } from './host.js';
import { type NewTalkEvent, TalkRefusal } from './new-event.js';
import { isDrivenByOthers } from './reducer.js';

/** The commands of presenters and remotes; those of the audience are decided by what the audience has done before. */
export type PresenterCommand = Exclude<TalkCommand, AudienceCommand>;

const OTHER_DRIVER = 'Another device drives the talk. Take over first.';
const REMOTE = 'A remote moves the talk, blacks its screen and lets the audience kill, and does nothing else.';
const REMOTES: readonly string[] = ['move', 'black', 'allow-kills'];
const STALE = 'The talk has moved on since that was pressed, so it is not carried out. Press once more.';

/** The events that follow from `command` at `time` (ms since the epoch); none when all is so already. Throws a `TalkRefusal`, and then nothing changes. */
export function decide(state: TalkState, command: PresenterCommand, by: Author, time: number): NewTalkEvent[] {
  const isRemote = by.isRemote === true;
  if (isRemote && !REMOTES.includes(command.do)) throw new TalkRefusal(REMOTE);
  if (isOfHost(command)) return decideForHost(state, command, by);
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

/**
 * A talk process that has just started believes the first page that says where the talk is, until another one says so that had read
 * more of the log before; and the first page that says that it drives.
 */
function held(state: TalkState, hold: Extract<TalkCommand, { do: 'hold' }>, by: Author): NewTalkEvent[] {
  const events: NewTalkEvent[] = [];
  if (hold.isDriver && state.driver === null) events.push({ type: 'driver', device: by.device, by });
  const { heard = 0 } = hold;
  const isNewer = state.place === null || (state.heard !== null && heard > state.heard);
  if (isNewer) {
    events.push({ type: 'place', place: hold.place, heard, by });
    if (hold.isBlack !== state.isBlack) events.push({ type: 'black', isBlack: hold.isBlack, by });
  }
  if (hold.startedAt !== null && state.startedAt === null) {
    events.push({ type: 'clock', startedAt: hold.startedAt, by });
  }
  if (hold.polls && state.polls.length === 0) {
    events.push(...hold.polls.map((poll): NewTalkEvent => ({ type: 'poll', poll, by })));
  }
  const { kills } = hold;
  if (kills && state.kills.demo === null && state.kills.count === 0 && (kills.demo !== null || kills.count > 0)) {
    events.push({ type: 'kills', kills, by });
  }
  // A page of the audience may have been the first to say again what it has asked.
  const isNews = (question: AudienceQuestion) => {
    const known = state.questions.find(({ id }) => id === question.id);
    return !known || (known.state === 'new' && question.state !== 'new');
  };
  for (const question of hold.questions?.filter(isNews) ?? []) events.push({ type: 'question', question, by });
  return events;
}
