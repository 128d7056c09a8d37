/**
 * The whole state of a terminal as text, for another one of the same size with the same scrollback. It runs in Node
 * (`@xterm/headless`) and in the page (`@xterm/xterm`). The first line is JSON (`./state.ts`), the rest is output that paints the
 * rows and sets the modes.
 */
import * as v from 'valibot';
import { internalsOf } from './internals.js';
import { Links } from './links.js';
import { modesOf } from './modes.js';
import { RowWriter } from './rows.js';
import { readState, StateSchema, writeState } from './state.js';

/** A terminal of either package. */
export interface Emulator {
  write(data: string | Uint8Array, callback?: () => void): void;
}

/**
 * Makes any terminal a fresh one, from within its stream: a call from outside would overtake what is still to be written.
 * RIS (`ESC c`) leaves the three modes before it as they are.
 */
const FRESH = '\x1b[?12l\x1b[20l\x1b[?25h\x1bc';
const TO_ALTERNATE = '\x1b[?47h\x1b[H';

/**
 * The state of all that was written before this call. `scrollback`: how many rows of it keep their text; older ones are
 * blank. Rejects when xterm.js is another version than this was written for.
 */
export const takeSnapshot = (terminal: Emulator, scrollback = Number.POSITIVE_INFINITY): Promise<string> =>
  new Promise((resolve, reject) =>
    // Read where the terminal calls back: a promise's turn comes when it has taken what was written since as well.
    terminal.write('', () => {
      try {
        resolve(snapshotNow(terminal, scrollback));
      } catch (error) {
        reject(error);
      }
    }),
  );

function snapshotNow(terminal: Emulator, scrollback: number): string {
  const core = internalsOf(terminal);
  const { normal, alt, active } = core._bufferService.buffers;
  const links = new Links(core._oscLinkService);
  const writer = new RowWriter(links);
  const rows = {
    normal: writer.write(normal, Math.max(0, normal.ybase - scrollback)),
    alternate: active === alt ? writer.write(alt) : null,
  };
  const state = readState(core, links, rows);
  const alternateText = rows.alternate ? TO_ALTERNATE + rows.alternate.text : '';
  return `${JSON.stringify(state)}\n${rows.normal.text}${alternateText}${modesOf(core)}`;
}

/**
 * Brings `terminal` to the state of a snapshot, whatever it was before, in order with what else is written to it. An empty
 * snapshot is that of a fresh terminal. False when it is no snapshot; then nothing changes.
 */
export function restore(terminal: Emulator, snapshot: string, done?: () => void): boolean {
  const end = snapshot.indexOf('\n');
  const state = snapshot === '' ? { cursor: [0, 0] as [number, number] } : parseState(snapshot.slice(0, end));
  if (!state) return false;
  // Bytes, as output is: a decoder that waits for the rest of a character would keep on waiting through a string.
  const bytes = new TextEncoder().encode(FRESH + snapshot.slice(end + 1));
  terminal.write(bytes, () => writeState(internalsOf(terminal), state));
  terminal.write(Uint8Array.from(state.tail ?? []), done);
  return true;
}

function parseState(line: string) {
  try {
    const result = v.safeParse(StateSchema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
