import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { DemoManifest } from '../../demo/manifest.js';
import { conditionInWords, type View } from '../../log/view.js';
import { asksInWords, commandHtml, joinMarks } from '../../workshop/command.js';
import type { Question } from '../../workshop/lesson.js';
import type { Answer, Progress } from '../../workshop/progress.js';

/** Where the answer will come from; each fault can be pressed here. */
export function pendingAnswer(asks: DemoManifest['asks']): unknown {
  if (asks.length === 0)
    return html`<p>The processes will answer, not this page: the answer stands here when you have seen what happens.</p>`;
  return html`<p>The processes will answer, not this page: after ${unsafeHTML(joinMarks(`${asksInWords(asks, commandHtml)}.`))}</p>`;
}

/** The processes did something else; nothing is claimed that did not happen. */
export function notThisTime({ failed }: NonNullable<View['outcome']>): unknown {
  return html`<p class="not-this-time" role="status">
    This time the processes did not give the answer.
    ${failed.map((condition) => `Not so: ${conditionInWords(condition)}. `)}
    Try it once more, or reset the demo first.
  </p>`;
}

/** Prediction and answer beside each other, with the name of who gave the answer. The texts are our own files'. */
export function answerCard(
  { options }: Question,
  predicted: Answer | undefined,
  by: Progress['answered'][string] | undefined,
): unknown {
  const right = options.find(({ isRight }) => isRight);
  const own = typeof predicted === 'number' ? options[predicted] : undefined;
  if (!right || by === undefined) return nothing;
  return html`
    <dl class="outcome" data-right=${own?.isRight === true}>
      ${own ? html`<dt>You predicted</dt><dd>${unsafeHTML(own.html)}</dd>` : nothing}
      <dt>${by === 'processes' ? 'The processes' : 'The lesson says'}</dt>
      <dd>${unsafeHTML(right.html)}</dd>
    </dl>
    ${unsafeHTML((own ?? right).feedback)}
  `;
}
