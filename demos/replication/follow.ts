import { connect } from 'node:net';
import type { Journal } from './journal.js';
import { onLine } from './lines.js';
import { BEAT_MS, SILENT_BEATS } from './pulse.js';

/**
 * Copies what the primary writes, and tells it so. Resolves when the primary is lost, with the term that was copied to
 * its end; with null when it was never heard.
 */
export function follow(primary: string, journal: Journal, onCopy: () => void): Promise<number | null> {
  return new Promise((resolve) => {
    let copied: number | null = null;
    let silence = 0;
    const socket = connect(`${primary}.stream`);
    // Beats are counted and not the time: a standby that was frozen itself has heard nothing, and knows nothing.
    const pulse = setInterval(() => ++silence > SILENT_BEATS && socket.destroy(), BEAT_MS);
    onLine(socket, (line) => {
      const [term, length] = line.split(' ').map(Number);
      if (term === undefined || length === undefined) return;
      journal.become(length);
      socket.write(`${length}\n`);
      silence = 0;
      copied = term;
      onCopy();
    });
    socket.on('close', () => {
      clearInterval(pulse);
      resolve(copied);
    });
  });
}
