/** The capabilities of a terminal, read from its environment alone. Pure. */

/** How many colours: any, the 256 of xterm, the terminal's own 16, or none. */
export type Colours = 'any' | '256' | '16' | 'none';

export interface Capabilities {
  /** Can a picture be drawn, or only line after line be written? */
  picture: boolean;
  colours: Colours;
  /** Shapes, box drawing and braille; without them, ASCII. */
  unicode: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function terminalCapabilities(env: Environment, isTTY: boolean): Capabilities {
  const picture = isTTY && env.TERM !== 'dumb' && env.TERM !== undefined && env.TERM !== '';
  return { picture, colours: coloursOf(env, picture), unicode: hasUnicode(env) };
}

const FORCED: Readonly<Record<string, Colours>> = {
  '0': 'none',
  false: 'none',
  '2': '256',
  '3': 'any',
};

/** https://force-color.org before https://no-color.org, as in Node itself. */
function coloursOf(env: Environment, picture: boolean): Colours {
  const { FORCE_COLOR: forced, NO_COLOR: unwanted, TERM: term = '', COLORTERM: colorterm = '' } = env;
  if (forced !== undefined) return FORCED[forced] ?? '16';
  if (unwanted || !picture) return 'none';
  const has256 = /256/.test(term);
  // GNU screen passes on what the terminal around it said of itself, and garbles what it does not know.
  const isScreen = term.startsWith('screen') && !env.TMUX;
  if ((/^(truecolor|24bit)$/i.test(colorterm) && !isScreen) || term.endsWith('-direct')) return 'any';
  return has256 ? '256' : '16';
}

/** The Linux console's font has no braille; a locale without UTF-8 has no shapes at all. */
function hasUnicode(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale) && env.TERM !== 'linux';
}
