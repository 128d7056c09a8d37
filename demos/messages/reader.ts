// Reads what comes on six lanes, and notes how much it was. The letters in here when it dies have been sent, and no others.
import { ready, startPulse } from '../../src/demo/worker.js';
import { Board } from './board.js';
import { LANES } from './lanes.js';
import { readLetter } from './letter.js';

/** Fewer than this came out of somebody's buffer, and say nothing about the lane's pace. */
const SOME = 1000;

const board = new Board('reader.notes', Object.keys(LANES));

function earFor(name: string) {
  let firstAt = 0;
  return {
    line(text: string): void {
      const letter = readLetter(text);
      if (!letter) return;
      const entry = board.of(name);
      const isNew = letter.round !== entry.round;
      const letters = isNew ? 1 : entry.letters + 1;
      if (isNew) firstAt = performance.now();
      const perSecond = letters < SOME ? 0 : Math.round((1000 * letters) / (performance.now() - firstAt));
      board.note(name, { round: letter.round, letters, perSecond });
    },
    over(how: string): void {
      board.note(name, { noticed: { how, at: Date.now() } });
      console.log(`${name}: ${how}`);
    },
  };
}

for (const [name, lane] of Object.entries(LANES)) {
  await lane.listen(earFor(name));
  console.log(`${name}: I am all ears`);
}
startPulse();
ready();
