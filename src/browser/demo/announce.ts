import { duration, ending, type LogEvent, type View } from '../../log/view.js';

/** An event as a sentence for a screen reader; null for an event that need not be spoken. */
export function announce(event: LogEvent, view: View): string | null {
  switch (event.type) {
    case 'exit':
      return event.expected ? null : `${event.id} ended: ${ending(event)} after ${duration(event.uptimeMs)}.`;
    case 'ready': {
      if (event.incarnation === 1) return null;
      const tookMs = view.processes[event.id]?.history.at(-1)?.outageMs;
      return `${event.id} is up again as process ${event.pid}${tookMs === undefined ? '' : ` after ${duration(tookMs)}`}.`;
    }
    case 'giveup':
      return `${event.id} was given up: ${event.reason}.`;
    case 'scene':
      return `${event.demo} starts.`;
    case 'stop':
      return 'The demo has stopped.';
    default:
      return null;
  }
}
