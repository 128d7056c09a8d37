import { html, nothing } from 'lit';
import type { DemoManifest } from '../../demo/manifest.js';
import type { View } from '../../log/view.js';
import type { StageCommand } from '../../protocol/messages.js';

export interface FaultContext {
  manifest: DemoManifest;
  view: View;
  /** The process that the faults are for. */
  aim: string;
  inHand: boolean;
  /** The room has to predict first. */
  isLocked: boolean;
  /** Whether the terminal of this process is shown, if its pane has several processes; null when it always is. */
  isLarge: boolean | null;
  isTyping: boolean;
  command(command: StageCommand): void;
  enlarge(on: boolean): void;
  type(): void;
}

/** The faults of the process that is aimed at: one row of large buttons, the plug first. */
export function faultBar(context: FaultContext): unknown {
  const { manifest, view, aim, inHand, command, isLarge } = context;
  const process = view.processes[aim];
  const hasProcess = process?.pid != null;
  const known = manifest.faults.filter(({ on }) => on.includes(aim));
  const inOrder = [...known.filter(({ name }) => name === 'kill'), ...known.filter(({ name }) => name !== 'kill')];
  const fault = ({ name, label }: { name: string; label: string }) => html`
    <button class="fault" data-fault=${name} ?disabled=${!inHand || !hasProcess} aria-label="${label} ${aim}"
      @click=${() => command({ do: 'fault', id: aim, name })}>${label}</button>
  `;
  const start = html`
    <button class="start" ?disabled=${!inHand} aria-label="start ${aim}"
      @click=${() => command({ do: 'restart', id: aim })}>start</button>
  `;
  return html`
    <div class="faults" role="group" aria-label="faults for ${aim}">
      <span class="target">${aim}</span>
      ${process?.state === 'off' ? start : inOrder.map(fault)}
      ${context.isLocked ? html`<span class="locked">predict first</span>` : nothing}
      ${isLarge === false ? nothing : typeButton(context, hasProcess)}
      ${isLarge === null ? nothing : enlargeButton(context)}
    </div>
  `;
}

/** The way into typing for those who use no mouse; the way out is on it. */
const typeButton = ({ inHand, isTyping, type }: FaultContext, hasProcess: boolean) => html`
  <button class="aside" ?disabled=${!inHand || !hasProcess} aria-pressed=${isTyping} @click=${type}>
    ${isTyping ? 'Shift+Esc ends' : 'type'}
  </button>
`;

const enlargeButton = ({ isLarge, enlarge }: FaultContext) => html`
  <button class="aside" aria-pressed=${isLarge} @click=${() => enlarge(!isLarge)}>
    ${isLarge ? 'all' : 'terminal'}
  </button>
`;
