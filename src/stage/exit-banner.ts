/** The ruled lines in a terminal that tell of a request to end, of death and of rebirth, as wide as the terminal. */
import { duration, ending } from '../log/index.js';

const RED = '\x1b[31m';
const GREEN = '\x1b[32m';
const PLAIN = '\x1b[0m';

interface Death {
  code: number | null;
  signal: string | null;
  uptimeMs: number;
}

/** The first of these that fits, between rules; the last column stays free, lest the line be wrapped. */
function ruled(choices: string[], cols: number): string {
  const room = cols - 5;
  const words = choices.find((text) => text.length <= room) ?? (choices.at(-1) as string);
  return `── ${words} ${'─'.repeat(Math.max(0, cols - words.length - 5))}`;
}

/** Starts a line of its own, wherever the last words ended. */
export function exitBanner(death: Death, restarted: boolean, cols: number): string {
  const short = `${ending(death)} after ${(death.uptimeMs / 1000).toFixed(1)} s`;
  const line = ruled(death.signal ? [`killed by ${short}`, short] : [short], cols);
  const after = restarted ? '' : `${ruled(['temporary: it stays down'], cols)}\r\n`;
  return `\r\n${RED}${line}\r\n${after}${PLAIN}`;
}

/** A signal that the process may not receive. */
export function signalLine(signal: string, cols: number): string {
  return `\r\n${RED}${ruled([`${signal} is sent`, signal], cols)}${PLAIN}\r\n`;
}

/** In a narrow terminal without the pid, which stands above it. */
export function restartBanner(pid: number, outageMs: number, cols: number): string {
  const took = duration(outageMs);
  return `${GREEN}${ruled([`reborn as ${pid} in ${took}`, `reborn in ${took}`], cols)}${PLAIN}\r\n`;
}
