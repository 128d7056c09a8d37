/**
 * The whole state of a terminal as text, for another one of the same size with the same scrollback. The code runs in Node
 * (`@xterm/headless`) and in the page (`@xterm/xterm`). The first line is JSON (`./state.ts`), the rest is output that paints the
 * rows and sets the modes.
 */
import * as v from 'valibot';
import type { Emulator, XtermTerminal } from '../emulator/emulator.js';
import type { FilterState } from '../emulator/filter.js';
import { internalsOf } from './internals.js';
import { modesOf } from './modes.js';
import { RowWriter } from './rows.js';
import { filterOf, readState, type State, StateSchema, writeState } from './state.js';

type AnyEmulator = Pick<Emulator<XtermTerminal>, 'terminal' | 'filterState' | 'write' | 'resume'>;

/** A terminal with a window draws the rows that output has changed, and does not know of the state that is set. */
interface Window {
  refresh?(firstRow: number, lastRow: number): void;
}

/**
 * Makes any terminal a fresh one, from within its stream: a call from outside would overtake what is still to be written.
 * RIS (`ESC c`) leaves a hidden cursor hidden.
 */
const RESET = '\x1b[?25h\x1bc';
const TO_ALTERNATE = '\x1b[?47h\x1b[H';
/**
 * The most characters that the scrollback takes in a snapshot: 500 full rows of coloured text fit in. A process that gives
 * each cell marks and colours of its own makes megabytes of it, and everybody who comes late is sent them.
 */
const MAX_SCROLLBACK_LENGTH = 256 * 1024;
const FRESH: State = { cursor: [0, 0] };

/**
 * The state after all output that was written before this call. `scrollback`: how many rows of it keep their text at the most; older
 * ones are blank. Rejects when xterm.js is another version than this was written for.
 */
export function takeSnapshot(emulator: AnyEmulator, scrollback = Number.POSITIVE_INFINITY): Promise<string> {
  const { filterState } = emulator;
  return new Promise((resolve, reject) =>
    // Read where the emulator calls back: a promise's turn comes when it has taken what was written since as well.
    emulator.write('', () => {
      try {
        resolve(snapshotOf(emulator.terminal, filterState, scrollback));
      } catch (error) {
        reject(error);
      }
    }),
  );
}

/** The snapshot of a terminal in which nothing was written but `text`, which ends a row. */
export const snapshotOfText = (text: string): string =>
  `${JSON.stringify({ cursor: [0, text.split('\n').length - 1] } satisfies State)}\n${text}`;

function snapshotOf(terminal: XtermTerminal, filter: FilterState, scrollback: number): string {
  const core = internalsOf(terminal);
  const { normal, alt, active } = core._bufferService.buffers;
  const writer = new RowWriter();
  const rows = {
    normal: writer.write(normal, Math.max(0, normal.ybase - scrollback), MAX_SCROLLBACK_LENGTH),
    alternate: active === alt ? writer.write(alt) : null,
  };
  const state = readState(core, filter, rows);
  const alternateText = rows.alternate ? TO_ALTERNATE + rows.alternate.text : '';
  return `${JSON.stringify(state)}\n${rows.normal.text}${alternateText}${modesOf(core)}`;
}

/**
 * Brings an emulator to the state of a snapshot, whatever it was before, in order with what else is written to it. An empty
 * snapshot is that of a fresh terminal. `done` is called when the terminal is there. Returns false when it is not a snapshot;
 * then nothing changes.
 */
export function restore(emulator: AnyEmulator, snapshot: string, done?: () => void): boolean {
  const end = snapshot.indexOf('\n');
  const state = snapshot === '' ? FRESH : parseState(snapshot.slice(0, end));
  if (!state) return false;
  emulator.resume(filterOf(FRESH));
  emulator.write(RESET + snapshot.slice(end + 1), () => {
    const { terminal } = emulator;
    writeState(internalsOf(terminal), state);
    (terminal as Window).refresh?.(0, terminal.rows - 1);
    done?.();
  });
  emulator.resume(filterOf(state));
  return true;
}

function parseState(line: string): State | null {
  try {
    const result = v.safeParse(StateSchema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
