/** The shapes that tell of states, chosen once: state is never told by colour alone. */
import type { LifeState } from '../../log/index.js';

export interface Marks {
  state: Readonly<Record<LifeState, string>>;
  chosen: string;
  rule: string;
  bar: string;
  /** Lanes of the heart monitor in braille dots; without, in letters. */
  braille: boolean;
}

export const UNICODE: Marks = {
  state: { waiting: '·', booting: '◌', up: '♥', frozen: '■', down: '✕', off: '✕' },
  chosen: '›',
  rule: '─',
  bar: '│',
  braille: true,
};

export const ASCII: Marks = {
  state: { waiting: '.', booting: 'o', up: '+', frozen: '=', down: 'x', off: 'x' },
  chosen: '>',
  rule: '-',
  bar: '|',
  braille: false,
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The Linux console's font has no braille; a locale without UTF-8 has no shapes at all. */
export function chooseMarks(env: Environment): Marks {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale) && env.TERM !== 'linux' ? UNICODE : ASCII;
}

/** https://no-color.org: set, and not to nothing. */
export const wantsColour = (env: Environment) => !env.NO_COLOR && env.TERM !== 'dumb';

const LOOKALIKES: Readonly<Record<string, string>> = { '─': '-', '│': '|', '·': '-', '–': '-', '…': '~', '✕': 'x' };

/** For terminals without Unicode: what a process prints may hold any character. */
export const toAscii = (text: string) => text.replace(/[^\x00-\x7f]/gu, (character) => LOOKALIKES[character] ?? '?');
