import type { RevealApi } from 'reveal.js';
import type { Connection } from '../live/connection.js';
import { onDeck } from './events.js';

/**
 * Fetches the program that keeps the pages of a presenter in step when there is something to keep in step: this page was moved,
 * or another one has moved the talk. So the first slide stays light.
 */
export function loadTalkWhenUnderWay(deck: RevealApi, connection: Connection, isAtHome: boolean): void {
  let isLoading = false;
  let begins: Parameters<typeof import('./talk.js').followTalk>[1] = isAtHome ? 'at home' : 'elsewhere';
  const press = () => {
    begins = 'pressed';
    load();
  };
  const stops = [
    ...(['slidechanged', 'fragmentshown', 'fragmenthidden', 'paused'] as const).map((name) =>
      onDeck(deck, name, press),
    ),
    connection.watch({
      // A press may come before the gateway has said whose page this is.
      state: (state) => state === 'live' && begins === 'pressed' && load(),
      beat: ({ isUnderWay }) => isUnderWay && load(),
    }),
  ];

  function load(): void {
    if (isLoading || connection.role !== 'presenter') return;
    isLoading = true;
    import('./talk.js').then(({ followTalk }) => {
      for (const stop of stops) stop();
      followTalk(deck, begins);
    }, tryAgainLater);
  }

  // The server may be rebooting just now; the next press, or the next beat, asks again.
  function tryAgainLater(): void {
    isLoading = false;
  }
}
