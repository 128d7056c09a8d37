import type { TalkEvent } from '../protocol/talk.js';

type OfEach<T, Left extends PropertyKey> = T extends unknown ? Omit<T, Left> : never;
/** An event before the log gives it a place and a time. */
export type NewTalkEvent = OfEach<TalkEvent, 'seq' | 'at'>;

/** A command that is not carried out, in words for its sender. */
export class TalkRefusal extends Error {}
