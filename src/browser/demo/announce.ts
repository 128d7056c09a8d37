import { duration, ending, type LogEvent, type View } from '../../log/view.js';

/** An event as a sentence for a screen reader; null for what need not be told. */
export function announce(event: LogEvent, view: View): string | null {
  switch (event.type) {
    case 'exit':
      return event.expected ? null : `${event.id} ended: ${ending(event)} after ${duration(event.uptimeMs)}.`;
    case 'ready': {
      const took = view.recoveries.at(-1);
      if (event.incarnation === 1 || took === undefined) return null;
      return `${event.id} is up again as process ${event.pid} after ${duration(took)}.`;
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
