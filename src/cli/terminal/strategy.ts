/** Supervisors in words. Pure. */

import { type Demo, type DemoNode, type DemoSupervisor, isDemoWorker } from '../../demo/demo.js';
import { spentRestarts, type View } from '../../log/index.js';

function supervisorOf(id: string, demo: Demo): DemoSupervisor | undefined {
  const find = (node: DemoNode): DemoSupervisor | undefined => {
    if (isDemoWorker(node)) return undefined;
    if (node.id === id) return node;
    for (const child of node.children) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  return find(demo.tree);
}

/** `one for one`. */
export const strategyWords = (id: string, demo: Demo): string =>
  supervisorOf(id, demo)?.strategy.replaceAll('_', ' ') ?? '';

/** `1 of 3 restarts in 10 s`, as long as one counts; null when none does. */
export function spentBy(id: string, demo: Demo, view: View, now: number): string | null {
  const supervisor = supervisorOf(id, demo);
  if (!supervisor) return null;
  const { count } = spentRestarts(view, id, supervisor.period, now);
  return count === 0 ? null : `${count} of ${supervisor.intensity} restarts in ${supervisor.period / 1000} s`;
}
