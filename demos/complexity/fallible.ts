import { oneOfEach, ownChance } from '../common/chance.js';
import { startPulse } from '../common/tell.js';
import { PARTS } from './parts.js';

const HUNDRED = 100;

/** Each call is a question. Of each hundred, one is lost: false. Which one, is chance. Its terminal tells how many of how many. */
export function fallible(name: string): () => boolean {
  const isUnlucky = oneOfEach(HUNDRED, ownChance(PARTS.indexOf(name)));
  let [asked, lost] = [0, 0];
  startPulse();
  console.log('99 %');
  return () => {
    const works = !isUnlucky();
    asked++;
    if (!works) process.stdout.write(`\r${++lost} of ${asked}`);
    return works;
  };
}
