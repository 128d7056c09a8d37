/** The events of a demo, in plain lines. */
import { conditionInWords, duration, type EventLog, ending, type LogEvent, median, type View } from '../log/index.js';

/** Calls `say` with a line for each event that a reader wants to know of. */
export function narrate(log: EventLog, say: (line: string) => void): void {
  log.subscribe((event) => {
    const line = sentenceFor(event, log.view);
    if (line !== null) say(line);
  });
}

/** A line for what a reader wants to know; null for the rest. */
function sentenceFor(event: LogEvent, view: View): string | null {
  switch (event.type) {
    case 'fault':
      return `> ${event.name} ${event.id} (pid ${event.pid})`;
    case 'exit':
      if (event.expected) return null;
      return `  ${event.id}: ${ending(event)} after ${duration(event.uptimeMs)}`;
    case 'ready': {
      if (event.incarnation === 1) return null;
      // A process that was restarted because another one died, or by a command, had no outage.
      const outageMs = view.processes[event.id]?.history.at(-1)?.outageMs;
      return `  ${event.id}: reborn as ${event.pid}${outageMs === undefined ? '' : ` in ${duration(outageMs)}`}`;
    }
    case 'note':
      return `  ${event.text}`;
    case 'giveup':
      return `  ${event.id}: given up, ${event.reason}`;
    case 'error':
      return `  ${event.message}`;
    case 'verdict':
      return event.passed ? 'PASS' : `FAIL\n  expected: ${event.expected}\n  seen:     ${event.seen}`;
    case 'outcome':
      return `  the question of the lesson: ${outcomeInWords(event)}`;
    default:
      return null;
  }
}

const outcomeInWords = ({ held, says, failed }: Extract<LogEvent, { type: 'outcome' }>) =>
  held ? says : `not answered this time: ${failed.map(conditionInWords).join('; ')}`;

/** The last line of a demo that was played by hand. */
export function summary(title: string, { kills, recoveries, leftover }: View): string {
  const back = median(recoveries);
  const recovery = back === null ? '' : `, back in ${duration(back)} (median of ${recoveries.length})`;
  return `${title}: ${kills} ${kills === 1 ? 'death' : 'deaths'}${recovery}, ${leftover ?? 0} processes left over.`;
}
