import { duration } from '../../log/figures.js';
import type { Pulse } from './pulse.js';

/** The line in words; a recovery is named as long as the line shows it, `shownMs`. */
export function wordsFor({ pid, outages }: Pulse, now: number, shownMs: number): string {
  if (pid === null) return '';
  const last = outages.at(-1);
  if (last?.to === null) return last.part === 'stage' ? 'the stage is gone' : `${pid} is gone`;
  if (!last || last.to < now - shownMs) return `kill -9 ${pid}`;
  const took = duration(last.to - last.from);
  if (last.part === 'stage') return `a new stage in ${took}`;
  return last.pid === pid ? `back in ${took}` : `reborn as ${pid} in ${took}`;
}
