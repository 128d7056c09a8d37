// Nibbles at what lies on the disk: one byte, wherever it likes.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { ownChance } from '../common/chance.js';
import { ask } from '../common/http.js';
import { COPIES, TRUSTING } from './books.js';
import { isWhole, PAGE_BYTES, PAGES, pageOf, SUM_AT } from './pages.js';

const PATIENCE_MS = 3000;
const BOTH = [COPIES.a, COPIES.b];

const chance = ownChance(2);
const below = (limit: number) => Math.floor(chance() * limit);
const aCopy = () => (chance() < 0.5 ? COPIES.a : COPIES.b);

/** A page that is whole in all these files, so that the bite is the first one there; null when there is none. */
function aPageOf(paths: string[]): number | null {
  const ledgers = paths.map((path) => readFileSync(path));
  const pages = Array.from({ length: PAGES }, (_, page) => page);
  const whole = pages.filter((page) => ledgers.every((ledger) => isWhole(pageOf(ledger, page))));
  return whole[below(whole.length)] ?? null;
}

/** Another byte than the one that stands there, in place, and nothing else on the disk is touched. */
function nibble(paths: string[], at: number): void {
  for (const path of paths) {
    const byte = readFileSync(path).readUInt8(at);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.of(byte ^ (1 + below(255))), 0, 1, at);
    closeSync(file);
  }
}

/** Bites into `paths` at one byte of those of a page; returns the page. */
function bite(page: number | null, paths: string[], from: number, to: number): number | null {
  if (page === null) {
    console.log('no page is whole: nothing is left to nibble');
    return null;
  }
  const byte = from + below(to - from);
  nibble(paths, page * PAGE_BYTES + byte);
  console.log(`squeak: page ${page}, byte ${byte}`);
  metric('page', page);
  metric('byte', byte);
  return page;
}

const isLost = (page: number) => BOTH.every((path) => !isWhole(pageOf(readFileSync(path), page)));

/** One page in both copies. A scrubber that has read between the two bites mends the first: then the mouse bites again. */
async function biteBoth(): Promise<void> {
  for (;;) {
    const page = bite(aPageOf(BOTH), BOTH, 0, PAGE_BYTES);
    if (page === null) return;
    await ask('scrubber.sock', '/', { patienceMs: PATIENCE_MS }).catch(() => {});
    if (isLost(page)) return;
  }
}

onFault({
  flip: () => bite(aPageOf([TRUSTING, ...BOTH]), [TRUSTING, aCopy()], 0, SUM_AT),
  checksum: () => bite(aPageOf(BOTH), [aCopy()], SUM_AT, PAGE_BYTES),
  both: () => void biteBoth(),
});
console.log('squeak');
startPulse();
ready();
