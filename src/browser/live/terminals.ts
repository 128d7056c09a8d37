import { Terminal } from '@xterm/xterm';
import type { DemoManifest } from '../../demo/manifest.js';
import { Emulator } from '../../terminal/emulator/emulator.js';
import { takeSnapshot } from '../../terminal/snapshot/index.js';

/** The terminal's own sixteen colours, from the five inks. */
const THEME = {
  background: '#0e0b09',
  foreground: '#f3ead9',
  cursor: '#f3ead9',
  selectionBackground: '#ffb21a',
  selectionForeground: '#15110e',
  black: '#15110e',
  red: '#ff6a50',
  green: '#37e29a',
  yellow: '#ffb21a',
  blue: '#8fd7ff',
  magenta: '#ff9d8a',
  cyan: '#7ff0c2',
  white: '#f3ead9',
  brightBlack: '#a59c8f',
  brightRed: '#ff8a75',
  brightGreen: '#7ff0c2',
  brightYellow: '#ffc95c',
  brightBlue: '#b5e4ff',
  brightMagenta: '#ffb9ab',
  brightCyan: '#a8f5d6',
  brightWhite: '#ffffff',
};

export const FONT = '"Reboot Mono", "DejaVu Sans Mono", Consolas, monospace';
const SCROLLBACK = 500;
const SCROLLBACK_OF_KEYFRAME = 50;

export type Emulators = ReadonlyMap<string, Emulator<Terminal>>;

/**
 * One emulator for each process of a demo, in the page or not: what is shown later has seen everything. `onReplaced` is
 * called when the terminal of one has failed and another one has taken its place.
 */
export function openEmulators(manifest: DemoManifest, onReplaced: () => void): Emulators {
  const forget = (failed: Terminal) => {
    closed.add(failed);
    onReplaced();
  };
  return new Map(
    Object.entries(manifest.sizes).map(([id, size]) => [id, new Emulator(() => newTerminal(size), forget)] as const),
  );
}

/** The terminals that there are right now. */
export const terminalsOf = (emulators: Emulators): Map<string, Terminal> =>
  new Map([...emulators].map(([id, { terminal }]) => [id, terminal]));

function newTerminal({ cols, rows }: { cols: number; rows: number }): Terminal {
  const terminal = new Terminal({
    cols,
    rows,
    scrollback: SCROLLBACK,
    disableStdin: true,
    logLevel: 'off',
    theme: THEME,
    fontFamily: FONT,
    fontSize: 16,
    cursorInactiveStyle: 'none',
    windowOptions: {},
    linkHandler: { activate: () => {} },
  });
  leaveQueriesToTheStage(terminal);
  return terminal;
}

/** The stage's own emulator answers "what are you?" and "where is the cursor?"; each page would answer once more. */
function leaveQueriesToTheStage({ parser }: Terminal): void {
  const mute = () => true;
  for (const final of ['c', 'n']) {
    for (const prefix of [undefined, '>', '=', '?']) parser.registerCsiHandler({ prefix, final }, mute);
  }
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, mute);
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, mute);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, mute);
}

const closed = new WeakSet<Terminal>();

/** They are over: who still waits to show one must not open it. */
export function closeEmulators(emulators: Emulators): void {
  for (const emulator of emulators.values()) {
    closed.add(emulator.terminal);
    emulator.close();
  }
}

export const isClosed = (terminal: Terminal): boolean => closed.has(terminal);

/**
 * Snapshots of the terminals, each as of all that was written to it before this call. Short: it is the visible rows that
 * somebody looks back at.
 */
export const screensOf = async (emulators: Emulators): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(
      [...emulators].map(async ([id, emulator]) => [id, await takeSnapshot(emulator, SCROLLBACK_OF_KEYFRAME)] as const),
    ),
  );

/** The last line of a process: the lowest one with words on it. */
export function lastLine(terminal: Terminal): string {
  const { active } = terminal.buffer;
  for (let row = active.baseY + active.cursorY; row >= 0; row--) {
    const text = active.getLine(row)?.translateToString(true).trim();
    if (text) return text;
  }
  return '';
}
