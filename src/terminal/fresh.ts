/** DEC private modes that DECSTR leaves as they are. Synchronized output comes first because it holds back what follows. */
const LEFT_BY_DECSTR = [2026, 5, 9, 12, 66, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004];
const TAB_WIDTH = 8;

const privateModes = (numbers: readonly number[], final: 'h' | 'l') => `\x1b[?${numbers.join(';')}${final}`;

/** CAN ends what was cut off: a control sequence, a string, a character in UTF-8. Nothing of it is carried out. */
const CUT = '\x18';
/** Ends the row that the cursor is on, whatever was cut off in it. */
export const END_OF_ROW = `${CUT}\r\n`;
const SAVE = '\x1b7';
const RESTORE = '\x1b8';
/** DECSTR: pen, character sets, margins, insert and origin mode, cursor keys, cursor, saved cursor. */
const SOFT_RESET = '\x1b[!p';
const NEW_LINE_MODE_OFF = '\x1b[20l';
/** The palette, then foreground, background and cursor. */
const COLOURS = '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07';
const TITLE = '\x1b]0;\x07';

/**
 * Back from the other screen to where the cursor was before it. On the first screen nothing moves: there the cursor that
 * is restored is the one that has just been saved.
 */
const FIRST_SCREEN = `${SAVE}\x1b[?1049l`;
/** Each screen has a saved cursor and margins of its own. The cursor goes with us to the other screen and back. */
const OTHER_SCREEN = `${privateModes([47], 'h')}${SOFT_RESET}${privateModes([47], 'l')}`;

/** A stop each eight columns, and no other. */
function tabStops(cols: number): string {
  const columns = Array.from({ length: Math.ceil(cols / TAB_WIDTH) }, (_, at) => at * TAB_WIDTH + 1);
  return `${SAVE}\x1b[3g${columns.map((column) => `\x1b[${column}G\x1bH`).join('')}${RESTORE}`;
}

/**
 * Takes an emulator of `cols` columns back to the state of a new one, whatever a process has left it in; its text, its scrollback
 * and the place of the cursor stay. RIS would clear them, and leaves newline mode on in xterm.js.
 */
export const freshTerminal = (cols: number): string =>
  CUT +
  privateModes(LEFT_BY_DECSTR, 'l') +
  FIRST_SCREEN +
  tabStops(cols) +
  SOFT_RESET +
  OTHER_SCREEN +
  NEW_LINE_MODE_OFF +
  COLOURS +
  TITLE;
