import type { View } from '../../log/view.js';
import type { LogSource } from '../live/log-source.js';

/** Each thing that is wrong, in words for the presenter, as long as it is. `hasConnected`: before that, nothing is missing. */
export function troublesOf(log: LogSource, { gaveUp }: View, hasConnected: boolean): string[] {
  const isMending = log.state === 'reconnecting' || (log.state === 'live' && log.isAway);
  const troubles = [
    log.refusal,
    isMending && hasConnected ? 'Reconnecting …' : '',
    gaveUp && !log.isAway ? `Given up: ${gaveUp} Reset to begin again.` : '',
    log.notice.words,
  ];
  // A command that was refused because the page was refused is reported once.
  return [...new Set(troubles)].filter((words) => words !== '');
}
