/** From a demo's tree to what the supervisor starts and to what the log tells of it. */
import { join } from 'node:path';
import type { TreeNode } from '../log/index.js';
import type { ChildSpec, SupervisorSpec } from '../supervisor/index.js';
import { type DemoNode, type DemoSupervisor, type DemoWorker, isDemoWorker } from './demo.js';

export interface LaunchContext {
  /** The folder of the demo's compiled programs. */
  programs: string;
  cwd: string;
  env: Record<string, string>;
}

/** A demo's worker has this long between TERM and KILL, in ms: long enough to say goodbye, short enough for a stage. */
const SHUTDOWN_MS = 2000;

export function supervisorSpec(node: DemoSupervisor, around: LaunchContext): SupervisorSpec {
  const { strategy, intensity, period, children } = node;
  return { strategy, intensity, period, children: children.map((child) => childSpec(child, around)) };
}

export function childSpec(node: DemoNode, around: LaunchContext): ChildSpec {
  if (!isDemoWorker(node)) return { id: node.id, start: supervisorSpec(node, around), restart: node.restart };
  return {
    id: node.id,
    start: { ...commandLine(node, around.programs), cwd: around.cwd, env: { ...around.env, ...node.env } },
    restart: node.restart ?? 'permanent',
    ready: node.ready ?? 'spawn',
    shutdown: node.shutdown ?? SHUTDOWN_MS,
    watchdog: node.watchdog,
    memoryMax: node.memoryMax,
    standby: node.standby,
  };
}

function commandLine(node: DemoWorker, programs: string): { command: string; args: string[] } {
  const args = node.args ?? [];
  if ('command' in node) return { command: node.command, args };
  return { command: process.execPath, args: [...(node.nodeArgs ?? []), join(programs, node.program), ...args] };
}

export function treeNodes(node: DemoNode, parent: string | null = null): TreeNode[] {
  if (isDemoWorker(node)) return [workerNode(node, parent)];
  const { id, strategy, restart = 'permanent' } = node;
  const own: TreeNode = { id, type: 'supervisor', parent, restart, strategy };
  return [own, ...node.children.flatMap((child) => treeNodes(child, id))];
}

const workerNode = ({ id, restart }: DemoWorker, parent: string | null): TreeNode => ({
  id,
  type: 'worker',
  parent,
  restart: restart ?? 'permanent',
});
