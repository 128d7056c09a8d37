import type { Terminal } from '@xterm/xterm';
import { initialView, type View } from '../../log/view.js';
import type { LogSource } from '../live/log-source.js';

/** The moment of the log that a demo's slide shows, and the terminals at that moment. */
export interface Shown {
  view: View;
  /** ms on the log's clock. */
  now: number;
  terminals: Map<string, Terminal>;
  /** Time goes on: the moment is the present of a demo that runs, and the slide is seen. */
  isLive: boolean;
}

/** The view of a demo that has not started, or has been followed by another one. */
export const NOTHING_YET: Shown = { view: initialView(), now: 0, terminals: new Map(), isLive: false };

/** The demo `name` at the moment that is looked at. */
export function shownBy(log: LogSource, name: string | undefined, isSeen: boolean): Shown {
  const { view, playback, terminals } = log;
  if (view.demo === null || view.demo !== name) return NOTHING_YET;
  return {
    ...(playback.shown ?? { view, terminals }),
    now: playback.at ?? log.end,
    isLive: playback.at === null && view.running && !log.isAway && isSeen,
  };
}
