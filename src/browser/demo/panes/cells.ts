import { html, nothing } from 'lit';
import { stateWord } from '../../../demo/view-model/states.js';
import { lastLine } from '../../live/terminals.js';
import { shapeOf } from '../shape.js';
import type { Shown } from '../shown.js';

/** A name of so many letters stands beside its pid in a narrow cell, too. */
const SHORT = 3;

interface CellsContext {
  shown: Shown;
  columns: number;
  selectedId: string;
  select(id: string): void;
}

/** Several processes in one pane: a cell for each, to be aimed at. */
export const cells = (ids: string[], context: CellsContext): unknown => html`
  <div class="cells" role="group" aria-label="processes" style="--columns: ${context.columns}">
    ${ids.map((id) => cell(id, context))}
  </div>
`;

function cell(id: string, { shown: { view, terminals }, selectedId, select }: CellsContext): unknown {
  const process = view.processes[id];
  const state = process?.state ?? 'waiting';
  const terminal = terminals.get(id);
  const words = state === 'up' && terminal ? lastLine(terminal) : stateWord(process);
  const lives = process?.lives ?? 0;
  // The common part of the ids is spoken for readers who cannot see that the cells stand together.
  const [, family = '', member = id] = /^(.*-)?([^-]*)$/.exec(id) ?? [];
  return html`
    <button class="cell" data-state=${state} data-long=${member.length > SHORT} data-life=${lives > 1 ? (lives % 2 === 0 ? 'even' : 'odd') : nothing}
      aria-pressed=${selectedId === id} @click=${() => select(id)}>
      <span class="top">
        <span class="id">
          <span class="shape" aria-hidden="true">${shapeOf(state)}</span>
          <span class="visually-hidden">${family}</span>${member}
        </span>
        <span class="visually-hidden">${state}</span>
        <span class="pid">${process?.pid ?? '–'}</span>
      </span>
      <span class="bottom">
        <span class="words" aria-hidden="true">${words}</span>
        ${lives > 1 ? html`<span class="life"><span class="word">life </span>${lives}</span>` : nothing}
      </span>
    </button>
  `;
}
