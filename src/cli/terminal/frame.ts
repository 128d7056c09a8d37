import type { View } from '../../log/index.js';
import type { Demo } from '../../stage/demo.js';
import type { Marks } from './marks.js';

/** All that a picture is made of. */
export interface Frame {
  demo: Demo;
  view: View;
  /** ms since the log began. */
  now: number;
  /** The visible lines of each process's terminal. */
  screens: ReadonlyMap<string, readonly string[]>;
  /** The process that takes the faults. */
  chosen: string;
  /** How many stunts of the script were played. */
  stunts: number;
  message: string | null;
  help: boolean;
  marks: Marks;
}
