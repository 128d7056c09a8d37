import type { TalkEvent, TalkState } from '../protocol/talk.js';
import { type NewTalkEvent, TalkRefusal } from '../talk/new-event.js';
import { EMPTY_TALK, reduceTalk } from '../talk/reducer.js';

const RECORDED = 'This is a recorded talk: it goes on by itself, and nobody moves it.';

/** The log of a recorded talk, with offsets of its own. */
export class ReplayedTalk {
  state: TalkState = EMPTY_TALK;
  private readonly listeners = new Set<(event: TalkEvent) => void>();

  /** `now`: ms of the recording. */
  constructor(private readonly now: () => number) {}

  subscribe(listener: (event: TalkEvent) => void): void {
    this.listeners.add(listener);
  }

  do(): never {
    throw new TalkRefusal(RECORDED);
  }

  /** The pages of today are not those of that day. */
  setPresence(): void {}

  /** Nothing is killed in it. */
  countKill(): void {}

  append(entry: NewTalkEvent): void {
    const event: TalkEvent = { ...entry, seq: this.state.next, at: this.now() };
    this.state = reduceTalk(this.state, event);
    for (const listener of this.listeners) listener(event);
  }

  /** The talk process of that day had lost its log, or the recorder came late: what it knew then is said again. */
  resume({ place, polls, kills, questions, isBlack }: TalkState): void {
    if (place === null) return;
    this.append({ type: 'place', place });
    this.append({ type: 'black', isBlack });
    this.append({ type: 'kills', kills });
    for (const poll of polls) this.append({ type: 'poll', poll });
    for (const question of questions) this.append({ type: 'question', question });
  }
}
