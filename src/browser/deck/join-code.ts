import type { RevealApi } from 'reveal.js';
import type { TalkConnection } from '../live/talk-connection.js';
import './join-code.css';

/** The address of the page for the audience and its QR code, over the slide, while the talk says so. `isWanted`: it was asked for before this program came. */
export function followJoinCode(deck: RevealApi, talk: TalkConnection, isWanted: boolean): void {
  let isAsked = isWanted;
  const box = document.createElement('div');
  box.className = 'join-code';
  box.role = 'status';
  box.hidden = true;
  const host = deck.getRevealElement() as HTMLElement;
  host.append(box);
  talk.watch(async ({ isCodeShown }) => {
    if (isAsked && talk.isLive) {
      isAsked = false;
      toggleJoinCode(talk);
    }
    if (isCodeShown === !box.hidden) return;
    box.hidden = !isCodeShown;
    if (!isCodeShown) return;
    const response = await fetch('/join-code').catch(() => null);
    if (response?.ok) {
      const { address, svg } = (await response.json()) as { address: string; svg: string };
      const words = document.createElement('p');
      words.textContent = address.replace(/^http:\/\//, '');
      // Drawn by the gateway.
      box.innerHTML = svg;
      box.append(words);
    } else box.textContent = response ? await response.text() : 'The line is broken just now. Press once more.';
  });
}

/** Shows the code on every deck, or hides it. */
export const toggleJoinCode = (talk: TalkConnection): void =>
  void talk.do({ do: 'code', isShown: !talk.state?.isCodeShown });
