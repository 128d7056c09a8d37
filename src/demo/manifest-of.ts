import { type Demo, SIGNAL_FAULTS, supervisorsOf, workersOf } from './demo.js';
import type { DemoManifest, FaultOn } from './manifest.js';
import { treeNodes } from './tree.js';

const SIGNAL_LABELS: Record<string, string> = { kill: 'kill -9', term: 'term', freeze: 'freeze', thaw: 'thaw' };

/** The ways to put the question of the lesson to the processes, each as the faults in their order; none if the question asks for the fault. */
export function asksOf({ outcome }: Pick<Demo, 'outcome'>): FaultOn[][] {
  if (!outcome || outcome.isFaultAsked) return [];
  const { after, isAfterAll = false } = outcome;
  const ways = after.map(({ first = [], ...last }) => [
    ...first.map(({ fault, process }) => ({ fault, process })),
    last,
  ]);
  return isAfterAll ? [ways.flat()] : ways;
}

export function demoManifest(demo: Demo, hasRecording = false): DemoManifest {
  const workers = workersOf(demo.tree);
  const all = workers.map((worker) => worker.id);
  const own = Object.entries(demo.faults).map(([name, { label, on }]) => ({ name, label, on }));
  const signals = Object.keys(SIGNAL_FAULTS).map((name) => ({ name, label: SIGNAL_LABELS[name] ?? name, on: all }));
  return {
    name: demo.name,
    title: demo.title,
    claim: demo.claim,
    tree: treeNodes(demo.tree),
    panes: demo.panes,
    chart: demo.chart ?? null,
    faults: [...own, ...signals],
    sizes: Object.fromEntries(workers.map(({ id, cols, rows }) => [id, { cols, rows }])),
    asks: asksOf(demo),
    limits: Object.fromEntries(
      supervisorsOf(demo.tree).map(({ id, intensity, period }) => [id, { intensity, period }]),
    ),
    hasRecording,
  };
}
