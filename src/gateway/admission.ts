/** Admission: which pages get a seat or a stage, and which wait. Pure decisions, so that each can be tested with numbers. Times are in ms, on one clock. */
import { isIPv6 } from 'node:net';
import type { WaitsFor } from '../protocol/messages.js';

/** Somebody with a place, or in a queue for one. */
export interface Person {
  /** The browser, by the name in its signed cookie. */
  device: string;
  /** Where it comes from, as `addressGroup` tells. */
  address: string;
  /** When it came; in a queue the order is by this. */
  since: number;
}

/** One network that hands out addresses by itself: a host has 2^64 of them in IPv6 (RFC 4291, 2.5.4), so those are one. */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return '';
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const [first, last] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  const zeros = plain.includes('::') ? new Array(Math.max(0, 8 - first.length - last.length)).fill('0') : [];
  const groups = [...first, ...zeros, ...last].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

const inOrder = <T extends Person>(people: readonly T[]) => [...people].sort((one, other) => one.since - other.since);

function countBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const most = (counts: Map<string, number>): [string, number] =>
  [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0] as [string, number]);

/**
 * Which of `holders` gives their place to somebody at `address`, when there is none left: the latest one of the devices with
 * most of them, at the address with most of them. Null when that address would then have fewer than the other: so no
 * address loses its fair share, one that is alone may have all places, and nobody is sent back and forth.
 */
export function placeToGive<T extends Person>(holders: readonly T[], address: string): T | null {
  const counts = countBy(holders, (holder) => holder.address);
  const [greediest, held] = most(counts);
  if (held <= (counts.get(address) ?? 0) + 1) return null;
  const there = holders.filter((holder) => holder.address === greediest);
  const pages = countBy(there, (holder) => holder.device);
  const [, mostPages] = most(pages);
  return inOrder(there.filter((holder) => pages.get(holder.device) === mostPages)).at(-1) ?? null;
}

export interface Seating<T> {
  admit: T[];
  /** These give their places to some of those. */
  displace: T[];
}

/**
 * Decides which waiting people get a seat now, at most `quota` of them: first come, first content. When all seats are taken, an
 * address with fewer than its share still gets one, of the address with most.
 */
export function settleSeats<T extends Person>(
  seated: readonly T[],
  waiting: readonly T[],
  { seats, quota }: { seats: number; quota: number },
): Seating<T> {
  let admit: T[] = [];
  const displace: T[] = [];
  let holders: T[] = [...seated];
  /** Addresses that have their share: nobody else of them gets more. */
  const content = new Set<string>();
  for (const person of inOrder(waiting)) {
    if (admit.length >= quota) break;
    if (holders.length < seats) {
      admit.push(person);
      holders.push(person);
      continue;
    }
    if (content.has(person.address)) continue;
    const gives = placeToGive(holders, person.address);
    if (!gives) {
      content.add(person.address);
      continue;
    }
    // One that has just been admitted goes on waiting.
    if (admit.includes(gives)) admit = admit.filter((other) => other !== gives);
    else displace.push(gives);
    admit.push(person);
    holders = [...holders.filter((holder) => holder !== gives), person];
  }
  return { admit, displace };
}

/** A learner, or the presenter in the workshop. */
export interface Learner extends Person {
  isPresenter: boolean;
}

/** One who has a stage, and is here. */
export interface StageHolder extends Learner {
  /** When they last gave an order. */
  usedAt: number;
}

export interface StageWorld<T extends Learner> {
  /** The stages that run, by the device they belong to, as the root tells. */
  running: ReadonlySet<string>;
  holders: readonly StageHolder[];
  /** Those of them that were told to end. */
  ending: ReadonlySet<string>;
  /** The time since when a running stage has had no page. */
  gone: ReadonlyMap<string, number>;
  waiting: readonly T[];
}

export interface StageLimits {
  stages: number;
  learnerStages: number;
  stagesPerAddress: number;
  graceMs: number;
  idleMs: number;
}

export interface Staging<T> {
  admit: T[];
  /** Devices whose stages end: nobody is there, or nobody uses them, and others wait. */
  end: string[];
}

/**
 * Decides which waiting learners get a stage now, and which stages end so that others can. `isBusy`: the machine has enough to do,
 * so that nothing new starts but for the presenter.
 */
export function settleStages<T extends Learner>(
  world: StageWorld<T>,
  limits: StageLimits,
  isBusy: boolean,
  now: number,
): Staging<T> {
  const { running, holders, ending } = world;
  const taken = new Set([...running, ...holders.map(({ device }) => device)]);
  const held = stagesHeld(holders);
  const admit: T[] = [];
  /** Those who only wait for room, in all stages or in those of their network. */
  const left: T[] = [];
  for (const learner of inOrder(world.waiting)) {
    const { device, address } = learner;
    const isTheirs = taken.has(device) && !ending.has(device);
    const most = learner.isPresenter ? limits.stages : limits.learnerStages;
    const reason = stageReason(learner, held, limits, isBusy);
    if (!isTheirs && (reason !== 'stages' || taken.has(device) || taken.size >= most)) {
      if (!isBusy || learner.isPresenter) left.push(learner);
      continue;
    }
    // A learner who comes back to a running stage takes it from nobody.
    if (!isTheirs) held.set(address, (held.get(address) ?? 0) + 1);
    taken.add(device);
    admit.push(learner);
  }
  const isFull = (address: string) => (held.get(address) ?? 0) >= limits.stagesPerAddress;
  return { admit, end: stagesToEnd(world, admit, left, isFull, limits, now) };
}

/** The stages that make room for those who are left: first those without anybody there, then those that nobody uses. */
function stagesToEnd(
  { running, holders, ending, gone }: StageWorld<Learner>,
  admitted: readonly Learner[],
  left: readonly Learner[],
  isFull: (address: string) => boolean,
  { graceMs, idleMs }: StageLimits,
  now: number,
): string[] {
  const isBack = (device: string) => admitted.some((learner) => learner.device === device);
  const isDue = ({ device, since, limit }: { device: string; since: number; limit: number }) =>
    !ending.has(device) && now - since >= limit;
  const abandoned = [...gone]
    .map(([device, since]) => ({ device, since, limit: graceMs, address: '' }))
    .filter((stage) => running.has(stage.device) && !isBack(stage.device) && isDue(stage))
    .sort((one, other) => one.since - other.since);
  const unused = holders
    .filter(({ isPresenter }) => !isPresenter)
    .map(({ device, usedAt, address }) => ({ device, since: usedAt, limit: idleMs, address }))
    .filter(isDue)
    .sort((one, other) => one.since - other.since);
  /** How many each stage may make room for: somebody of a network that has its share is helped by a stage of it alone. */
  const wanted = countBy(unique(left), ({ address, isPresenter }) => (!isPresenter && isFull(address) ? address : ''));
  const onTheirWay = [...ending].filter((device) => running.has(device)).length;
  wanted.set('', Math.max(0, (wanted.get('') ?? 0) - onTheirWay));
  return [...abandoned, ...unused]
    .filter(({ address }) => {
      const key = (wanted.get(address) ?? 0) > 0 ? address : '';
      const count = wanted.get(key) ?? 0;
      wanted.set(key, count - 1);
      return count > 0;
    })
    .map(({ device }) => device);
}

/** One for each device. */
const unique = (learners: readonly Learner[]) => new Map(learners.map((learner) => [learner.device, learner])).values();

/** The reason why a learner waits: the share of their network is used up, the machine is busy, or it is not yet their turn. */
export function stageReason(
  { isPresenter, address }: Learner,
  held: ReadonlyMap<string, number>,
  { stagesPerAddress }: StageLimits,
  isBusy: boolean,
): WaitsFor {
  if (isPresenter) return 'stages';
  if ((held.get(address) ?? 0) >= stagesPerAddress) return 'network';
  return isBusy ? 'busy' : 'stages';
}

/** How many stages each address has. */
export const stagesHeld = (holders: readonly StageHolder[]) => countBy(holders, ({ address }) => address);
