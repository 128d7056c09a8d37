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
    case 'again':
      return openedAgain(state, command, by);
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

/** A demo that begins again asks again, of another audience perhaps. A stage that dies during a vote takes no votes away. */
function opened(state: TalkState, { id, demo, scene }: Extract<HostCommand, { do: 'poll' }>, by: Author) {
  const last = pollOf(state, demo);
  if (last?.scene === scene) return [];
  if (last?.phase === 'open') return [{ type: 'poll' as const, poll: { ...last, scene }, by }];
  return newRound(state, { id, demo, scene, before: null }, by);
}

function openedAgain(state: TalkState, { id, demo }: Extract<HostCommand, { do: 'again' }>, by: Author) {
  const last = pollOf(state, demo);
  if (last?.phase !== 'split') return [];
  return newRound(state, { id, demo, scene: last.scene, before: last.split }, by);
}

/** A device has one ballot, so one poll is open at a time. */
function newRound(state: TalkState, poll: Pick<Poll, 'id' | 'demo' | 'scene' | 'before'>, by: Author): NewTalkEvent[] {
  const others = state.polls.filter(({ phase }) => phase === 'open');
  const closed = others.map((other): NewTalkEvent => ({ type: 'poll', poll: { ...other, phase: 'closed' }, by }));
  return [...closed, { type: 'poll', poll: { ...poll, phase: 'open', votes: 0, split: [], right: null }, by }];
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
