/** The words at the marks of a restart on the heart monitor. Pure. */
import type { LogEvent, View } from '../../log/index.js';

export interface Rebirth {
  id: string;
  /** When it was ready again, in ms since the log began. */
  at: number;
  life: number;
  /** ms from the fault until then; null for one that was started by a command and not restarted. */
  tookMs: number | null;
}

/** More than the heart monitor has room for. */
const KEPT = 500;

/** `before`: the view when `event` had not happened yet. */
export function withRebirth(rebirths: readonly Rebirth[], before: View, event: LogEvent): readonly Rebirth[] {
  if (event.type === 'scene') return [];
  if (event.type !== 'ready' || event.incarnation === 1) return rebirths;
  const { id, at, incarnation } = event;
  const outageAt = before.processes[id]?.outageAt ?? null;
  return [...rebirths, { id, at, life: incarnation, tookMs: outageAt === null ? null : at - outageAt }].slice(-KEPT);
}
