import { html, nothing } from 'lit';
import { freshRestarts, litGuides, type Row } from '../../../demo/view-model/tree-rows.js';
import { spentRestarts } from '../../../log/view.js';
import type { StageCommand } from '../../../protocol/messages.js';
import type { Plan } from '../arrangement.js';
import { shapeOf } from '../shape.js';
import type { Shown } from '../shown.js';

interface TreeContext {
  plan: Plan;
  shown: Shown;
  inHand: boolean;
  command(command: StageCommand): void;
}

/** The supervision tree, a row for each node; beside the names run the lanes of the monitor. */
export function treeView(context: TreeContext): unknown {
  const { plan, shown } = context;
  const { rows, lanes } = plan;
  const restarts = freshRestarts(shown.view, shown.now);
  const lit = litGuides(rows, restarts);
  const busy = new Set(restarts.map(({ supervisor }) => supervisor));
  const guides = (row: Row, at: number) =>
    row.guides.map((guide, level) => html`<i class="guide" data-kind=${guide} ?data-lit=${lit[at]?.has(level)}></i>`);
  return html`
    <ul class="tree" aria-label="supervision tree"
      style="--rows: ${lanes.perColumn}; --columns: ${lanes.columns}; --label: ${lanes.label}px; --size: ${lanes.font}px">
      ${rows.map(
        (row, at) => html`
          <li data-type=${row.node.type}>
            ${guides(row, at)}
            ${row.node.type === 'worker' ? worker(row, context) : supervisor(row, context, busy.has(row.node.id))}
          </li>
        `,
      )}
    </ul>
  `;
}

/** A press on a name is the plug of that process; of one that stays down, its switch. */
function worker({ node: { id } }: Row, { shown: { view }, inHand, command }: TreeContext): unknown {
  const process = view.processes[id];
  const state = process?.state ?? 'waiting';
  const isOff = state === 'off';
  const press = () => command(isOff ? { do: 'restart', id } : { do: 'fault', id, name: 'kill' });
  return html`
    <button class="node" data-state=${state} ?disabled=${!inHand || (!isOff && process?.pid == null)}
      aria-label="${isOff ? 'start' : 'kill'} ${id}" @click=${press}>
      <span class="shape" aria-hidden="true">${shapeOf(state)}</span><span class="id">${id}</span>
    </button>
  `;
}

function supervisor({ node }: Row, { plan, shown }: TreeContext, isBusy: boolean): unknown {
  const limit = plan.manifest.limits[node.id];
  const spent = limit && spentRestarts(shown.view, node.id, limit.period, shown.now).count;
  const left = spent === limit?.intensity ? 'none' : spent ? 'some' : 'all';
  return html`
    <span class="supervisor">${node.id}</span>
    <span class="strategy" ?data-busy=${isBusy}>${node.strategy?.replaceAll('_', ' ')}</span>
    ${limit ? html`<span class="budget" data-left=${left}>${spent} of ${limit.intensity} restarts</span>` : nothing}
  `;
}
