import type { Terminal } from '@xterm/xterm';
import { html, nothing } from 'lit';
import { clock, type LifeState, type ProcessView, type View } from '../../log/view.js';
import type { StageCommand } from '../../protocol.js';
import type { Pane } from '../../stage/demo.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { lastLine } from '../live/terminals.js';
import { epitaph, MARKS } from './marks.js';

export interface PaneContext {
  sheet: DemoSheet;
  view: View;
  now: number;
  terminals: Map<string, Terminal>;
  /** May this page give orders right now? */
  inHand: boolean;
  chosen: string;
  isLarge: boolean;
  /** The process that takes what is typed. */
  typing: string | null;
  command(command: StageCommand): void;
  choose(id: string): void;
  enlarge(on: boolean): void;
  type(id: string): void;
}

/** One process with its terminal, or several as cells; below them the faults. No `section`: reveal takes those for slides. */
export function paneView(pane: Pane, context: PaneContext): unknown {
  const { view, chosen, isLarge } = context;
  const isGroup = pane.processes.length > 1;
  const shown = isGroup ? chosen : (pane.processes[0] as string);
  const state = isGroup ? groupState(pane.processes, view) : (view.processes[shown]?.state ?? 'waiting');
  return html`
    <div class="pane" role="group" data-state=${state} data-typing=${context.typing === shown} aria-label=${pane.title}
      style="--weight: ${isGroup ? 1.2 : 1}">
      <header>
        <h3><span aria-hidden="true">${MARKS[state].shape}</span> ${isGroup && isLarge ? chosen : pane.title}</h3>
        <span class="vitals">${isGroup ? groupVitals(pane, context) : vitals(view.processes[shown], context.now)}</span>
        ${isGroup && !isLarge ? nothing : typeButton(shown, context)}
      </header>
      ${isGroup && !isLarge ? cells(pane, context) : html`<div class="terminal" data-terminal=${shown}></div>`}
      ${faultBar(shown, isGroup, context)}
    </div>
  `;
}

/** The way into typing for those who use no mouse; the way out is on it. */
function typeButton(id: string, { view, inHand, typing, type }: PaneContext): unknown {
  const isTyping = typing === id;
  if (view.processes[id]?.pid == null) return nothing;
  return html`
    <button ?disabled=${!inHand} aria-pressed=${isTyping} @click=${() => type(id)}>
      ${isTyping ? 'Shift+Esc ends' : 'type'}
    </button>
  `;
}

function groupState(ids: string[], view: View): LifeState {
  const states = ids.map((id) => view.processes[id]?.state ?? 'waiting');
  return (['down', 'booting', 'frozen', 'off', 'waiting'] as const).find((state) => states.includes(state)) ?? 'up';
}

function vitals(process: ProcessView | undefined, now: number): string {
  if (!process || process.state === 'waiting') return 'waiting';
  if (process.pid === null) return epitaph(process);
  const lives = process.lives > 1 ? ` · life ${process.lives}` : '';
  // There is room for one of them.
  const last = process.state === 'up' ? clock(now - (process.startedAt ?? now)) : MARKS[process.state].word;
  return `${lives === '' ? 'pid ' : ''}${process.pid}${lives} · ${last}`;
}

function groupVitals(pane: Pane, { view, chosen, isLarge, now }: PaneContext): string {
  if (isLarge) return vitals(view.processes[chosen], now);
  const up = pane.processes.filter((id) => view.processes[id]?.state === 'up').length;
  return `${up} of ${pane.processes.length} up`;
}

function cells(pane: Pane, context: PaneContext): unknown {
  return html`
    <div class="cells" role="group" aria-label="processes">
      ${pane.processes.map((id) => cell(id, context))}
    </div>
  `;
}

function cell(id: string, { view, terminals, chosen, choose }: PaneContext): unknown {
  const process = view.processes[id];
  const state = process?.state ?? 'waiting';
  const terminal = terminals.get(id);
  const words =
    state === 'up' && terminal ? lastLine(terminal) : process ? epitaph(process) || MARKS[state].word : 'waiting';
  const [, family = '', member = id] = /^(.*-)?([^-]*)$/.exec(id) ?? [];
  return html`
    <button class="cell" data-state=${state} aria-pressed=${chosen === id} @click=${() => choose(id)}>
      <span class="top">
        <span class="id">
          <span class="shape" aria-hidden="true">${MARKS[state].shape}</span>
          <span class="visually-hidden">${family}</span>${member}
        </span>
        <span class="visually-hidden">${MARKS[state].word}</span>
        <span class="pid">${process?.pid ?? '–'}</span>
      </span>
      <span class="bottom">
        <span class="words" aria-hidden="true">${words}</span>
        ${process && process.lives > 1 && process.pid !== null ? html`<span class="life">life ${process.lives}</span>` : nothing}
      </span>
    </button>
  `;
}

function faultBar(id: string, isGroup: boolean, context: PaneContext): unknown {
  const { sheet, view, inHand, command, isLarge, enlarge } = context;
  const process = view.processes[id];
  const alive = process?.pid != null;
  const fault = (name: string, label: string) => html`
    <button class="fault" ?disabled=${!inHand || !alive} @click=${() => command({ do: 'fault', id, name })}
      aria-label="${label} ${id}">${label}</button>
  `;
  const isOff = process?.state === 'off';
  return html`
    <div class="faults" role="group" aria-label="faults for ${id}">
      ${isGroup ? html`<span class="target">${id}</span>` : nothing}
      ${
        isOff
          ? html`<button class="start" ?disabled=${!inHand} @click=${() => command({ do: 'restart', id })}>start</button>`
          : sheet.faults.filter(({ on }) => on.includes(id)).map(({ name, label }) => fault(name, label))
      }
      ${
        isGroup
          ? html`<button aria-pressed=${isLarge} @click=${() => enlarge(!isLarge)}>${isLarge ? 'all lines' : 'terminal'}</button>`
          : nothing
      }
    </div>
  `;
}
