// Compares what the writer has sent with what the reader has received, and sees for itself who of them is alive.
import { metric, ready, startPulse } from '../../src/demo/worker.js';
import { readNotes } from './board.js';
import { Grave } from './grave.js';

const LOOK_MS = 10;
const TELL_MS = 300;
const NOT_NOTICED = -1;
/** Counts that have not changed for so many looks are at rest. */
const REST_LOOKS = 4;

const graves = { writer: new Grave(), reader: new Grave() };

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function look(): void {
  for (const [who, grave] of Object.entries(graves)) {
    const notes = readNotes(`${who}.notes`);
    if (notes) grave.look(isAlive(notes.pid), Date.now());
  }
}

/** The counts of the last look, and for how many looks they have been the same. */
let last = { counts: '', looks: 0 };

/** The metric comes before the new counts, so that nobody takes counts that move for the last ones. */
function watchMoves(counts: string): void {
  last = counts === last.counts ? { counts, looks: last.looks + 1 } : { counts, looks: 0 };
  metric('at rest', Number(last.looks >= REST_LOOKS));
}

const ms = (value: number) => (value === NOT_NOTICED ? '–' : `${value} ms`).padStart(8);

function tell(): void {
  const [writer, reader] = [readNotes('writer.notes'), readNotes('reader.notes')];
  if (!writer || !reader) return;
  watchMoves(JSON.stringify([writer.lanes, reader.lanes]));
  const rows = Object.entries(writer.lanes).map(([lane, sent]) => {
    const got = reader.lanes[lane];
    const isThisRound = got?.round === sent.round;
    const here = isThisRound ? got.letters : 0;
    const perSecond = isThisRound ? (got.perSecond ?? 0) : 0;
    const told = graves.writer.noticedMs(got?.noticed?.at) ?? NOT_NOTICED;
    const toldBack = graves.reader.noticedMs(sent.noticed?.at) ?? NOT_NOTICED;
    metric(`${lane} sent`, sent.letters);
    metric(`${lane} here`, here);
    metric(`${lane} per second`, perSecond);
    metric(`${lane} reader noticed`, told);
    metric(`${lane} writer noticed`, toldBack);
    const counts = `${String(sent.letters).padStart(6)}${String(here).padStart(6)}${String(perSecond || '').padStart(7)}`;
    return `${lane.padEnd(6)}${counts}${ms(told)}${ms(toldBack)}`;
  });
  // The last one, because it says that the counts above are those of this round.
  metric('round', Math.max(...Object.values(writer.lanes).map(({ round }) => round)));
  const head = ['                      death noticed by', '        sent  here     /s  reader  writer'];
  process.stdout.write(`\x1b[H${[...head, ...rows].map((row) => `${row}\x1b[K`).join('\n')}\n`);
}

process.stdout.write('\x1b[2J');
// A process that is killed at once was seen alive.
look();
setInterval(look, LOOK_MS);
setInterval(tell, TELL_MS);
startPulse();
ready();
