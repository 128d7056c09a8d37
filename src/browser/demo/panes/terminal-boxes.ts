import type { Terminal } from '@xterm/xterm';
import type { Board } from '../board.js';
import { type BoxEvents, TerminalBox } from './terminal-box.js';

/** Terminals live outside Lit's templates: each host is given the terminal that belongs into it. */
export class TerminalBoxes {
  private readonly boxes = new Map<string, TerminalBox>();

  constructor(
    private readonly board: Board,
    private readonly font: number,
    private readonly eventsOf: (id: string) => BoxEvents,
  ) {}

  /** Hosts say whose terminal they are for with `data-terminal`. */
  fill(root: HTMLElement, terminals: Map<string, Terminal>): void {
    const hosts = new Map(
      [...root.querySelectorAll<HTMLElement>('[data-terminal]')].map((host) => [host.dataset.terminal as string, host]),
    );
    for (const [id, box] of this.boxes) {
      if (hosts.get(id) === box.host && terminals.get(id) === box.terminal) continue;
      box.close();
      this.boxes.delete(id);
    }
    for (const [id, host] of hosts) {
      const terminal = terminals.get(id);
      if (!terminal || this.boxes.has(id)) continue;
      this.boxes.set(id, new TerminalBox(host, terminal, this.board, this.font, this.eventsOf(id)));
    }
  }

  type(id: string): void {
    this.boxes.get(id)?.startTyping();
  }

  close(): void {
    for (const box of this.boxes.values()) box.close();
    this.boxes.clear();
  }
}
