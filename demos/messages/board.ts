import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** The knowledge that one of the two has of a lane. */
interface Entry {
  /** Letters sent, or received, of this round. */
  round: number;
  letters: number;
  /** How the other end's death was noticed, and when (ms since 1970). */
  noticed?: { how: string; at: number };
  perSecond?: number;
}

export interface Notes {
  pid: number;
  lanes: Record<string, Entry>;
}

/** Longer than the notes ever get: all of them are written over by the next ones. */
const BYTES = 2048;

/** The last notes of one of the two, alive or dead; null before its first. */
export function readNotes(file: string): Notes | null {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' ? null : (JSON.parse(text) as Notes);
}

/** Notes in a file, written by one call each: a writer that is killed has left whole ones behind. */
export class Board {
  private readonly notes: Notes;
  private readonly file: number;

  constructor(file: string, lanes: string[]) {
    const earlier = readNotes(file)?.lanes;
    const blank = Object.fromEntries(lanes.map((lane) => [lane, { round: 0, letters: 0 }]));
    this.notes = { pid: process.pid, lanes: earlier ?? blank };
    this.file = openSync(file, existsSync(file) ? 'r+' : 'w');
    this.write();
  }

  of(lane: string): Entry {
    return this.notes.lanes[lane] as Entry;
  }

  note(lane: string, entry: Partial<Entry>): void {
    Object.assign(this.of(lane), entry);
    this.write();
  }

  private write(): void {
    writeSync(this.file, JSON.stringify(this.notes).padEnd(BYTES), 0);
  }
}
