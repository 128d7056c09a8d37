/** Entry point of the remote: the phone of the speaker as a clicker. */
import outline from 'virtual:outline';
import { Remote } from './remote/page.js';

new Remote(document.querySelector('#remote') as HTMLElement, outline);
