/** The log of the talk as the audience reads it: no votes before they are shown, no question before it is approved, no names of pages. Pure. */
import type { AudienceQuestion, Poll } from '../protocol/audience.js';
import type { TalkEvent, TalkState } from '../protocol/talk.js';

export const publicState = (state: TalkState): TalkState => ({
  ...state,
  movers: [],
  driver: null,
  presence: { ...state.presence, devices: [] },
  polls: state.polls.map(publicPoll),
  questions: state.questions.filter(isPublic),
});

export function publicEvent(event: TalkEvent): TalkEvent {
  const { by: _, ...open } = event;
  const hidden: TalkEvent = { type: 'hidden', seq: event.seq, at: event.at };
  switch (open.type) {
    case 'driver':
      return hidden;
    case 'presence':
      return { ...open, presence: { ...open.presence, devices: [] } };
    case 'poll':
      return { ...open, poll: publicPoll(open.poll) };
    case 'question':
      if (open.question.state === 'removed') return { ...open, question: { ...open.question, text: '', support: 0 } };
      return isPublic(open.question) ? open : hidden;
    default:
      return open;
  }
}

const areVotesShown = ({ phase }: Poll) => phase === 'split' || phase === 'answered';
const publicPoll = (poll: Poll): Poll => (areVotesShown(poll) ? poll : { ...poll, split: null });

/** A question that was removed is not there any more. */
const isPublic = ({ state }: AudienceQuestion) => state === 'shown' || state === 'answered';
