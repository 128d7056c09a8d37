import { ownChance } from '../common/chance.js';
import { startPulse } from '../common/tell.js';

/** Of a hundred questions, each part loses one. */
const LOST = 1 / 100;

/** Each call is a question: true, mostly. Tells what was lost, in one line of the terminal. */
export function fallible(name: string): () => boolean {
  const chance = ownChance([...name].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 0) % 1000);
  let [asked, lost] = [0, 0];
  startPulse();
  console.log('99 %');
  return () => {
    asked++;
    if (chance() >= LOST) return true;
    lost++;
    process.stdout.write(`\r${lost} of ${asked} lost`);
    return false;
  };
}
