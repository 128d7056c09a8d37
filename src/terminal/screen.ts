import serialize from '@xterm/addon-serialize';
import headless from '@xterm/headless';

/** Bytes that the emulator may have before it; past the high mark its source should pause until the low one. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 128 * 1024;
const SCROLLBACK = 500;

/** A terminal emulator without a window: what somebody who comes late has missed, as a picture instead of a replay. */
export class Screen {
  private readonly terminal: InstanceType<typeof headless.Terminal>;
  private readonly serializer = new serialize.SerializeAddon();
  private pending = 0;
  private full = false;
  private closed = false;

  constructor(
    cols: number,
    rows: number,
    private readonly on: {
      /** Called with true when the emulator falls behind, with false when it has caught up. */
      pressure(full: boolean): void;
      /** Its answers to queries of the process, like "where is the cursor?": one answerer, whoever watches. */
      answer(data: string): void;
    },
  ) {
    this.terminal = new headless.Terminal({ cols, rows, scrollback: SCROLLBACK, allowProposedApi: true });
    this.terminal.loadAddon(this.serializer as never);
    this.terminal.onData((data) => this.on.answer(data));
  }

  write(bytes: Uint8Array): void {
    this.pending += bytes.length;
    if (!this.full && this.pending > HIGH_WATER) {
      this.full = true;
      this.on.pressure(true);
    }
    this.terminal.write(bytes, () => {
      this.pending -= bytes.length;
      if (!this.full || this.pending > LOW_WATER) return;
      this.full = false;
      this.on.pressure(false);
    });
  }

  /**
   * The screen with scrollback as bytes for a fresh terminal, exactly as of all that was written before this call.
   * Empty when the screen was closed meanwhile.
   */
  snapshot(): Promise<string> {
    if (this.closed) return Promise.resolve('');
    return new Promise((resolve) => {
      this.terminal.write('', () => resolve(this.closed ? '' : this.serializer.serialize({ scrollback: SCROLLBACK })));
    });
  }

  /** The visible rows as plain text, trailing blanks cut. */
  lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  close(): void {
    this.closed = true;
    this.terminal.dispose();
  }
}
