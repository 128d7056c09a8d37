/** Modes, mouse reports and the cursor's look as the control sequences that bring them about in a fresh terminal. */
import type { Internals } from './internals.js';

/** DEC private modes that a fresh terminal has not set. */
const PRIVATE = [
  ['applicationCursorKeys', 1],
  ['origin', 6],
  ['reverseWraparound', 45],
  ['applicationKeypad', 66],
  ['sendFocus', 1004],
  ['bracketedPasteMode', 2004],
  ['synchronizedOutput', 2026],
] as const;

const MOUSE = { NONE: [], X10: [9], VT200: [1000], DRAG: [1002], ANY: [1003] } as const;
const MOUSE_ENCODING = { DEFAULT: [], SGR: [1006], SGR_PIXELS: [1016] } as const;

/** DECSCUSR has two numbers for each shape, for one that blinks and one that does not; with other numbers the shape stays. */
const CURSOR_SHAPE = { block: 1, underline: 3, bar: 5, unchanged: 7 } as const;

export function modesOf({ coreService, coreMouseService }: Internals): string {
  const { modes, decPrivateModes: decModes, isCursorHidden } = coreService;
  const set: number[] = PRIVATE.filter(([name]) => decModes[name]).map(([, number]) => number);
  set.push(...MOUSE[coreMouseService.activeProtocol], ...MOUSE_ENCODING[coreMouseService.activeEncoding]);
  return [
    set.length > 0 ? `\x1b[?${set.join(';')}h` : '',
    decModes.wraparound ? '' : '\x1b[?7l',
    isCursorHidden ? '\x1b[?25l' : '',
    modes.insertMode ? '\x1b[4h' : '',
    decModes.cursorBlink === undefined ? '' : cursorLook(decModes.cursorStyle, decModes.cursorBlink),
  ].join('');
}

const cursorLook = (style: keyof typeof CURSOR_SHAPE = 'unchanged', isBlinking: boolean) =>
  `\x1b[${CURSOR_SHAPE[style] + (isBlinking ? 0 : 1)} q`;
