import { metric, startPulse } from '../../src/demo/worker.js';
import { oneOfEach, ownChance } from '../common/chance.js';
import { PARTS } from './parts.js';

const HUNDRED = 100;
const TELL_MS = 300;

/**
 * Each call is a question of somebody who came in by `door`. One of each hundred by one door is lost: false. Which one, is chance.
 * The terminal tells how many of how many.
 */
export function fallible(name: string): (door: unknown) => boolean {
  const doors = new Map<unknown, () => boolean>();
  const isUnluckyBy = (door: unknown) => {
    const salt = PARTS.indexOf(name) * HUNDRED + doors.size;
    const isUnlucky = doors.get(door) ?? oneOfEach(HUNDRED, ownChance(salt));
    doors.set(door, isUnlucky);
    return isUnlucky();
  };
  let [asked, lost] = [0, 0];
  setInterval(() => {
    metric('asked', asked);
    metric('lost', lost);
  }, TELL_MS);
  startPulse();
  console.log('99 %');
  return (door) => {
    const works = !isUnluckyBy(door);
    asked++;
    if (works) return true;
    process.stdout.write(`\r${++lost} of ${asked}`);
    return false;
  };
}
