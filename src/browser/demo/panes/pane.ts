import { html } from 'lit';
import type { Pane } from '../../../demo/manifest.js';
import { clock, type LifeState, type ProcessView, type View, worstState } from '../../../log/view.js';
import type { Plan } from '../arrangement.js';
import type { Shown } from '../shown.js';
import { MARKS, stateWord } from '../states.js';
import { cells } from './cells.js';

export interface PanesContext {
  plan: Plan;
  shown: Shown;
  /** The process that faults are for. */
  aim: string;
  /** The process whose terminal is shown, by the number of the pane, for panes with several processes. */
  large: Map<number, string>;
  /** The process that receives the keys. */
  typing: string | null;
  take(id: string): void;
}

interface PaneContext extends Omit<PanesContext, 'large'> {
  large: string | null;
  weight: number;
  cellColumns: number;
}

export function panesView(context: PanesContext): unknown {
  const { plan, large } = context;
  const { columns, cells, weights } = plan.panes;
  const panes = plan.manifest.panes.map((pane, at) =>
    paneView(pane, {
      ...context,
      large: large.get(at) ?? null,
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
  const { shown, large, aim } = context;
  const isGroup = pane.processes.length > 1;
  const single = isGroup ? large : (pane.processes[0] as string);
  const state = single ? (shown.view.processes[single]?.state ?? 'waiting') : worstState(shown.view, pane.processes);
  return html`
    <div class="pane" role="group" data-state=${state} aria-label=${pane.title} data-typing=${single !== null && context.typing === single}
      data-aimed=${pane.processes.includes(aim)} style="--weight: ${context.weight}">
      <header>
        <h3>${name(pane, large, state, context)}</h3>
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
function name(pane: Pane, large: string | null, state: LifeState, { aim, take }: PaneContext): unknown {
  const id = large ?? (pane.processes[0] as string);
  const words = html`<span class="shape" aria-hidden="true">${MARKS[state].shape}</span> ${large ?? pane.title}`;
  if (pane.processes.length > 1 && !large) return words;
  return html`<button class="name" aria-pressed=${aim === id} @click=${() => take(id)}>${words}</button>`;
}

function count({ processes }: Pane, view: View): string {
  const up = processes.filter((id) => view.processes[id]?.state === 'up').length;
  return `${up} of ${processes.length} up`;
}

/** The state for the room; pid, incarnation and age for viewers who sit near. */
function vitals(process: ProcessView | undefined, now: number): unknown {
  if (!process || process.state === 'waiting') return MARKS.waiting.word;
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
