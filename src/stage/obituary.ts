/** The ruled lines in a terminal that tell of death and rebirth. */
import { duration, ending } from '../log/index.js';

const RED = '\x1b[31m';
const GREEN = '\x1b[32m';
const PLAIN = '\x1b[0m';

interface Death {
  code: number | null;
  signal: string | null;
  uptimeMs: number;
}

/** Starts a line of its own, wherever the last words ended. */
export const deathLine = (death: Death, restarted: boolean) => {
  const how = death.signal ? `killed by ${ending(death)}` : ending(death);
  const after = restarted ? '' : '── temporary: it stays down\r\n';
  return `\r\n${RED}── ${how} after ${(death.uptimeMs / 1000).toFixed(1)} s\r\n${after}${PLAIN}`;
};

export const birthLine = (pid: number, outageMs: number) =>
  `${GREEN}── reborn as ${pid} in ${duration(outageMs)}${PLAIN}\r\n`;
