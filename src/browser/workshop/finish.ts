import { html, nothing } from 'lit';
import type { Lesson } from '../../workshop/lesson.js';
import type { Progress } from '../../workshop/progress.js';
import { summaryOf } from '../../workshop/summary.js';

/** Below the last lesson: what came of all of them, what is left, and where to go. */
export function finishView(lessons: Lesson[], progress: Progress): unknown {
  const { predicted, right, byProcesses, wrong, left } = summaryOf(lessons, progress);
  const told = predicted - byProcesses;
  return html`
    <section class="finish" aria-labelledby="finish">
      <h2 id="finish">What came of it</h2>
      <p>
        That was the last lesson. <strong>${right} of ${predicted}</strong> predictions were right.
        The processes answered ${byProcesses} of them${told > 0 ? html`, the lessons told ${told}` : nothing}.
      </p>
      ${listed('Predicted wrong, and worth another look:', wrong)}
      ${listed('Nothing was hurt yet in:', left)}
      <p>From here:</p>
      <ul>
        <li><a href="/">the talk</a>, with the same demos on its slides;</li>
        <li>a terminal, in the folder of the talk: <code>npm run demo</code> plays each demo there, with the same questions;</li>
        <li><code>demos/*/demo.ts</code>: what a demo of your own is made of.</li>
      </ul>
    </section>
  `;
}

const listed = (words: string, lessons: Lesson[]) =>
  lessons.length === 0
    ? nothing
    : html`
        <p>${words}</p>
        <ul>${lessons.map(({ name, title }) => html`<li><a href="#${name}">${title}</a></li>`)}</ul>
      `;
