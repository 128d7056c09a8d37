import type { Terminal } from '@xterm/xterm';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { newLines } from './new-lines.js';

/** New lines are spoken at most so often, in ms: about as long as a screen reader takes for five short ones. */
const TELL_MS = 3000;

/** A page of its own each: who listens in the workshop keeps quiet on stage. */
const KEY = `reboot-camp.new-lines.${globalThis.location?.pathname ?? ''}`;

/** Whether new lines are spoken on this page: off, unless the viewer has switched it on in this browser. */
let isTelling = stored();

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

function turn(): void {
  isTelling = !isTelling;
  try {
    localStorage.setItem(KEY, isTelling ? 'on' : 'off');
  } catch {
    // The storage is full, or forbidden: the choice holds as long as the page is open.
  }
}

/** The rows of a screen that begins with the row `top` of the buffer, without the blank ones at its end. */
export function rowsFrom(top: number, { rows, buffer }: Pick<Terminal, 'rows' | 'buffer'>): string[] {
  const lines = Array.from(
    { length: rows },
    (_, row) => buffer.active.getLine(top + row)?.translateToString(true) ?? '',
  );
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

const lastScreen = (terminal: Terminal): string[] => rowsFrom(terminal.buffer.active.baseY, terminal);

/**
 * The text of the terminal that is aimed at, for a screen reader: read on request, and its new lines told while that is
 * switched on. Nothing is done for each line that a process prints: the screen is looked at when it is time to tell.
 */
export class Reading {
  private text: string[] | null = null;
  private told: string[] = [];
  private tellings = 0;
  private id = '';
  private followed: Terminal | null = null;
  private before: string[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly changed: () => void) {}

  /** Its way in is shown to those who come by keyboard. */
  view(id: string, terminal: Terminal | undefined): unknown {
    if (id !== this.id) this.forget(id);
    if (!terminal) return nothing;
    const { text, told, tellings } = this;
    const rows = text?.map((row) => html`<p>${row}</p>`);
    return html`
      <div class="reading" role="group" aria-label="what ${id} prints">
        <button @click=${(event: Event) => this.read(terminal, event)}>read ${id}</button>
        <button role="switch" aria-checked=${isTelling} @click=${() => this.turn()}>tell new lines</button>
        <div class="visually-hidden" role="group" tabindex="-1" aria-label=${text ? `${text.length} rows of ${id}` : nothing}
          @blur=${() => this.leave()}>${rows ?? nothing}</div>
        <div class="visually-hidden" role="log" aria-label="new lines">${keyed(
          tellings,
          told.map((line) => html`<p>${line}</p>`),
        )}</div>
      </div>
    `;
  }

  /** New lines are those of `terminal` from now on; of none, where nobody sees one. */
  follow(terminal: Terminal | undefined): void {
    const next = isTelling && terminal ? terminal : null;
    if (next === this.followed) return;
    this.followed = next;
    clearInterval(this.timer);
    if (!next) return;
    this.before = lastScreen(next);
    this.timer = setInterval(() => this.tell(next), TELL_MS);
  }

  private tell(terminal: Terminal): void {
    const now = lastScreen(terminal);
    const told = newLines(this.before, now);
    this.before = now;
    if (told.length === 0) return;
    this.told = told;
    this.tellings++;
    this.changed();
  }

  private read(terminal: Terminal, { currentTarget }: Event): void {
    this.text = rowsFrom(terminal.buffer.active.viewportY, terminal);
    this.changed();
    const place = (currentTarget as Element).parentElement?.querySelector<HTMLElement>('[tabindex]');
    // With the focus there, it is what the screen reader reads next.
    requestAnimationFrame(() => requestAnimationFrame(() => place?.focus()));
  }

  private leave(): void {
    this.text = null;
    this.changed();
  }

  private turn(): void {
    turn();
    this.told = [];
    this.changed();
  }

  private forget(id: string): void {
    this.id = id;
    this.text = null;
    this.told = [];
  }
}
