import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KILL_PAUSE_MS, type Poll } from '../../src/protocol/audience.js';
import type { Author, TalkCommand, TalkEvent } from '../../src/protocol/talk.js';
import { KILLS_A_SECOND } from '../../src/talk/audience.js';
import { nicknameOf } from '../../src/talk/nickname.js';
import { publicEvent, publicState } from '../../src/talk/public.js';
import { EMPTY_TALK, pollOf, reduceTalk } from '../../src/talk/reducer.js';
import { Talk } from '../../src/talk/talk.js';

const hex = (text: string) => text.repeat(12).slice(0, 12);
const laptop: Author = { client: hex('a'), device: hex('1') };
const phoneOf = (number: number): Author => {
  const device = number.toString(16).padStart(12, '0');
  return { client: device, device, isAudience: true };
};
const [anna, bert, cleo] = [phoneOf(10), phoneOf(11), phoneOf(12)] as [Author, Author, Author];
const [P1, P2, Q1, Q2, Q3] = ['b1', 'b2', 'c1', 'c2', 'c3'].map(hex) as [string, string, string, string, string];

function talkWith() {
  const clock = { now: 0 };
  const talk = new Talk(() => clock.now);
  const events: TalkEvent[] = [];
  talk.subscribe((event) => void events.push(event));
  const poll = (demo = 'race') => pollOf(talk.state, demo) as Poll;
  return { talk, events, clock, poll };
}

describe('a poll', () => {
  it('counts one vote for each device, the last one, until it is closed', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 0 }, anna);
    talk.do({ do: 'vote', poll: P1, option: 2 }, bert);
    talk.do({ do: 'vote', poll: P1, option: 2 }, anna);
    talk.count();
    expect(poll()).toMatchObject({ phase: 'open', votes: 2, split: [0, 0, 2] });
    talk.do({ do: 'close', demo: 'race' }, laptop);
    expect(() => talk.do({ do: 'vote', poll: P1, option: 0 }, cleo)).toThrow(/counted already/);
    expect(() => talk.do({ do: 'vote', poll: P2, option: 0 }, cleo)).toThrow(/nothing to vote on/);
    expect(poll()).toMatchObject({ phase: 'closed', votes: 2, split: [0, 0, 2] });
  });

  it('keeps the votes that came in the moment before it was closed', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 1 }, anna);
    talk.do({ do: 'split', demo: 'race' }, laptop);
    expect(poll()).toMatchObject({ phase: 'split', votes: 1, split: [0, 1] });
  });

  it('tells its sums in one event, however many have voted since the last one', () => {
    const { talk, events, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    const before = events.length;
    for (let number = 0; number < 1000; number++) {
      talk.do({ do: 'vote', poll: P1, option: number % 3 }, phoneOf(number));
    }
    talk.count();
    talk.count();
    expect(events.length - before).toBe(1);
    expect(poll()).toMatchObject({ votes: 1000, split: [334, 333, 333] });
  });

  it('is opened once, whichever page says so, and closes the one before it', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'poll', id: P2, demo: 'race', scene: 'one' }, laptop);
    expect(talk.state.polls.map(({ id }) => id)).toEqual([P1]);
    talk.do({ do: 'poll', id: P2, demo: 'small', scene: 'one' }, laptop);
    expect([poll().phase, poll('small').phase]).toEqual(['closed', 'open']);
  });

  it('keeps the votes of the first round beside those of the second', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 0 }, anna);
    talk.do({ do: 'split', demo: 'race' }, laptop);
    talk.do({ do: 'again', id: P2, demo: 'race' }, laptop);
    expect(poll()).toMatchObject({ id: P2, phase: 'open', votes: 0, before: [1] });
    talk.do({ do: 'vote', poll: P2, option: 1 }, anna);
    talk.do({ do: 'split', demo: 'race' }, laptop);
    talk.do({ do: 'answer', demo: 'race', right: 1 }, laptop);
    expect(poll()).toMatchObject({ phase: 'answered', split: [0, 1], before: [1], right: 1 });
  });

  it('is another one, without the votes before, when its demo begins again', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 0 }, anna);
    talk.do({ do: 'split', demo: 'race' }, laptop);
    talk.do({ do: 'poll', id: P2, demo: 'race', scene: 'two' }, laptop);
    expect(poll()).toMatchObject({ id: P2, phase: 'open', votes: 0, before: null });
  });

  it('keeps its votes when its demo begins again while it is open, because the stage has died', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 0 }, anna);
    talk.do({ do: 'poll', id: P2, demo: 'race', scene: 'two' }, laptop);
    expect(poll()).toMatchObject({ id: P1, scene: 'two', phase: 'open', votes: 1 });
  });

  it('hides its votes from the audience until they are shown, and tells how many there are', () => {
    const { talk, events } = talkWith();
    const shown = () => publicState(talk.state).polls[0];
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 1 }, anna);
    talk.count();
    expect(shown()).toMatchObject({ votes: 1, split: null });
    talk.do({ do: 'split', demo: 'race' }, laptop);
    expect(shown()).toMatchObject({ votes: 1, split: [0, 1] });
    const told = events.map(publicEvent).flatMap((event) => (event.type === 'poll' ? [event.poll.split] : []));
    expect(told).toEqual([null, null, [0, 1]]);
  });

  it('gets its votes back from its voters after a kill, in whatever order the pages come', () => {
    const { talk: before } = talkWith();
    before.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    before.do({ do: 'vote', poll: P1, option: 1 }, anna);
    before.do({ do: 'vote', poll: P1, option: 0 }, bert);
    before.count();
    const { polls } = before.state;
    const hold: TalkCommand = {
      do: 'hold',
      place: { slide: 3, step: 2 },
      isBlack: false,
      isDriver: true,
      startedAt: 5,
      polls,
    };
    const recall = (option: number): TalkCommand => ({
      do: 'recall',
      vote: { poll: P1, option },
      supported: [],
      asked: [],
    });
    const { talk, poll } = talkWith();
    talk.do(recall(1), anna);
    talk.do(hold, laptop);
    talk.do(recall(0), bert);
    talk.count();
    expect(poll()).toMatchObject({ phase: 'open', votes: 2, split: [1, 1] });
  });

  it('keeps its votes, and takes others, whatever unknown devices say that they have voted', () => {
    const { talk, poll } = talkWith();
    talk.do({ do: 'hold', place: { slide: 3, step: 2 }, isBlack: false, isDriver: true, startedAt: 5 }, laptop);
    talk.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    talk.do({ do: 'vote', poll: P1, option: 0 }, anna);
    for (let number = 100; number < 6000; number++) {
      talk.do({ do: 'recall', vote: { poll: P2, option: 1 }, supported: [P2], asked: [] }, phoneOf(number));
    }
    talk.do({ do: 'vote', poll: P1, option: 0 }, bert);
    talk.count();
    expect(poll().votes).toBe(2);
  });

  it('keeps the votes that were shown after a kill, although a voter comes back with another vote', () => {
    const { talk: before } = talkWith();
    before.do({ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop);
    before.do({ do: 'vote', poll: P1, option: 1 }, anna);
    before.do({ do: 'split', demo: 'race' }, laptop);
    const { talk, poll } = talkWith();
    const { polls } = before.state;
    const place = { slide: 3, step: 2 };
    talk.do({ do: 'hold', place, isBlack: false, isDriver: true, startedAt: 5, polls }, laptop);
    talk.do({ do: 'recall', vote: { poll: P1, option: 0 }, supported: [], asked: [] }, bert);
    talk.count();
    expect(poll()).toMatchObject({ phase: 'split', votes: 1, split: [0, 1] });
  });
});

describe('the kills of the audience', () => {
  it('are refused until the presenter allows them, for one demo, and at once when the presenter does not any more', () => {
    const { talk, clock } = talkWith();
    expect(() => talk.do({ do: 'kill', demo: 'race' }, anna)).toThrow(/Nothing may be killed/);
    talk.do({ do: 'allow-kills', demo: 'race' }, laptop);
    expect(() => talk.do({ do: 'kill', demo: 'small' }, anna)).toThrow(/Nothing may be killed/);
    talk.do({ do: 'kill', demo: 'race' }, anna);
    expect(talk.state.kills).toEqual({ demo: 'race', count: 0 });
    talk.countKill();
    expect(talk.state.kills).toEqual({ demo: 'race', count: 1 });
    talk.do({ do: 'allow-kills', demo: null }, laptop);
    clock.now += KILL_PAUSE_MS;
    expect(() => talk.do({ do: 'kill', demo: 'race' }, anna)).toThrow(/Nothing may be killed/);
  });

  it('are over when the talk goes to another slide', () => {
    const { talk } = talkWith();
    talk.do({ do: 'move', to: { slide: 3, step: 0 }, from: 9 }, laptop);
    talk.do({ do: 'allow-kills', demo: 'race' }, laptop);
    talk.do({ do: 'move', to: { slide: 3, step: 1 }, from: 9 }, laptop);
    expect(talk.state.kills.demo).toBe('race');
    talk.do({ do: 'move', to: { slide: 4, step: 0 }, from: 9 }, laptop);
    expect(talk.state.kills.demo).toBeNull();
  });

  it('have a pause for each device, and a limit for all of them', () => {
    const { talk, clock } = talkWith();
    talk.do({ do: 'allow-kills', demo: 'race' }, laptop);
    talk.do({ do: 'kill', demo: 'race' }, anna);
    expect(() => talk.do({ do: 'kill', demo: 'race' }, anna)).toThrow(/just killed one/);
    for (let number = 1; number < KILLS_A_SECOND; number++) talk.do({ do: 'kill', demo: 'race' }, phoneOf(number));
    expect(() => talk.do({ do: 'kill', demo: 'race' }, bert)).toThrow(/Others were faster/);
    clock.now += 1000;
    talk.do({ do: 'kill', demo: 'race' }, bert);
    expect(() => talk.do({ do: 'kill', demo: 'race' }, anna)).toThrow(/just killed one/);
    clock.now += KILL_PAUSE_MS - 1000;
    talk.do({ do: 'kill', demo: 'race' }, anna);
  });
});

describe('a question from the audience', () => {
  it('is shown to the audience when the presenter has approved it, and its support is counted by device', () => {
    const { talk } = talkWith();
    talk.do({ do: 'ask', id: Q1, text: 'Who restarts the supervisor?' }, anna);
    expect(publicState(talk.state).questions).toEqual([]);
    expect(() => talk.do({ do: 'support', question: Q1 }, bert)).toThrow(/not there/);
    talk.do({ do: 'moderate', question: Q1, state: 'shown' }, laptop);
    for (const author of [anna, bert, bert]) talk.do({ do: 'support', question: Q1 }, author);
    talk.count();
    expect(publicState(talk.state).questions).toEqual([
      { id: Q1, text: 'Who restarts the supervisor?', state: 'shown', support: 2 },
    ]);
    talk.do({ do: 'moderate', question: Q1, state: 'removed' }, laptop);
    expect(publicState(talk.state).questions).toEqual([]);
  });

  it('stays removed when its asker, who knows nothing of that, says it again', () => {
    const { talk } = talkWith();
    talk.do({ do: 'ask', id: Q1, text: 'rude' }, anna);
    talk.do({ do: 'moderate', question: Q1, state: 'removed' }, laptop);
    const asked = [{ id: Q1, text: 'rude' }];
    talk.do({ do: 'recall', vote: null, supported: [Q1], asked }, anna);
    talk.do({ do: 'ask', id: Q1, text: 'rude' }, anna);
    expect(talk.state.questions.map(({ state }) => state)).toEqual(['removed']);
  });

  it('is refused when nobody could read it', () => {
    const { talk } = talkWith();
    expect(() => talk.do({ do: 'ask', id: Q1, text: '\u200b\u202e' }, anna)).toThrow(/nothing to read/);
    talk.do({ do: 'ask', id: Q2, text: `a${'\u0301'.repeat(100)}` }, bert);
    expect(talk.state.questions[0]?.text).toBe('a\u0301\u0301\u0301');
  });

  it('does not come back while as many wait as the presenter is asked to read', () => {
    const { talk, clock } = talkWith();
    for (let number = 0; number < 40; number++) {
      clock.now += 60_000;
      talk.do({ do: 'ask', id: phoneOf(number + 500).device, text: 'why' }, phoneOf(number + 500));
    }
    const asked = [Q1, Q2, Q3].map((id) => ({ id, text: id }));
    talk.do({ do: 'recall', vote: null, supported: [], asked }, anna);
    expect(talk.state.questions).toHaveLength(40);
  });

  it('comes back with one other of its device at most, however often the device says what it has asked', () => {
    const { talk } = talkWith();
    const asked = [Q1, Q2, Q3].map((id) => ({ id, text: id }));
    for (let time = 0; time < 5; time++) {
      talk.do(
        {
          do: 'recall',
          vote: null,
          supported: [],
          asked: asked.map(({ text }, at) => ({ id: hex(`${time}${at}`), text })),
        },
        anna,
      );
    }
    expect(talk.state.questions).toHaveLength(2);
  });

  it('is one line of plain text', () => {
    const { talk } = talkWith();
    talk.do({ do: 'ask', id: Q1, text: 'a\u0007\nb\u202ec <b>d</b>' }, anna);
    expect(talk.state.questions[0]?.text).toBe('a bc <b>d</b>');
  });

  it('waits with one more of its device at most, and comes no sooner than its device may ask', () => {
    const { talk, clock } = talkWith();
    talk.do({ do: 'ask', id: Q1, text: 'one' }, anna);
    expect(() => talk.do({ do: 'ask', id: Q2, text: 'two' }, anna)).toThrow(/Wait a moment/);
    talk.do({ do: 'ask', id: Q2, text: 'another' }, bert);
    clock.now += 60_000;
    talk.do({ do: 'ask', id: Q3, text: 'two' }, anna);
    clock.now += 60_000;
    expect(() => talk.do({ do: 'ask', id: hex('d'), text: 'three' }, anna)).toThrow(/wait for the speaker already/);
    talk.do({ do: 'moderate', question: Q1, state: 'removed' }, laptop);
    talk.do({ do: 'ask', id: hex('d'), text: 'three' }, anna);
  });

  it('keeps what the presenter has decided about it after a kill, in whatever order the two come back', () => {
    const { talk: before } = talkWith();
    before.do({ do: 'ask', id: Q1, text: 'why' }, anna);
    before.do({ do: 'moderate', question: Q1, state: 'shown' }, laptop);
    const { questions } = before.state;
    const place = { slide: 0, step: 0 };
    const hold: TalkCommand = { do: 'hold', place, isBlack: false, isDriver: true, startedAt: 5, questions };
    const recall: TalkCommand = { do: 'recall', vote: null, supported: [Q1], asked: [{ id: Q1, text: 'why' }] };
    for (const order of [
      [hold, recall],
      [recall, hold],
    ] as const) {
      const { talk } = talkWith();
      for (const command of order) talk.do(command, command === hold ? laptop : anna);
      talk.count();
      expect(talk.state.questions).toEqual([{ id: Q1, text: 'why', state: 'shown', support: 1 }]);
    }
  });
});

describe('a page of the audience', () => {
  it('may not give a command of the presenter', () => {
    const { talk } = talkWith();
    for (const command of [
      { do: 'move', to: { slide: 1, step: 0 }, from: 0 },
      { do: 'drive' },
      { do: 'black', isBlack: true },
      { do: 'clock', startedAt: 5 },
      { do: 'hold', place: { slide: 1, step: 0 }, isBlack: false, isDriver: true, startedAt: null },
      { do: 'poll', id: P1, demo: 'race', scene: 'one' },
      { do: 'close', demo: 'race' },
      { do: 'split', demo: 'race' },
      { do: 'answer', demo: 'race', right: 0 },
      { do: 'allow-kills', demo: 'race' },
      { do: 'code', isShown: true },
      { do: 'moderate', question: Q1, state: 'shown' },
    ] satisfies TalkCommand[]) {
      expect(() => talk.do(command, anna), command.do).toThrow(/Only the presenter/);
    }
    expect(talk.state).toEqual(EMPTY_TALK);
  });

  it('reads a log whose offsets go on, in which nobody is named', () => {
    const command = fc.constantFrom<[TalkCommand, Author]>(
      [{ do: 'drive' }, laptop],
      [{ do: 'move', to: { slide: 1, step: 0 }, from: 99 }, laptop],
      [{ do: 'move', to: { slide: 2, step: 0 }, from: 99 }, laptop],
      [{ do: 'poll', id: P1, demo: 'race', scene: 'one' }, laptop],
      [{ do: 'vote', poll: P1, option: 1 }, anna],
      [{ do: 'vote', poll: P1, option: 0 }, bert],
      [{ do: 'split', demo: 'race' }, laptop],
      [{ do: 'allow-kills', demo: 'race' }, laptop],
      [{ do: 'kill', demo: 'race' }, anna],
      [{ do: 'ask', id: Q1, text: 'why' }, bert],
      [{ do: 'moderate', question: Q1, state: 'shown' }, laptop],
      [{ do: 'code', isShown: true }, laptop],
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.nat(30), (commands, late) => {
        const { talk, events } = talkWith();
        let joined = publicState(talk.state);
        for (const [at, [one, by]] of commands.entries()) {
          try {
            talk.do(one, by);
          } catch {}
          talk.count();
          if (at === late) joined = publicState(talk.state);
        }
        for (const event of events.slice(joined.next)) joined = reduceTalk(joined, publicEvent(event));
        const movers = (state: typeof joined) => ({ ...state, movers: [] });
        expect(movers(joined)).toEqual(publicState(talk.state));
        expect(JSON.stringify(events.map(publicEvent))).not.toMatch(new RegExp(`${laptop.device}|${anna.device}`));
      }),
    );
  });
});

it('a device has the same nickname in each process, and most devices have another one', () => {
  expect(nicknameOf(hex('0'))).toBe('Operator Malibu');
  const names = new Set(
    Array.from({ length: 200 }, (_, at) =>
      nicknameOf(((at + 1) * 7_919_113_771).toString(16).padStart(12, '0').slice(-12)),
    ),
  );
  expect(names.size).toBeGreaterThan(150);
});
