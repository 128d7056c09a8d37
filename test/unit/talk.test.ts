import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Author, TalkCommand, TalkEvent } from '../../src/protocol/talk.js';
import { TalkRefusal } from '../../src/talk/new-event.js';
import { EMPTY_TALK, reduceTalk } from '../../src/talk/reducer.js';
import { Talk } from '../../src/talk/talk.js';

const page = (client: string, device: string): Author => ({
  client: client.repeat(12),
  device: device.repeat(12),
});
const laptop = page('a', '1');
const phone = page('b', '1');
const other = page('c', '2');
const at = (slide: number, step = 0) => ({ slide, step });

function talkWith(): { talk: Talk; events: TalkEvent[] } {
  let now = 0;
  const talk = new Talk(() => now++);
  const events: TalkEvent[] = [];
  talk.subscribe((event) => void events.push(event));
  return { talk, events };
}

describe('the log of the talk', () => {
  it('has the first page that moves as its driver, and each move as an event with its author', () => {
    const { talk, events } = talkWith();
    talk.do({ do: 'move', to: at(3), from: 0 }, laptop);
    expect(talk.state).toMatchObject({ place: at(3), driver: laptop.device });
    expect(events.map(({ seq, type, by }) => [seq, type, by])).toEqual([
      [0, 'driver', laptop],
      [1, 'clock', laptop],
      [2, 'place', laptop],
    ]);
  });

  it('begins its time at the first move, or when its presenter says so', () => {
    const { talk } = talkWith();
    expect(talk.state.startedAt).toBeNull();
    talk.do({ do: 'move', to: at(1), from: 0 }, laptop);
    const { startedAt } = talk.state;
    expect(startedAt).toBeGreaterThan(0);
    talk.do({ do: 'move', to: at(2), from: talk.state.next }, laptop);
    expect(talk.state.startedAt).toBe(startedAt);
    talk.do({ do: 'clock', startedAt: 5 }, laptop);
    expect(talk.state.startedAt).toBe(5);
  });

  it('has no event for a press that changes nothing', () => {
    const { talk, events } = talkWith();
    talk.do({ do: 'move', to: at(3), from: 0 }, laptop);
    const before = events.length;
    talk.do({ do: 'move', to: at(3), from: talk.state.next }, phone);
    talk.do({ do: 'black', isBlack: false }, laptop);
    talk.do({ do: 'drive' }, laptop);
    expect(events).toHaveLength(before);
  });

  it('takes presses of one page that come faster than its answers', () => {
    const { talk } = talkWith();
    const from = talk.state.next;
    for (let slide = 1; slide <= 30; slide++) talk.do({ do: 'move', to: at(slide), from }, laptop);
    expect(talk.state.place).toEqual(at(30));
  });

  it('refuses a press that was made before another page moved the talk', () => {
    const { talk } = talkWith();
    talk.do({ do: 'move', to: at(1), from: 0 }, laptop);
    const asleepSince = talk.state.next;
    talk.do({ do: 'move', to: at(2), from: asleepSince }, laptop);
    expect(() => talk.do({ do: 'move', to: at(9), from: asleepSince }, phone)).toThrow(/moved on since/);
    expect(talk.state.place).toEqual(at(2));
    talk.do({ do: 'move', to: at(3), from: talk.state.next }, phone);
    expect(talk.state.place).toEqual(at(3));
  });

  it('refuses another device until that device takes over', () => {
    const { talk } = talkWith();
    talk.setPresence({ ...EMPTY_TALK.presence, devices: [laptop.device, other.device] });
    talk.do({ do: 'move', to: at(1), from: 0 }, laptop);
    const move: TalkCommand = { do: 'move', to: at(7), from: talk.state.next };
    expect(() => talk.do(move, other)).toThrow(TalkRefusal);
    expect(() => talk.do({ do: 'black', isBlack: true }, other)).toThrow(/Take over first/);
    talk.do({ do: 'drive' }, other);
    talk.do({ ...move, from: talk.state.next }, other);
    expect(talk.state).toMatchObject({ place: at(7), driver: other.device });
    expect(() => talk.do({ do: 'move', to: at(8), from: talk.state.next }, laptop)).toThrow(/Take over first/);
  });

  it('takes moves of a remote for the device that drives, and lets the remote do nothing that changes the driver', () => {
    const { talk } = talkWith();
    talk.setPresence({ ...EMPTY_TALK.presence, devices: [laptop.device, other.device] });
    talk.do({ do: 'move', to: at(1), from: 0 }, laptop);
    const remote = { ...other, isRemote: true };
    talk.do({ do: 'move', to: at(2), from: talk.state.next }, remote);
    talk.do({ do: 'black', isBlack: true }, remote);
    expect(talk.state).toMatchObject({ place: at(2), isBlack: true, driver: laptop.device });
    const before = talk.state;
    for (const command of [
      { do: 'drive' },
      { do: 'clock', startedAt: 5 },
      { do: 'hold', place: at(9), isBlack: false, isDriver: true, startedAt: null },
    ] as const) {
      expect(() => talk.do(command, remote), command.do).toThrow(/A remote moves the talk/);
    }
    expect(talk.state).toBe(before);
  });

  it('has a new driver when all pages of the last one are closed', () => {
    const { talk } = talkWith();
    talk.setPresence({ ...EMPTY_TALK.presence, devices: [laptop.device] });
    talk.do({ do: 'move', to: at(1), from: 0 }, laptop);
    talk.setPresence({ ...EMPTY_TALK.presence, devices: [other.device] });
    talk.do({ do: 'move', to: at(2), from: talk.state.next }, other);
    expect(talk.state).toMatchObject({ place: at(2), driver: other.device });
  });

  it('counts what a page says to a new log as no move, so that a press in that moment is taken', () => {
    const { talk } = talkWith();
    const from = talk.state.next;
    talk.do({ do: 'hold', place: at(5), isBlack: false, isDriver: false, startedAt: null }, phone);
    talk.do({ do: 'move', to: at(6), from }, laptop);
    expect(talk.state.place).toEqual(at(6));
  });

  it('is told by its pages what they hold when it has just started, and believes the first of them', () => {
    const { talk } = talkWith();
    talk.do({ do: 'hold', place: at(5, 2), isBlack: true, isDriver: false, startedAt: null }, other);
    expect(talk.state).toMatchObject({ place: at(5, 2), isBlack: true, driver: null });
    talk.do({ do: 'hold', place: at(4), isBlack: false, isDriver: true, startedAt: null }, laptop);
    expect(talk.state).toMatchObject({ place: at(5, 2), isBlack: true, driver: laptop.device });
    talk.do({ do: 'hold', place: at(4), isBlack: false, isDriver: true, startedAt: null }, other);
    expect(talk.state.driver).toBe(laptop.device);
  });

  it('believes the page that had read most of the log before, and no page any more once somebody has moved', () => {
    const { talk } = talkWith();
    const hold = (slide: number, heard: number): TalkCommand => ({
      ...{ do: 'hold', place: at(slide), isBlack: false, isDriver: false, startedAt: null, heard },
    });
    talk.do(hold(4, 17), other);
    talk.do(hold(5, 18), laptop);
    talk.do(hold(3, 18), phone);
    expect(talk.state).toMatchObject({ place: at(5), heard: 18 });
    talk.do({ do: 'move', to: at(6), from: talk.state.next }, laptop);
    talk.do(hold(9, 99), other);
    expect(talk.state).toMatchObject({ place: at(6), heard: null });
  });

  it('tells how many pages are open, and nothing when that is as before', () => {
    const { talk, events } = talkWith();
    talk.setPresence({ presenter: 1, learner: 0, viewer: 40, devices: [] });
    talk.setPresence({ devices: [], viewer: 40, learner: 0, presenter: 1 });
    expect(events).toHaveLength(1);
    expect(talk.state.presence.viewer).toBe(40);
  });

  it('is folded to the same state by everybody who reads it, whatever was commanded', () => {
    const author = fc.constantFrom(laptop, phone, other);
    const place = fc.record({ slide: fc.nat(3), step: fc.nat(2) });
    const command = fc.oneof(
      fc.record({ do: fc.constant('move' as const), to: place, from: fc.nat(20) }),
      fc.constant({ do: 'drive' as const }),
      fc.record({ do: fc.constant('black' as const), isBlack: fc.boolean() }),
      fc.record({
        do: fc.constant('hold' as const),
        place,
        isBlack: fc.boolean(),
        isDriver: fc.boolean(),
        startedAt: fc.constantFrom(null, 5),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(command, author)), (commands) => {
        const { talk, events } = talkWith();
        for (const [one, by] of commands) {
          const before = talk.state;
          try {
            talk.do(one, by);
          } catch (error) {
            expect(error).toBeInstanceOf(TalkRefusal);
            expect(talk.state).toBe(before);
          }
        }
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
        expect(events.reduce(reduceTalk, EMPTY_TALK)).toEqual(talk.state);
      }),
    );
  });
});
