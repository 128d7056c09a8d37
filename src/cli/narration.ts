/** The events of a demo, in plain lines. */
import { type News, newsIn } from '../demo/view-model/news.js';
import { conditionInWords, duration, type EventLog, type LogEvent, median, type View } from '../log/index.js';

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
    case 'note':
      return `  ${event.text}`;
    case 'error':
      return `  ${event.message}`;
    case 'verdict':
      return event.passed ? 'PASS' : `FAIL\n  expected: ${event.expected}\n  seen:     ${event.seen}`;
    case 'outcome':
      return `  the question of the lesson: ${outcomeInWords(event)}`;
    default: {
      const news = newsIn(event, view);
      return news && `  ${news.id}: ${newsInWords(news)}`;
    }
  }
}

function newsInWords(news: News): string {
  switch (news.kind) {
    case 'death':
      return `${news.how} after ${news.after}`;
    case 'rebirth':
      return `reborn as ${news.pid}${news.outage === null ? '' : ` in ${news.outage}`}`;
    case 'giveup':
      return `given up, ${news.reason}`;
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
