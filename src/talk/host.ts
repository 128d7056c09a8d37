/** The decision about a presenter's command that is about the audience. Pure. */
import type { AudienceQuestion, HostCommand, Poll } from '../protocol/audience.js';
import type { Author, TalkState } from '../protocol/talk.js';
import { type NewTalkEvent, TalkRefusal } from './new-event.js';
import { pollOf } from './reducer.js';

/** The events that follow from `command`; none when all is so already. Throws a `TalkRefusal`, and then nothing changes. */
export function decideForHost(state: TalkState, command: HostCommand, by: Author): NewTalkEvent[] {
  switch (command.do) {
    case 'poll':
      return opened(state, command, by);
    case 'close':
      return changed(state, command.demo, by, ({ phase }) => phase === 'open' && { phase: 'closed' });
    case 'split':
      return changed(state, command.demo, by, ({ phase }) => isUnshown(phase) && { phase: 'split' });
    case 'answer': {
      const { right } = command;
      return changed(state, command.demo, by, (poll) => isNewAnswer(poll, right) && { phase: 'answered', right });
    }
    case 'allow-kills': {
      const { demo } = command;
      return demo === state.kills.demo ? [] : [{ type: 'kills', kills: { ...state.kills, demo }, by }];
    }
    case 'code':
      return command.isShown === state.isCodeShown ? [] : [{ type: 'code', isShown: command.isShown, by }];
    case 'moderate':
      return moderated(state, command, by);
  }
}

const isUnshown = (phase: Poll['phase']) => phase === 'open' || phase === 'closed';
const isNewAnswer = (poll: Poll, right: number | null) => poll.phase !== 'answered' || poll.right !== right;

/** A device has one ballot, so one poll is open at a time. */
function opened(state: TalkState, { id, demo, isAgain }: Extract<HostCommand, { do: 'poll' }>, by: Author) {
  const last = pollOf(state, demo);
  if (last && (!isAgain || last.phase === 'open')) return [];
  const others = state.polls.filter(({ phase }) => phase === 'open');
  const closed = others.map((poll): NewTalkEvent => ({ type: 'poll', poll: { ...poll, phase: 'closed' }, by }));
  // A second round is about the votes that were shown and discussed; one after the answer is of another day, or of another audience.
  const before = last?.phase === 'split' ? last.split : null;
  const poll: Poll = { id, demo, phase: 'open', votes: 0, split: [], before, right: null };
  return [...closed, { type: 'poll' as const, poll, by }];
}

function changed(
  state: TalkState,
  demo: string,
  by: Author,
  change: (poll: Poll) => Partial<Poll> | false,
): NewTalkEvent[] {
  const poll = pollOf(state, demo);
  const changes = poll && change(poll);
  return poll && changes ? [{ type: 'poll', poll: { ...poll, ...changes }, by }] : [];
}

function moderated(
  { questions }: TalkState,
  { question: id, state }: Extract<HostCommand, { do: 'moderate' }>,
  by: Author,
): NewTalkEvent[] {
  const question: AudienceQuestion | undefined = questions.find((one) => one.id === id);
  if (!question) throw new TalkRefusal('That question is not there any more.');
  return question.state === state ? [] : [{ type: 'question', question: { ...question, state }, by }];
}
