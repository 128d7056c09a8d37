// Nibbles at what lies on the disk: one byte, wherever it likes.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ownChance } from '../common/chance.js';
import { onFault, ready } from '../common/tell.js';
import { COPIES, TRUSTING } from './books.js';
import { PAGE_BYTES, PAGES, SUM_AT, scrub } from './pages.js';

const SQUEAK_MS = 1000;
/** Longer than the scrubber takes from reading to writing. */
const LOOK_AGAIN_MS = 100;

const chance = ownChance(2);
const below = (limit: number) => Math.floor(chance() * limit);

/** Another byte than the one that stands there, in place, and nothing else on the disk is touched. */
function nibble(paths: string[], at: number): void {
  for (const path of paths) {
    const byte = readFileSync(path).readUInt8(at);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.of(byte ^ (1 + below(255))), 0, 1, at);
    closeSync(file);
  }
  console.log(`nibbled at byte ${at}`);
}

const aPage = () => below(PAGES) * PAGE_BYTES;
const aCopy = () => (chance() < 0.5 ? COPIES.a : COPIES.b);

const isLost = () => scrub(readFileSync(COPIES.a), readFileSync(COPIES.b)).some(({ mended }) => mended === null);

/** One page in both copies. A scrubber that comes between the two bites mends the first: then the mouse bites again. */
async function nibbleBoth(): Promise<void> {
  do {
    nibble([COPIES.a, COPIES.b], aPage() + below(PAGE_BYTES));
    await pause(LOOK_AGAIN_MS);
  } while (!isLost());
}

onFault({
  flip: () => nibble([TRUSTING, aCopy()], aPage() + below(SUM_AT)),
  checksum: () => nibble([aCopy()], aPage() + SUM_AT + below(PAGE_BYTES - SUM_AT)),
  both: () => void nibbleBoth(),
});
setInterval(() => console.log('squeak'), SQUEAK_MS);
ready();
