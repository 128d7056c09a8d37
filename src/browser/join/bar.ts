import type { TalkConnection } from '../live/talk-connection.js';
import { AudiencePanel } from './panel.js';
import './bar.css';
import './panel.css';

/** The audience's panel beside a deck that is followed: a button at the lower edge opens it. */
export function showBar(talk: TalkConnection): AudiencePanel {
  const dialog = document.createElement('dialog');
  dialog.className = 'audience-sheet';
  dialog.setAttribute('aria-label', 'Vote and ask');
  const close = button('close', () => dialog.close());
  const body = document.createElement('div');
  body.className = 'audience';
  dialog.append(close, body);
  const open = button('', () => dialog.showModal());
  open.className = 'audience-open';
  document.body.append(open, dialog);
  const panel = new AudiencePanel(body, talk);
  const draw = () => {
    open.textContent = panel.call || 'vote, ask';
    open.dataset.call = String(panel.call !== '');
  };
  talk.watch(draw);
  // A vote is no news of the talk to its own page.
  dialog.addEventListener('close', draw);
  draw();
  return panel;
}

function button(words: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = words;
  element.addEventListener('click', press);
  return element;
}
