import type { RevealApi } from 'reveal.js';
import type { Connection } from '../live/connection.js';
import { onDeck } from './events.js';

/**
 * Fetches the program that keeps the pages of a presenter in step when there is something to keep in step: this page was moved,
 * or another one asks where the talk is. So the first slide stays light. Returns a function that tells the talk where this
 * page is, for a page that is about to open another one.
 */
export function loadTalkWhenUnderWay(deck: RevealApi, connection: Connection, isAtHome: boolean): () => void {
  // A page at `?apart` is no page of the talk: it is there to be measured.
  let isLoading = new URLSearchParams(location.search).has('apart');
  let isCodeWanted = false;
  let toggle = () => {};
  let begins: import('./talk.js').Begin = isAtHome ? 'at home' : 'elsewhere';
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
      beat: ({ isUnderWay }) => {
        if (isUnderWay) load();
        else if (begins !== 'pressed') begins = 'first';
      },
    }),
  ];

  // reveal.js has an order of its own for this key.
  deck.addKeyBinding({ keyCode: 74, key: 'J', description: 'Code for phones' }, () => {
    isCodeWanted = true;
    load();
    toggle();
  });

  function load(): void {
    const { role } = connection;
    if (isLoading || role === null) return;
    isLoading = true;
    import('./talk.js').then(({ followTalk, toggleJoinCode }) => {
      for (const stop of stops) stop();
      const talk = followTalk(deck, begins, role === 'presenter', isCodeWanted);
      toggle = () => toggleJoinCode(talk);
    }, tryAgainLater);
  }

  // The server may be rebooting just now; the next press, or the next beat, asks again.
  function tryAgainLater(): void {
    isLoading = false;
  }

  return press;
}
