import { ownChance } from '../common/chance.js';
import { startPulse } from '../common/tell.js';
import { PARTS } from './parts.js';

const HUNDRED = 100;

/** Each call is a question. Of each hundred, one is lost: false. Which one, is chance. Its terminal tells how many of how many. */
export function fallible(name: string): () => boolean {
  const chance = ownChance(PARTS.indexOf(name));
  let [asked, lost, unlucky] = [0, 0, 0];
  startPulse();
  console.log('99 %');
  return () => {
    if (asked % HUNDRED === 0) unlucky = Math.floor(chance() * HUNDRED);
    const works = asked % HUNDRED !== unlucky;
    asked++;
    if (!works) process.stdout.write(`\r${++lost} of ${asked}`);
    return works;
  };
}
