import { html } from 'lit';
import type { Pane } from '../../../demo/manifest.js';
import { stateWord } from '../../../demo/view-model/states.js';
import { clock, type LifeState, type ProcessView, type View, worstState } from '../../../log/view.js';
import type { Plan } from '../arrangement.js';
import { shapeOf } from '../shape.js';
import type { Shown } from '../shown.js';
import { cells } from './cells.js';

export interface PanesContext {
  plan: Plan;
  shown: Shown;
  /** The process that faults are for. */
  selectedId: string;
  /** The panes with several processes that show a terminal, by number, and whose terminal it is. */
  expandedPanes: Map<number, string>;
  /** The process that takes what is typed. */
  typingId: string | null;
  select(id: string): void;
}

interface PaneContext extends PanesContext {
  /** The process whose terminal is shown, in a pane with several. */
  expandedId: string | null;
  weight: number;
  cellColumns: number;
}

export function panesView(context: PanesContext): unknown {
  const { plan, expandedPanes } = context;
  const { columns, cells, weights } = plan.panes;
  const panes = plan.manifest.panes.map((pane, at) =>
    paneView(pane, {
      ...context,
      expandedId: expandedPanes.get(at) ?? null,
      weight: weights[at] as number,
      cellColumns: cells[at] as number,
    }),
  );
  const rows = Array.from({ length: Math.ceil(panes.length / columns) }, (_, row) =>
    panes.slice(row * columns, (row + 1) * columns),
  );
  return html`<div class="panes">${rows.map((row) => html`<div>${row}</div>`)}</div>`;
}

/** One process with its terminal, or several as cells. No `section`: reveal takes those for slides. */
function paneView(pane: Pane, context: PaneContext): unknown {
  const { shown, expandedId, selectedId } = context;
  const isGroup = pane.processes.length > 1;
  const single = isGroup ? expandedId : (pane.processes[0] as string);
  const state = single ? (shown.view.processes[single]?.state ?? 'waiting') : worstState(shown.view, pane.processes);
  return html`
    <div class="pane" role="group" data-state=${state} aria-label=${pane.title} data-typing=${single !== null && context.typingId === single}
      data-aimed=${pane.processes.includes(selectedId)} style="--weight: ${context.weight}">
      <header>
        <h3>${name(pane, expandedId, state, context)}</h3>
        <span class="vitals">${single ? vitals(shown.view.processes[single], shown.now) : count(pane, shown.view)}</span>
      </header>
      ${
        single
          ? html`<div class="terminal" data-terminal=${single}></div>`
          : cells(pane.processes, { ...context, columns: context.cellColumns })
      }
    </div>
  `;
}

/** Its name is the way to aim at it. */
function name(pane: Pane, expandedId: string | null, state: LifeState, { selectedId, select }: PaneContext): unknown {
  const id = expandedId ?? (pane.processes[0] as string);
  const words = html`<span class="shape" aria-hidden="true">${shapeOf(state)}</span> ${expandedId ?? pane.title}`;
  if (pane.processes.length > 1 && !expandedId) return words;
  return html`<button class="name" aria-pressed=${selectedId === id} @click=${() => select(id)}>${words}</button>`;
}

function count({ processes }: Pane, view: View): string {
  const up = processes.filter((id) => view.processes[id]?.state === 'up').length;
  return `${up} of ${processes.length} up`;
}

/** Its state for the room; pid, life and age for those who sit near. */
function vitals(process: ProcessView | undefined, now: number): unknown {
  if (!process || process.state === 'waiting') return 'waiting';
  const { pid, lives, startedAt, lastExit } = process;
  const life = lives > 1 ? `life ${lives}` : '';
  const isDead = pid === null && lastExit !== null;
  const age = isDead ? `${(lastExit.uptimeMs / 1000).toFixed(1)} s` : clock(now - (startedAt ?? now));
  return html`
    <span class="word">${stateWord(process)}</span>
    <span class="small">
      <span>${isDead ? life || 'after' : `pid ${pid}`}</span>
      <span>${isDead || !life ? age : `${life} · ${age}`}</span>
    </span>
  `;
}
