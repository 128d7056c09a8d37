import { duration, ending, type LogEvent, type View } from '../../log/view.js';

/** The news of the processes of a demo, for a reader of any face. */
export type News =
  /** A process has ended that nobody had asked to: how, and after how long. */
  | { kind: 'death'; id: string; how: string; after: string }
  /** A process is there again. `outage`: how long it was away; null when it was taken along or started again. */
  | { kind: 'rebirth'; id: string; pid: number; outage: string | null }
  /** A supervisor starts it no more. */
  | { kind: 'giveup'; id: string; reason: string };

/** The news in an event; null where there are none. `view`: the fold with it. Each face has its own words for them. */
export function newsIn(event: LogEvent, view: View): News | null {
  switch (event.type) {
    case 'exit': {
      const { id, expected, uptimeMs } = event;
      return expected ? null : { kind: 'death', id, how: ending(event), after: duration(uptimeMs) };
    }
    case 'ready': {
      const { id, pid, incarnation } = event;
      if (incarnation === 1) return null;
      const outageMs = view.processes[id]?.history.at(-1)?.outageMs;
      return { kind: 'rebirth', id, pid, outage: outageMs === undefined ? null : duration(outageMs) };
    }
    case 'giveup':
      return { kind: 'giveup', id: event.id, reason: event.reason };
    default:
      return null;
  }
}
