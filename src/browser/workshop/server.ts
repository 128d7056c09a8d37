import { html, nothing } from 'lit';

/**
 * The lesson of every page: the gateway that serves it may be killed
 * as well. `pid`: of the gateway; null before its first beat.
 */
export const serverNote = (pid: number | null): unknown =>
  pid === null
    ? nothing
    : html`
        <p class="server">
          What serves this page is a process, too, and you may kill it, in a shell on the computer of this talk: <code>kill -9 ${pid}</code>.
          Nothing is lost. Your processes live on, and this page comes back by itself, to this place.
        </p>
      `;
