/** Entry point of the page for the audience: follow the slides, or only vote and ask. */
import { html, render } from 'lit';
import { AudiencePanel } from './join/panel.js';
import { TalkConnection } from './live/talk-connection.js';

const MODE_KEY = 'audience-votes';

const host = document.querySelector('#join') as HTMLElement;

/** Asks once: a page that is loaded again is where it was. */
function showChoice(): void {
  render(
    html`
      <h1>${document.title}</h1>
      <p>You are in the room. Choose what this screen is for.</p>
      <a class="choice" href="./">follow the slides</a>
      <button type="button" class="choice" @click=${showPanel}>only vote and ask</button>
    `,
    host,
  );
}

function showPanel(): void {
  sessionStorage.setItem(MODE_KEY, 'yes');
  render(
    html`
      <header><h1>${document.title}</h1><a href="./">follow the slides</a></header>
      <div class="audience"></div>
    `,
    host,
  );
  // A page of the audience holds nothing of the talk itself.
  new AudiencePanel(host.querySelector('.audience') as HTMLElement, new TalkConnection(() => null));
}

if (sessionStorage.getItem(MODE_KEY)) showPanel();
else showChoice();
