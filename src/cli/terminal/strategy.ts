/** Supervisors in words. Pure. */
import { restartsInWindow, type View } from '../../log/index.js';
import { type Demo, type DemoNode, type DemoSupervisor, isDemoWorker } from '../../stage/demo.js';

export function supervisorOf(id: string, demo: Demo): DemoSupervisor | undefined {
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
  const isLatest = view.budget && view.processes[view.budget.id]?.parent === id;
  if (!supervisor || !isLatest) return null;
  const spent = restartsInWindow(view, supervisor.period, now);
  return spent && `${spent.inWindow} of ${spent.intensity} restarts in ${supervisor.period / 1000} s`;
}
