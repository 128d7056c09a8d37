/** The log of the talk itself: append-only, with offsets. The fold alone is kept: a page that misses an event is told the whole state. */
import { isDeepStrictEqual } from 'node:util';
import { isOfAudience } from '../protocol/audience.js';
import type { Author, Presence, TalkCommand, TalkEvent, TalkState } from '../protocol/talk.js';
import { Audience } from './audience.js';
import { decide } from './decide.js';
import { type NewTalkEvent, TalkRefusal } from './new-event.js';
import { EMPTY_TALK, reduceTalk } from './reducer.js';

const PRESENTER = 'Only the presenter can do that.';

export class Talk {
  state: TalkState = EMPTY_TALK;
  private readonly audience = new Audience();
  private readonly listeners = new Set<(event: TalkEvent) => void>();

  /** `now`: ms since the log began. */
  constructor(private readonly now: () => number) {}

  /** `listener` is called for each event from now on. */
  subscribe(listener: (event: TalkEvent) => void): void {
    this.listeners.add(listener);
  }

  /** Throws a `TalkRefusal`, and then nothing has changed. */
  do(command: TalkCommand, by: Author): void {
    if (isOfAudience(command)) {
      for (const event of this.audience.do(this.state, command, by, this.now())) this.append(event);
      return;
    }
    if (by.isAudience) throw new TalkRefusal(PRESENTER);
    // A poll that is closed keeps the votes that came before.
    this.count();
    for (const event of decide(this.state, command, by, Date.now())) this.append(event);
  }

  /** Tells what the audience has done since the last time: sums alone, because a thousand devices may vote at once. */
  count(): void {
    for (const event of this.audience.changes(this.state)) this.append(event);
  }

  /** The stage has carried out a kill of the audience. */
  countKill(): void {
    const { kills } = this.state;
    this.append({ type: 'kills', kills: { ...kills, count: kills.count + 1 } });
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
