/** Entry point of the remote: the phone of the speaker as a clicker. */
import outline from 'virtual:outline';
import { Remote } from './remote/page.js';

// While the talk is written: titles, notes and steps may be others by now.
import.meta.hot?.on('deck:update', () => location.reload());

new Remote(document.querySelector('#remote') as HTMLElement, outline);
