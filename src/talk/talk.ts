/** The log of the talk itself: append-only, with offsets. The fold alone is kept: a page that misses an event is told the whole state. */
import { isDeepStrictEqual } from 'node:util';
import type { Author, Presence, TalkCommand, TalkEvent, TalkState } from '../protocol/talk.js';
import { decide, type NewTalkEvent } from './decide.js';
import { EMPTY_TALK, reduceTalk } from './reducer.js';

export class Talk {
  state: TalkState = EMPTY_TALK;
  private readonly listeners = new Set<(event: TalkEvent) => void>();

  /** `now`: ms since the log began. */
  constructor(private readonly now: () => number) {}

  /** `listener` is called for each event from now on. */
  subscribe(listener: (event: TalkEvent) => void): void {
    this.listeners.add(listener);
  }

  /** Throws a `TalkRefusal`, and then nothing has changed. */
  do(command: TalkCommand, by: Author): void {
    for (const event of decide(this.state, command, by, Date.now())) this.append(event);
  }

  setPresence(presence: Presence): void {
    if (!isDeepStrictEqual(presence, this.state.presence)) this.append({ type: 'presence', presence });
  }

  private append(entry: NewTalkEvent): void {
    const event: TalkEvent = { ...entry, seq: this.state.next, at: this.now() };
    this.state = reduceTalk(this.state, event);
    for (const listener of this.listeners) listener(event);
  }
}
