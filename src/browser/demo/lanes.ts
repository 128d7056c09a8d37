import { html } from 'lit';
import type { View } from '../../log/view.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { MARKS } from './marks.js';
import type { Place } from './monitor-canvas.js';

/** More lanes than this stand in two columns. */
const ONE_COLUMN = 5;
/** Room for the name before its lane, in slide pixels; the same as in the style sheet. */
const LABEL = 104;
const GAP = 28;

const workers = (sheet: DemoSheet) => sheet.tree.filter((node) => node.type === 'worker').map((node) => node.id);

const columnsOf = (sheet: DemoSheet) => (workers(sheet).length > ONE_COLUMN ? 2 : 1);
const rowsOf = (sheet: DemoSheet) => Math.ceil(workers(sheet).length / columnsOf(sheet));

/** The lanes beside the names that `laneLabels` sets. */
export function lanePlaces(sheet: DemoSheet, width: number, height: number): Place[] {
  const columns = columnsOf(sheet);
  const rows = rowsOf(sheet);
  const column = (width - GAP * (columns - 1)) / columns;
  return workers(sheet).map((id, index) => ({
    id,
    x: Math.floor(index / rows) * (column + GAP) + LABEL,
    y: ((index % rows) * height) / rows,
    width: column - LABEL,
    height: height / rows,
  }));
}

export function laneLabels(sheet: DemoSheet, view: View): unknown {
  const label = (id: string) => {
    const state = view.processes[id]?.state ?? 'waiting';
    return html`<li data-state=${state}><span aria-hidden="true">${MARKS[state].shape}</span> ${id}</li>`;
  };
  return html`
    <ul class="lane-labels" aria-hidden="true" style="--rows: ${rowsOf(sheet)}; --columns: ${columnsOf(sheet)}">
      ${workers(sheet).map(label)}
    </ul>
  `;
}
