import type { Demo } from '../../demo/demo.js';
import type { View } from '../../log/index.js';
import type { Marks } from './marks.js';
import type { Asked } from './question.js';
import type { Rebirth } from './rebirths.js';
import type { Line } from './text.js';

/** The view between the first lines and the last: panes and monitor, one terminal instead of the panes, the tree, the question, or the help. */
export type Mode = 'panes' | 'terminal' | 'tree' | 'question' | 'help';

/** All that a picture is made of. */
export interface Frame {
  demo: Demo;
  /** As of `now`. */
  view: View;
  /** ms since the log began. */
  now: number;
  /** In the past: from when it can be seen, and what the time really is, in ms since the log began. */
  past: { from: number; present: number } | null;
  /** The visible rows of each process's terminal. */
  screens: ReadonlyMap<string, readonly Line[]>;
  rebirths: readonly Rebirth[];
  /** The process that takes the faults. */
  chosen: string;
  /** How many stunts of the script were played. */
  stunts: number;
  message: string | null;
  /** Null where a demo has no lesson. */
  asked: Asked | null;
  mode: Mode;
  marks: Marks;
}
