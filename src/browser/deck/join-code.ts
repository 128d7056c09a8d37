import type { RevealApi } from 'reveal.js';
import type { TalkConnection } from '../live/talk-connection.js';
import './join-code.css';

/** The address of the page for the audience and its QR code, over the slide, while the talk says so. */
export function followJoinCode(deck: RevealApi, talk: TalkConnection): void {
  const box = document.createElement('div');
  box.className = 'join-code';
  box.role = 'status';
  box.hidden = true;
  const host = deck.getRevealElement() as HTMLElement;
  host.append(box);
  const toggle = () => void talk.do({ do: 'code', isShown: Boolean(box.hidden) });
  deck.addKeyBinding({ keyCode: 74, key: 'J', description: 'Code for phones of the audience' }, toggle);
  talk.watch(async ({ isCodeShown }) => {
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
