import type { TreeNode } from '../log/view.js';
import type { Chart } from './charts/index.js';

export interface Pane {
  title: string;
  /** One process: its terminal. Several: a grid of cells. */
  processes: string[];
}

/** A fault and the process that it is for. */
export interface FaultOn {
  fault: string;
  process: string;
}

/** The facts that a view needs about a demo before it runs: plain data, so that a page can have it too. */
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
  /** The ways to put the question of the lesson to the processes, each as the faults in their order. */
  asks: FaultOn[][];
  /** How many restarts each supervisor allows within how many ms. */
  limits: Record<string, { intensity: number; period: number }>;
  /** Whether a recording stands beside it. */
  hasRecording: boolean;
}
