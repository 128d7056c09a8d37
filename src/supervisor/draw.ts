import type { ChildInfo } from './queries.js';
import type { Restart, Strategy } from './spec.js';

/** A tree as it is now, in start order. */
export interface Tree {
  /** The strategy of this supervisor. */
  strategy: Strategy;
  /** How many restarts there were within the period. */
  restarts: number;
  /** How many restarts the supervisor allows within the period. */
  intensity: number;
  /** How long a restart counts, in ms. */
  period: number;
  /**
   * In start order; `starting`: the start goes on, `spare`: a second process is booted, `below`: the child is a supervisor.
   */
  children: (ChildInfo & { restart: Restart; starting: boolean; spare?: 'booting' | 'warm'; below?: Tree })[];
}

/** The tree as text, one child a line. */
export const draw = (tree: Tree): string => [heading(tree), ...lines(tree, '')].join('\n');

const heading = ({ strategy, restarts, intensity, period }: Tree) =>
  `${strategy}, ${restarts} of ${intensity} restarts in ${period} ms`;

function lines(tree: Tree, indent: string): string[] {
  const width = Math.max(0, ...tree.children.map(({ id }) => id.length));
  return tree.children.flatMap(({ id, restart, child, starting, spare, below }, at) => {
    const last = at === tree.children.length - 1;
    const state = below
      ? heading(below)
      : `${starting ? 'starting' : stateOf(child)}${spare ? `, a spare is ${spare}` : ''}`;
    const line = `${indent}${last ? '└─' : '├─'} ${id.padEnd(width)}  ${restart}, ${state}`;
    return [line, ...(below ? lines(below, `${indent}${last ? '   ' : '│  '}`) : [])];
  });
}

function stateOf(child: ChildInfo['child']): string {
  if (child === undefined) return 'not running';
  return child === 'restarting' ? child : `process ${child}`;
}
