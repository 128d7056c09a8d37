import { html, nothing } from 'lit';
import type { DemoManifest } from '../../demo/manifest.js';
import type { View } from '../../log/view.js';
import type { StageCommand } from '../../protocol/messages.js';

export interface FaultContext {
  manifest: DemoManifest;
  view: View;
  /** The process they are for. */
  selectedId: string;
  inHand: boolean;
  /** Somebody is to predict first. */
  isLocked: boolean;
  /** Whether a pane with several processes shows the terminal of this one; null for a pane with one process. */
  isExpanded: boolean | null;
  isTyping: boolean;
  command(command: StageCommand): void;
  expand(on: boolean): void;
  type(): void;
}

/** The faults of the selected process: one row of large buttons, the plug first. */
export function faultBar(context: FaultContext): unknown {
  const { manifest, view, selectedId: id, inHand, command, isExpanded } = context;
  const process = view.processes[id];
  const hasProcess = process?.pid != null;
  const known = manifest.faults.filter(({ on }) => on.includes(id));
  const inOrder = [...known.filter(({ name }) => name === 'kill'), ...known.filter(({ name }) => name !== 'kill')];
  const fault = ({ name, label }: { name: string; label: string }) => html`
    <button class="fault" data-fault=${name} ?disabled=${!inHand || !hasProcess} aria-label="${label} ${id}"
      @click=${() => command({ do: 'fault', id, name })}>${label}</button>
  `;
  const start = html`
    <button class="start" ?disabled=${!inHand} aria-label="start ${id}"
      @click=${() => command({ do: 'restart', id })}>start</button>
  `;
  return html`
    <div class="faults" role="group" aria-label="faults for ${id}">
      <span class="target">${id}</span>
      ${process?.state === 'off' ? start : inOrder.map(fault)}
      ${context.isLocked ? html`<span class="locked">predict first</span>` : nothing}
      ${isExpanded === false ? nothing : typeButton(context, hasProcess)}
      ${isExpanded === null ? nothing : expandButton(context)}
    </div>
  `;
}

/** The way into typing for those who use no mouse; the way out is on it. */
const typeButton = ({ inHand, isTyping, type }: FaultContext, hasProcess: boolean) => html`
  <button class="aside" ?disabled=${!inHand || !hasProcess} aria-pressed=${isTyping} @click=${type}>
    ${isTyping ? 'Shift+Esc ends' : 'type'}
  </button>
`;

const expandButton = ({ isExpanded, expand }: FaultContext) => html`
  <button class="aside" aria-pressed=${isExpanded} @click=${() => expand(!isExpanded)}>
    ${isExpanded ? 'all' : 'terminal'}
  </button>
`;
