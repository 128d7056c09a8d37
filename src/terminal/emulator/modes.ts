/** Modes in control sequences that set and reset them. Pure. */
import { bytesOf, finalOf, isOneOf, textOf } from './sequence.js';

/** xterm.js takes so many parameters of one sequence; the ones after them mean nothing. */
const MOST_PARAMETERS = 32;
const AUTOWRAP = 7;

/**
 * Modes that are kept from emulators, by the prefix of their sequence. xterm.js keeps newline mode (LNM) and the blinking
 * of the cursor among its options, which outlive a reset, and draws a whole terminal of the page again for each change.
 */
const KEPT_BACK: Record<string, number> = { '': 20, '?': 12 };

const isOfModes = isOneOf('hlp');
const MODES = /^(\??)([\d;:]*)([hl])$/;

const numbersOf = (modes: string) => modes.split(';').slice(0, MOST_PARAMETERS);

/** The sequence without modes that are kept back, which may leave one that sets nothing; null when it has none of them. */
export function withoutOptions(bytes: Uint8Array, from: number, to: number): Uint8Array | null {
  if (!isOfModes(finalOf(bytes, to))) return null;
  const [, prefix = '', modes = '', final] = MODES.exec(textOf(bytes, from, to)) ?? [];
  const numbers = numbersOf(modes);
  const passed = numbers.filter((mode) => Number.parseInt(mode, 10) !== KEPT_BACK[prefix]);
  if (passed.length === numbers.length) return null;
  return bytesOf(`${prefix}${passed.join(';')}${final}`);
}

/** Whether autowrap (DECAWM) is on after the sequence; null when the sequence leaves it as it is. */
export function autowrapAfter(bytes: Uint8Array, from: number, to: number): boolean | null {
  if (!isOfModes(finalOf(bytes, to))) return null;
  const text = textOf(bytes, from, to);
  // A soft reset (DECSTR) turns it on.
  if (text === '!p') return true;
  const [, prefix, modes = '', final] = MODES.exec(text) ?? [];
  const isMeant = prefix === '?' && numbersOf(modes).some((mode) => Number.parseInt(mode, 10) === AUTOWRAP);
  return isMeant ? final === 'h' : null;
}
