import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Question } from '../../workshop/lesson.js';

/** The question for the room: the next step shows who was right. The texts are our own files'. */
export const askView = ({ html: question, options }: Question): unknown => html`
  <div class="ask" role="group" aria-label="What do you predict?">
    <div class="words">${unsafeHTML(question)}</div>
    <ol>${options.map(({ html: option }, at) => html`<li><span class="key">${at + 1}</span><span>${unsafeHTML(option)}</span></li>`)}</ol>
  </div>
`;
