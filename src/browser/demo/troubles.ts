import type { View } from '../../log/view.js';
import type { Session } from '../live/session.js';

/** Each thing that is wrong, in words for the presenter, as long as it is. `hasConnected`: before that, nothing is missing. */
export function troublesOf(session: Session, { gaveUp, recorded }: View, hasConnected: boolean): string[] {
  const isMending = session.state === 'reconnecting' || (session.state === 'live' && session.isAway);
  const troubles = [
    session.refusal,
    recorded ?? '',
    isMending && hasConnected ? 'Reconnecting …' : '',
    gaveUp && !session.isAway ? `Given up: ${gaveUp} Reset to begin again.` : '',
    session.notice.words,
  ];
  // A command that was refused because the page was refused is reported once.
  return [...new Set(troubles)].filter((words) => words !== '');
}
