import { type News, newsIn } from '../../demo/view-model/news.js';
import type { LogEvent, View } from '../../log/view.js';

/** An event as a sentence for a screen reader; null for an event that need not be spoken. */
export function announce(event: LogEvent, view: View): string | null {
  if (event.type === 'scene') return event.recorded ? `A recording of ${event.demo} plays.` : `${event.demo} starts.`;
  if (event.type === 'stop') return 'The demo has stopped.';
  const news = newsIn(event, view);
  return news && sentence(news);
}

function sentence(news: News): string {
  switch (news.kind) {
    case 'death':
      return `${news.id} ended: ${news.how} after ${news.after}.`;
    case 'rebirth':
      return `${news.id} is up again as process ${news.pid}${news.outage === null ? '' : ` after ${news.outage}`}.`;
    case 'giveup':
      return `${news.id} was given up: ${news.reason}.`;
  }
}
