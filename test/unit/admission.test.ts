import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressGroup,
  type Learner,
  type Person,
  placeToGive,
  type StageHolder,
  type StageWorld,
  settleSeats,
  settleStages,
} from '../../src/gateway/admission.js';
import { ByAddress } from '../../src/gateway/connections.js';

let clock = 0;
const person = (address: string, device = `device-${clock}`): Person => ({ address, device, since: clock++ });
const people = (count: number, address: string): Person[] => Array.from({ length: count }, () => person(address));

describe('the group of an address', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:192.168.1.7', '192.168.1.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, ''],
  ])('the group of the address %s is %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it('all addresses that one IPv6 host can give itself are one group, and another network is another group', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), (host) => {
        expect(addressGroup(`2001:db8:0:7:${host.join(':')}`)).toBe('2001:db8:0:7::/64');
        expect(addressGroup(`2001:db8:0:8:${host.join(':')}`)).not.toBe('2001:db8:0:7::/64');
      }),
    );
  });
});

describe('a seat', () => {
  const limits = { seats: 10, quota: 100 };

  it('a seat is given to every page that comes while seats are left, whatever its address', () => {
    const waiting = people(10, 'one router');
    expect(settleSeats([], waiting, limits)).toEqual({ admit: waiting, displace: [] });
  });

  it('a seat is given first to the page that has waited longest', () => {
    const [first, second, third] = people(3, 'here') as [Person, Person, Person];
    const seated = people(8, 'here');
    expect(settleSeats(seated, [third, first, second], limits).admit).toEqual([first, second]);
  });

  it('the address with most seats gives one up, that of its latest device first, when another address has fewer', () => {
    const seated = people(10, 'greedy');
    const honest = person('elsewhere');
    expect(settleSeats(seated, [honest], limits)).toEqual({ admit: [honest], displace: [seated[9]] });
  });

  it('the device with most seats gives one up before others of the same address lose theirs', () => {
    const many = Array.from({ length: 4 }, () => person('greedy', 'many pages'));
    const seated = [...many, ...people(6, 'greedy')];
    expect(settleSeats(seated, [person('elsewhere')], limits).displace).toEqual([many[3]]);
  });

  it('a seat is not given up to a page of the same address, nor for an address that would then have more', () => {
    const seated = [...people(5, 'one'), ...people(5, 'other')];
    expect(settleSeats(seated, people(1, 'one'), limits)).toEqual({ admit: [], displace: [] });
    const nearly = [...people(6, 'one'), ...people(4, 'other')];
    expect(settleSeats(nearly, people(5, 'other'), limits).admit).toHaveLength(1);
  });

  it('a seat is given to nobody while the machine is busy, and to a few pages at a time after that', () => {
    expect(settleSeats([], people(5, 'here'), { seats: 10, quota: 0 })).toEqual({ admit: [], displace: [] });
    expect(settleSeats([], people(5, 'here'), { seats: 10, quota: 2 }).admit).toHaveLength(2);
  });

  it('a page that lost its seat and waits takes no seat from another page', () => {
    const addresses = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });
    fc.assert(
      fc.property(addresses, addresses, (inside, outside) => {
        const seated = inside.slice(0, 10).map((address) => person(address));
        const waiting = outside.map((address) => person(address));
        const { admit, displace } = settleSeats(seated, waiting, limits);
        const now = [...seated.filter((one) => !displace.includes(one)), ...admit];
        expect(now.length).toBeLessThanOrEqual(Math.max(limits.seats, seated.length));
        const left = [...waiting.filter((one) => !admit.includes(one)), ...displace];
        expect(settleSeats(now, left, limits)).toEqual({ admit: [], displace: [] });
      }),
    );
  });

  it('two addresses have a seat for half of the time each, however many pages one of them opens', () => {
    let seated = people(10, 'greedy');
    for (const honest of people(20, 'elsewhere')) {
      const { admit, displace } = settleSeats(seated, [honest, ...people(50, 'greedy')], limits);
      seated = [...seated.filter((one) => !displace.includes(one)), ...admit];
    }
    expect(seated.filter(({ address }) => address === 'elsewhere')).toHaveLength(5);
  });

  it('the choice of the seat that is given up takes a time that does not grow with the product of seats and waiting pages', () => {
    let asked = 0;
    const counting = (address: string): Person => ({
      get address() {
        asked++;
        return address;
      },
      device: 'd',
      since: clock++,
    });
    const seated = Array.from({ length: 400 }, () => counting('one'));
    settleSeats(seated, people(200, 'one'), { seats: 400, quota: 100 });
    expect(asked).toBeLessThan(400 * 10);
  });
});

describe('the place that is given up', () => {
  it('no seat is given up when nobody has one, or when all addresses have the same number', () => {
    expect(placeToGive([], 'here')).toBeNull();
    expect(placeToGive([person('a'), person('b')], 'c')).toBeNull();
  });
});

describe('a stage', () => {
  const limits = { stages: 6, learnerStages: 4, stagesPerAddress: 3, graceMs: 10, idleMs: 1000 };
  const learner = (device: string, address = device, isPresenter = false): Learner => ({
    ...person(address, device),
    isPresenter,
  });
  const holder = (device: string, { address = device, usedAt = 0 } = {}): StageHolder => ({
    ...learner(device, address),
    usedAt,
  });
  const world = (some: Partial<StageWorld<Learner>>): StageWorld<Learner> => ({
    ...{ running: new Set<string>(), ending: new Set<string>(), gone: new Map<string, number>() },
    ...{ holders: [], waiting: [] },
    ...some,
  });
  const settle = (some: Partial<StageWorld<Learner>>, { isBusy = false, now = 0 } = {}) => {
    const { admit, end } = settleStages(world(some), limits, isBusy, now);
    return { admit: admit.map(({ device }) => device), end };
  };
  const full = ['a', 'b', 'c', 'd'].map((device) => holder(device));

  it('a stage is given to the learner who has waited longest, as long as stages are left for learners', () => {
    const [first, second] = [learner('first'), learner('second')];
    const holders = full.slice(0, 3);
    expect(settle({ holders, waiting: [second, first] })).toEqual({ admit: ['first'], end: [] });
  });

  it('a stage is kept for the presenter when learners have all of theirs', () => {
    const waiting = [learner('x'), learner('me', 'here', true)];
    expect(settle({ holders: full, waiting }).admit).toEqual(['me']);
  });

  it('a learner who comes back to a running stage takes it from nobody', () => {
    const running = new Set(['a', 'b', 'c', 'back']);
    expect(settle({ running, holders: full.slice(0, 3), waiting: [learner('new'), learner('back')] }).admit).toEqual([
      'back',
    ]);
  });

  it('all pages of one browser enter one stage together', () => {
    const waiting = [learner('two', 'here'), learner('two', 'here')];
    expect(settle({ holders: full.slice(0, 3), waiting }).admit).toEqual(['two', 'two']);
  });

  it('an address that has its share gets no further stage, and a learner of another address is admitted before', () => {
    const holders = ['a', 'b', 'c'].map((device) => holder(device, { address: 'class' }));
    const waiting = [learner('of the class', 'class'), learner('guest', 'elsewhere')];
    expect(settle({ holders, waiting }).admit).toEqual(['guest']);
  });

  it('a stage without a page ends after the grace time when others wait, the one first that was left first', () => {
    const running = new Set(['a', 'b', 'gone', 'long gone']);
    const gone = new Map([
      ['gone', 50],
      ['long gone', 20],
    ]);
    const holders = full.slice(0, 2);
    expect(settle({ running, gone, holders }, { now: 100 }).end).toEqual([]);
    expect(settle({ running, gone, holders, waiting: [learner('x')] }, { now: 25 }).end).toEqual([]);
    expect(settle({ running, gone, holders, waiting: [learner('x')] }, { now: 100 }).end).toEqual(['long gone']);
    const two = [learner('x'), learner('y')];
    expect(settle({ running, gone, holders, waiting: two }, { now: 100 }).end).toEqual(['long gone', 'gone']);
  });

  it('a stage that does not run is not asked to end, though its learner left', () => {
    const some = { running: new Set(['a', 'b', 'c']), gone: new Map([['never began', 0]]), holders: full.slice(0, 4) };
    expect(settle({ ...some, waiting: [learner('x')] }, { now: 500 }).end).toEqual([]);
  });

  it('a stage that nobody used for a while ends when others wait, but not before one without a page', () => {
    const holders = [...full.slice(0, 3), holder('busy', { usedAt: 900 })];
    const running = new Set(holders.map(({ device }) => device));
    const waiting = [learner('x')];
    expect(settle({ running, holders, waiting }, { now: 999 }).end).toEqual([]);
    expect(settle({ running, holders, waiting }, { now: 1000 }).end).toEqual(['a']);
    expect(settle({ running, holders }, { now: 5000 }).end).toEqual([]);
    const some = { running: new Set([...running, 'gone']), gone: new Map([['gone', 1]]), holders: holders.slice(1) };
    expect(settle({ ...some, waiting }, { now: 1000 }).end).toEqual(['gone']);
  });

  it('an idle stage ends for a learner of the same network when that network has its share', () => {
    const near = ['a', 'b', 'c'].map((device) =>
      holder(device, { address: 'class', usedAt: device === 'b' ? 0 : 900 }),
    );
    const some = { running: new Set(['a', 'b', 'c']), holders: near };
    expect(settle({ ...some, waiting: [learner('x', 'class')] }, { now: 1000 }).end).toEqual(['b']);
    const far = [holder('far', { usedAt: 0 })];
    const waiting = [learner('x', 'class')];
    const used = near.map((one) => ({ ...one, usedAt: 900 }));
    const all = { running: new Set(['a', 'b', 'c', 'far']), holders: [...used, ...far], waiting };
    expect(settle(all, { now: 1000 }).end).toEqual([]);
  });

  it('the stage of the presenter does not end because nobody uses it', () => {
    const holders = full.map((one) => ({ ...one, isPresenter: true }));
    const running = new Set(holders.map(({ device }) => device));
    expect(settle({ running, holders, waiting: [learner('x')] }, { now: 99_999 }).end).toEqual([]);
  });

  it('a stage that is ending counts as free for those who wait, and its learner does not come back to it', () => {
    const running = new Set(['a', 'b', 'c', 'gone']);
    const some = { running, holders: full.slice(0, 3), ending: new Set(['gone']), gone: new Map([['gone', 0]]) };
    expect(settle({ ...some, waiting: [learner('x')] }, { now: 5000 })).toEqual({ admit: [], end: [] });
    expect(settle({ ...some, waiting: [learner('gone')] }, { now: 500 })).toEqual({ admit: [], end: [] });
  });

  it('no stage starts but the presenter’s while the machine is busy, and none ends for that', () => {
    const some = { running: new Set(['gone']), gone: new Map([['gone', 0]]) };
    const waiting = [learner('x'), learner('me', 'here', true)];
    expect(settle({ ...some, waiting }, { isBusy: true, now: 500 })).toEqual({ admit: ['me'], end: [] });
  });

  it('stages are never more than the limit, and none ends that was not asked to, whatever happens', () => {
    const device = fc.constantFrom(...'abcdefghij');
    const devices = fc.uniqueArray(device, { maxLength: 10 });
    fc.assert(
      fc.property(devices, devices, devices, devices, fc.boolean(), (running, here, ending, waiting, isBusy) => {
        const holders = here.slice(0, 4).map((one) => holder(one));
        const away = running.filter((one) => !here.includes(one));
        const taken = new Set([...running, ...holders.map((one) => one.device)]);
        const some = {
          running: new Set(running),
          ending: new Set(ending.filter((one) => running.includes(one))),
          gone: new Map(away.map((one) => [one, 0] as const)),
          holders,
          waiting: waiting.filter((one) => !here.slice(0, 4).includes(one)).map((one) => learner(one)),
        };
        const { admit, end } = settle(some, { isBusy, now: 5000 });
        const after = new Set([...taken, ...admit]);
        if (after.size > taken.size) expect(after.size).toBeLessThanOrEqual(limits.learnerStages);
        expect(end.filter((one) => admit.includes(one) || some.ending.has(one))).toEqual([]);
        expect(end.length).toBeLessThanOrEqual(some.waiting.length - admit.length);
      }),
    );
  });
});

describe('the connection that goes when there are too many', () => {
  it('the oldest connection of the address with most of them is closed', () => {
    const some = new ByAddress<string>();
    expect(some.first).toBeUndefined();
    some.add('one', 'lonely');
    for (const item of ['first', 'second', 'third']) some.add('greedy', item);
    expect(some.first).toBe('first');
    some.delete('greedy', 'first');
    expect(some.first).toBe('second');
    some.delete('greedy', 'second');
    some.delete('greedy', 'third');
    expect(some.first).toBe('lonely');
    some.delete('one', 'lonely');
    expect(some.first).toBeUndefined();
  });
});
