/** The fold of the log of the talk, in the talk process, in the gateway and in every page. Pure. */
import { type AudienceQuestion, MOST_POLLS, MOST_QUESTIONS, type Poll } from '../protocol/audience.js';
import type { TalkEvent, TalkState } from '../protocol/talk.js';

export const EMPTY_TALK: TalkState = {
  next: 0,
  place: null,
  heard: null,
  movers: [],
  driver: null,
  isBlack: false,
  startedAt: null,
  presence: { presenter: 0, learner: 0, viewer: 0, devices: [] },
  polls: [],
  kills: { demo: null, count: 0 },
  questions: [],
  isCodeShown: false,
};

export function reduceTalk(state: TalkState, event: TalkEvent): TalkState {
  const next = { ...state, next: event.seq + 1 };
  switch (event.type) {
    case 'place': {
      if (event.heard !== undefined) return { ...next, place: event.place, heard: event.heard };
      const mover = { client: event.by?.client ?? null, seq: event.seq };
      const others = state.movers.filter(({ client }) => client !== mover.client);
      const movers = [mover, ...others.slice(0, 1)];
      // The plug is for the demo of one slide.
      const kills = event.place.slide === state.place?.slide ? state.kills : { ...state.kills, demo: null };
      return { ...next, place: event.place, heard: null, movers, kills, isCodeShown: false };
    }
    case 'driver':
      return { ...next, driver: event.device };
    case 'black':
      return { ...next, isBlack: event.isBlack };
    case 'clock':
      return { ...next, startedAt: event.startedAt };
    case 'presence':
      return { ...next, presence: event.presence };
    case 'poll':
      return { ...next, polls: withOne(state.polls, event.poll).slice(-MOST_POLLS) };
    case 'kills':
      return { ...next, kills: event.kills };
    case 'question':
      return { ...next, questions: bounded(withOne(state.questions, event.question)) };
    case 'code':
      return { ...next, isCodeShown: event.isShown };
    case 'hidden':
      return next;
  }
}

/** A question that is removed stays known, so that its asker does not bring it back; of too many, those go first. */
function bounded(questions: AudienceQuestion[]): AudienceQuestion[] {
  if (questions.length <= MOST_QUESTIONS) return questions;
  const last = questions.findIndex(({ state }) => state === 'removed' || state === 'answered');
  return questions.filter((_, at) => at !== Math.max(0, last));
}

/** In the place of the one with the same id, or at the end. */
function withOne<T extends { id: string }>(all: readonly T[], one: T): T[] {
  const isKnown = all.some(({ id }) => id === one.id);
  return isKnown ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

/** The poll of `demo` that was opened last. */
export const pollOf = ({ polls }: { polls: readonly Poll[] }, demo: string): Poll | undefined =>
  polls.findLast((poll) => poll.demo === demo);

/** A driver all of whose pages are closed drives no more: a presenter may open another browser. */
export const isDrivenByOthers = ({ driver, presence }: TalkState, device: string) =>
  driver !== null && driver !== device && presence.devices.includes(driver);
