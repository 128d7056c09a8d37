/** The audience of a talk: who has voted for what, who supports which question, who has killed when. Only the sums are for the log. */
import { isDeepStrictEqual } from 'node:util';
import {
  type AudienceCommand,
  type AudienceQuestion,
  KILL_PAUSE_MS,
  MOST_QUESTIONS,
  type Poll,
} from '../protocol/audience.js';
import type { Author, TalkState } from '../protocol/talk.js';
import { type NewTalkEvent, TalkRefusal } from './new-event.js';

/** More than any room holds: a client without cookies is another device each time. */
const MOST_DEVICES = 5000;
/** The kills of all devices within a second, which is about what two cores can restart. */
export const KILLS_A_SECOND = 8;
const ASK_PAUSE_MS = 10_000;
/** The questions of one device that wait for the presenter. */
const MOST_WAITING = 2;
/** The questions of everybody that wait. */
const MOST_NEW = 40;

const CLOSED = 'The votes are counted already.';
const NO_POLL = 'There is nothing to vote on right now.';
const NO_KILLS = 'Nothing may be killed right now.';
const TOO_SOON = 'You have just killed one. Give it time to come back.';
const TOO_MANY = 'Others were faster. Try again in a second.';
const TOO_MANY_DEVICES = 'Too many devices take part already.';
const ASKED = 'You have just asked something. Wait a moment with the next one.';
const WAITING = `${MOST_WAITING} questions of yours wait for the speaker already.`;
const FULL = 'Too many questions wait for the speaker already.';
const EMPTY = 'There is nothing to read in that question.';
const GONE = 'That question is not there any more.';

interface Ballot {
  poll: string;
  option: number;
}

type Ask = Extract<AudienceCommand, { do: 'ask' }>;

export class Audience {
  /** By device: the latest poll is the one that counts. */
  private readonly ballots = new Map<string, Ballot>();
  /** By question: the devices that support it. */
  private readonly supporters = new Map<string, Set<string>>();
  /** By question: the device that has asked it. */
  private readonly askers = new Map<string, string>();
  /** By device, in ms. */
  private readonly killedAt = new Map<string, number>();
  private readonly askedAt = new Map<string, number>();
  private recentKills: number[] = [];
  /** The devices that have said what they did before. */
  private readonly recalled = new Set<string>();

  /** Returns the events that follow at once, at `now` (ms). Throws a `TalkRefusal`, and then nothing changes. */
  do(state: TalkState, command: AudienceCommand, by: Author, now: number): NewTalkEvent[] {
    switch (command.do) {
      case 'vote':
        this.vote(state, command, by.device);
        return [];
      case 'kill':
        this.kill(state, command.demo, by.device, now);
        return [];
      case 'ask':
        return this.ask(state, command, by, now);
      case 'support':
        if (state.questions.find(({ id }) => id === command.question)?.state !== 'shown') throw new TalkRefusal(GONE);
        this.support(command.question, by.device);
        return [];
      case 'recall':
        return this.recall(state, command, by);
    }
  }

  /** The polls and the questions whose sums have changed. */
  changes(state: TalkState): NewTalkEvent[] {
    const polls = state.polls
      .filter(({ phase }) => phase === 'open')
      .map((poll): Poll => ({ ...poll, ...this.countOf(poll.id) }))
      .filter(
        (poll) =>
          !isDeepStrictEqual(
            poll,
            state.polls.find(({ id }) => id === poll.id),
          ),
      );
    const questions = state.questions
      .map((question): AudienceQuestion => ({ ...question, support: this.supporters.get(question.id)?.size ?? 0 }))
      .filter(({ id, support }) => state.questions.find((one) => one.id === id)?.support !== support);
    return [
      ...polls.map((poll): NewTalkEvent => ({ type: 'poll', poll })),
      ...questions.map((question): NewTalkEvent => ({ type: 'question', question })),
    ];
  }

  private countOf(poll: string): Pick<Poll, 'votes' | 'split'> {
    const options = [...this.ballots.values()].filter((ballot) => ballot.poll === poll).map(({ option }) => option);
    const split = Array.from(
      { length: Math.max(-1, ...options) + 1 },
      (_, at) => options.filter((option) => option === at).length,
    );
    return { votes: options.length, split };
  }

  private vote({ polls }: TalkState, { poll: id, option }: Ballot, device: string): void {
    const poll = polls.find((one) => one.id === id);
    if (!poll) throw new TalkRefusal(NO_POLL);
    if (poll.phase !== 'open') throw new TalkRefusal(CLOSED);
    if (!this.keep(polls, device, { poll: id, option })) throw new TalkRefusal(TOO_MANY_DEVICES);
  }

  /** False when too many devices have voted in the polls that are open. */
  private keep(polls: readonly Poll[], device: string, ballot: Ballot): boolean {
    if (!this.ballots.has(device) && this.ballots.size >= MOST_DEVICES) this.forget(polls);
    if (!this.ballots.has(device) && this.ballots.size >= MOST_DEVICES) return false;
    this.ballots.set(device, ballot);
    return true;
  }

  /** The ballots of polls that are over are in their sums. */
  private forget(polls: readonly Poll[]): void {
    const open = new Set(polls.filter(({ phase }) => phase === 'open').map(({ id }) => id));
    for (const [device, { poll }] of this.ballots) if (!open.has(poll)) this.ballots.delete(device);
  }

  /** Allows a kill, which is carried out by the stage. */
  private kill({ kills }: TalkState, demo: string, device: string, now: number): void {
    if (kills.demo !== demo) throw new TalkRefusal(NO_KILLS);
    if (now - (this.killedAt.get(device) ?? -KILL_PAUSE_MS) < KILL_PAUSE_MS) throw new TalkRefusal(TOO_SOON);
    this.recentKills = this.recentKills.filter((at) => now - at < 1000);
    if (this.recentKills.length >= KILLS_A_SECOND) throw new TalkRefusal(TOO_MANY);
    this.recentKills.push(now);
    remember(this.killedAt, device, now);
  }

  private ask({ questions }: TalkState, { id, text }: Ask, by: Author, now: number): NewTalkEvent[] {
    if (questions.some((one) => one.id === id)) return [];
    if (plainText(text) === '') throw new TalkRefusal(EMPTY);
    const fresh = questions.filter(({ state }) => state === 'new');
    if (fresh.length >= MOST_NEW) throw new TalkRefusal(FULL);
    const own = fresh.filter((one) => this.askers.get(one.id) === by.device);
    if (own.length >= MOST_WAITING) throw new TalkRefusal(WAITING);
    if (now - (this.askedAt.get(by.device) ?? -ASK_PAUSE_MS) < ASK_PAUSE_MS) throw new TalkRefusal(ASKED);
    remember(this.askedAt, by.device, now);
    return [this.added(id, text, by)];
  }

  private added(id: string, text: string, by: Author): NewTalkEvent {
    remember(this.askers, id, by.device);
    return { type: 'question', question: { id, text: plainText(text), state: 'new', support: 0 }, by };
  }

  private support(question: string, device: string): void {
    const supporters = this.supporters.get(question) ?? new Set();
    if (supporters.size < MOST_DEVICES) supporters.add(device);
    this.supporters.set(question, supporters);
  }

  /**
   * Pages come back in any order: while no page of a presenter has said which polls and questions there are, what the others say of them
   * waits. Each device is heard once.
   */
  private recall(
    { polls, questions, place }: TalkState,
    { vote, supported, asked }: Extract<AudienceCommand, { do: 'recall' }>,
    by: Author,
  ): NewTalkEvent[] {
    if (this.recalled.has(by.device) || this.recalled.size >= MOST_DEVICES) return [];
    this.recalled.add(by.device);
    const isYoung = place === null;
    const poll = vote && polls.find(({ id }) => id === vote.poll);
    if (vote && (poll ? poll.phase === 'open' : isYoung)) this.keep(polls, by.device, vote);
    const known = new Set(questions.map(({ id }) => id));
    for (const question of supported) {
      const mayWait = isYoung && this.supporters.size < 2 * MOST_QUESTIONS;
      if (known.has(question) || this.supporters.has(question) || mayWait) this.support(question, by.device);
    }
    const room = Math.max(0, MOST_NEW - questions.filter(({ state }) => state === 'new').length);
    return asked
      .filter(({ id, text }) => !known.has(id) && plainText(text) !== '')
      .slice(0, Math.min(MOST_WAITING, room))
      .map(({ id, text }) => this.added(id, text, by));
  }
}

/** Drops the oldest entry of a map that is full. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= MOST_DEVICES) map.delete(oldest);
  map.set(key, value);
}

/** Text in one line: without controls, without marks that nobody sees or that turn the text around them, and with few marks on a letter. */
const plainText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
