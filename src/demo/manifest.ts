import type { TreeNode } from '../log/index.js';
import type { Chart } from './charts/index.js';
import {
  type Demo,
  type DemoNode,
  type DemoSupervisor,
  isDemoWorker,
  type Pane,
  SIGNAL_FAULTS,
  workersOf,
} from './demo.js';
import { treeNodes } from './tree.js';

/** What a view has to know of a demo before it runs: plain data, so that a page can have it too. */
export interface DemoManifest {
  name: string;
  title: string;
  claim: string;
  tree: TreeNode[];
  panes: Pane[];
  chart: Chart | null;
  /** In the order of the buttons; the signals that every process takes come last. */
  faults: { name: string; label: string; on: string[] }[];
  sizes: Record<string, { cols: number; rows: number }>;
  /** The faults that put the question of the lesson to the processes. */
  asks: { fault: string; process: string }[];
  /** How many restarts each supervisor allows within how many ms. */
  limits: Record<string, { intensity: number; period: number }>;
}

const SIGNAL_LABELS: Record<string, string> = { kill: 'kill -9', term: 'term', freeze: 'freeze', thaw: 'thaw' };

const supervisorsOf = (node: DemoNode): DemoSupervisor[] =>
  isDemoWorker(node) ? [] : [node, ...node.children.flatMap(supervisorsOf)];

export function demoManifest(demo: Demo): DemoManifest {
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
    asks: demo.outcome?.after ?? [],
    limits: Object.fromEntries(
      supervisorsOf(demo.tree).map(({ id, intensity, period }) => [id, { intensity, period }]),
    ),
  };
}
