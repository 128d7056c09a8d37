/** The shapes that tell of states, chosen once: state is never told by colour alone. */

import type { Figure } from '../../demo/charts/tiles.js';
import { STATE_SHAPES } from '../../demo/view-model/states.js';
import type { Guide } from '../../demo/view-model/tree-rows.js';
import type { LifeState } from '../../log/index.js';

export interface Marks {
  state: Readonly<Record<LifeState, string>>;
  chosen: string;
  rule: string;
  bar: string;
  /** Where a bar between panes meets the rules above and below. */
  meets: string;
  /** The guides of the tree. */
  guide: Readonly<Record<Guide, string>>;
  /** Reborn because another one died. */
  along: string;
  /** The mark of text that was cut off. */
  more: string;
  past: string;
  dash: string;
  /** One of many small things. */
  tile: Readonly<Record<Figure, string>>;
  /** Lanes of the heart monitor in braille dots; without, in letters. */
  braille: boolean;
}

export const UNICODE: Marks = {
  state: STATE_SHAPES,
  chosen: '›',
  rule: '─',
  bar: '│',
  meets: '┴',
  guide: { branch: '├─ ', last: '└─ ', through: '│  ', none: '   ' },
  along: '↻',
  more: '…',
  past: '◀',
  dash: '·',
  tile: { full: '⣿', hollow: '⣀', crossed: '✕', dotted: '◐' },
  braille: true,
};

export const ASCII: Marks = {
  state: { waiting: '.', booting: 'o', up: '+', frozen: '=', down: 'x', off: 'x' },
  chosen: '>',
  rule: '-',
  bar: '|',
  meets: '+',
  guide: { branch: '|- ', last: '`- ', through: '|  ', none: '   ' },
  along: '@',
  more: '~',
  past: '<',
  dash: '-',
  tile: { full: '#', hollow: '.', crossed: 'x', dotted: 'o' },
  braille: false,
};

const LOOKALIKES: Readonly<Record<string, string>> = { '─': '-', '│': '|', '·': '-', '–': '-', '…': '~', '✕': 'x' };

/** One character for a terminal without Unicode, `cells` wide: what a process prints may hold any. */
export function toAscii(character: string, cells: number): string {
  return /^[\x20-\x7e]$/.test(character) ? character : (LOOKALIKES[character] ?? '?').padEnd(cells);
}
