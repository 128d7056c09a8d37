import type { Terminal } from '@xterm/xterm';
import { FONT, isClosed } from '../../live/terminals.js';
import type { Board } from '../board.js';
import { isCopyKey, letCopy } from './copying.js';
import { scrollByTouch } from './touch.js';
import '@xterm/xterm/css/xterm.css';

/** In pixels of the page: a smaller font is not read, and a row that is too wide is cut instead. */
const LEAST_FONT = 6;
const FONT_STEP = 0.5;

export interface BoxEvents {
  /** Input for the process. `isBinary`: each character is one byte. */
  input(data: string, isBinary: boolean): void;
  typing(on: boolean): void;
  /** May this page type at all? */
  mayType(): boolean;
}

/**
 * Shows a terminal inside a demo. Its board is scaled with a transform, under which xterm.js selects the wrong
 * text (xterm.js #6023): the box undoes the scale and takes a larger font instead, which is also crisp.
 */
export class TerminalBox {
  private readonly inner = document.createElement('div');
  private readonly stopListening: (() => void)[];
  private typing = false;
  /** The browser's menu is open over a selection, which it offers to copy from the field that has the focus. */
  private isMenuOpen = false;

  constructor(
    readonly host: HTMLElement,
    readonly terminal: Terminal,
    private readonly board: Board,
    /** In slide pixels; the grid is fixed, so the window's size never reaches the process. */
    private readonly font: number,
    private readonly on: BoxEvents,
  ) {
    this.inner.className = 'terminal-inner';
    host.replaceChildren(this.inner);
    this.stopListening = [board.watch(() => this.fit())];
    void this.open();
  }

  /** Everything typed goes to the process, but the clicker's keys and the way out. */
  startTyping(): void {
    if (!this.on.mayType()) return;
    this.setTyping(true);
    this.terminal.focus();
  }

  close(): void {
    this.setTyping(false);
    for (const stop of this.stopListening) stop();
    this.host.replaceChildren();
  }

  private async open(): Promise<void> {
    // If the cells were measured with a fallback font, they would keep the wrong width permanently.
    await document.fonts.load(`${this.font}px ${FONT}`).catch(() => []);
    // The demo may have been started again meanwhile, with other terminals.
    if (!this.inner.isConnected || isClosed(this.terminal)) return;
    this.fit();
    if (this.terminal.element) this.inner.append(this.terminal.element);
    else this.terminal.open(this.inner);
    this.shrink();
    this.listen();
  }

  private fit(): void {
    const demo = this.host.closest('reboot-demo');
    // A selection that is not seen would be copied unnoticed, so it is cleared.
    if (demo && !this.board.isSeen(demo)) this.terminal.clearSelection();
    const scale = this.board.scale();
    const { offsetWidth, offsetHeight } = this.host;
    this.inner.style.transform = `scale(${1 / scale})`;
    this.inner.style.width = `${offsetWidth * scale}px`;
    this.inner.style.height = `${offsetHeight * scale}px`;
    this.terminal.options.fontSize = this.font * scale;
    this.shrink();
  }

  /** Some systems draw letters at whole pixels, so that a row is wider than the size of its font says. */
  private shrink(): void {
    const { element, options } = this.terminal;
    const screen = element?.querySelector<HTMLElement>('.xterm-screen');
    if (!element || !screen) return;
    for (let size = this.font * this.board.scale(); size > LEAST_FONT; size -= FONT_STEP) {
      options.fontSize = size;
      if (screen.offsetWidth <= element.clientWidth) return;
    }
  }

  private listen(): void {
    const { terminal } = this;
    const inputs = [
      terminal.onData((data) => this.typing && this.on.input(data, false)),
      // Mouse reports in the oldest encoding: their bytes are not text.
      terminal.onBinary((data) => this.typing && this.on.input(data, true)),
    ];
    terminal.attachCustomKeyEventHandler((event) => this.isForTerminal(event));
    const field = terminal.textarea;
    // xterm.js takes the focus with every click; while nobody types, the keys belong to the deck.
    const giveBack = () => this.typing || this.isMenuOpen || field?.blur();
    const leave = () => {
      this.isMenuOpen = false;
      this.setTyping(false);
    };
    const menuOpens = () => {
      this.isMenuOpen = !this.typing && terminal.hasSelection();
    };
    const menuCloses = () => this.isMenuOpen && field?.blur();
    const clicked = () => terminal.hasSelection() || this.startTyping();
    field?.setAttribute('tabindex', '-1');
    field?.addEventListener('focus', giveBack);
    field?.addEventListener('blur', leave);
    this.inner.addEventListener('click', clicked);
    this.inner.addEventListener('contextmenu', menuOpens, { capture: true });
    document.addEventListener('pointerdown', menuCloses, { capture: true });
    document.addEventListener('keydown', menuCloses, { capture: true });
    this.stopListening.push(
      ...inputs.map((input) => () => input.dispose()),
      () => field?.removeEventListener('focus', giveBack),
      () => field?.removeEventListener('blur', leave),
      () => this.inner.removeEventListener('click', clicked),
      () => this.inner.removeEventListener('contextmenu', menuOpens, { capture: true }),
      () => document.removeEventListener('pointerdown', menuCloses, { capture: true }),
      () => document.removeEventListener('keydown', menuCloses, { capture: true }),
      letCopy(terminal, menuCloses),
      scrollByTouch(this.host, terminal),
    );
  }

  /** Shift+Escape leads out: Escape alone belongs to the programs inside. */
  private isForTerminal(event: KeyboardEvent): boolean {
    if (!this.typing || event.key === 'PageUp' || event.key === 'PageDown') return false;
    // With a selection, the key copies and interrupts no process.
    if (isCopyKey(event) && this.terminal.hasSelection()) return false;
    if (event.key !== 'Escape' || !event.shiftKey) return true;
    event.preventDefault();
    this.setTyping(false);
    this.terminal.blur();
    return false;
  }

  private setTyping(on: boolean): void {
    if (on === this.typing) return;
    this.typing = on;
    this.terminal.options.disableStdin = !on;
    this.on.typing(on);
  }
}
