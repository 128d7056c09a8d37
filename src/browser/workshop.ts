/** The page of a learner alone in a browser, with a stage of their own. */
import './demo/demo.css';
import './demo/panes/panes.css';
import './demo/panes/reading.css';
import './demo/faults.css';
import './demo/monitor/monitor.css';
import './demo/time/scrub.css';
import './demo/column.css';
import manifests from 'virtual:demos';
import lessons from 'virtual:lessons';
import { provideDemos } from './demo/context.js';
import { DemoElement } from './demo/element.js';
import { Connection } from './live/connection.js';
import { Session } from './live/session.js';
import { DeskBoard } from './workshop/board.js';
import { WorkshopElement } from './workshop/page.js';

const place = document.getElementById('workshop') as HTMLElement;

if (lessons.length === 0) {
  const words = document.createElement('p');
  words.className = 'no-lessons';
  words.textContent = 'This talk has no lessons: none of its slides plays a demo.';
  place.replaceWith(words);
} else {
  const connection = new Connection('/ticket/learner');
  const session = new Session(connection, manifests);
  customElements.define('reboot-workshop', WorkshopElement);
  const page = new WorkshopElement(connection, session);
  place.replaceWith(page);
  await page.updateComplete;
  provideDemos(page, session, new DeskBoard(page.querySelector('.board') as Element));
  customElements.define('reboot-demo', DemoElement);
}
