import type { ChildInfo } from './queries.js';
import type { Restart, Strategy } from './spec.js';

/** A tree as it is now, in start order. */
export interface Tree {
  strategy: Strategy;
  /** Restarts within the period, and how many there may be. */
  restarts: number;
  intensity: number;
  /** ms */
  period: number;
  children: (ChildInfo & { restart: Restart; spare?: 'booting' | 'warm'; below?: Tree })[];
}

/** The tree as text, one child a line. */
export const draw = (tree: Tree): string => [heading(tree), ...lines(tree, '')].join('\n');

const heading = ({ strategy, restarts, intensity, period }: Tree) =>
  `${strategy}, ${restarts} of ${intensity} restarts in ${period} ms`;

function lines(tree: Tree, indent: string): string[] {
  const width = Math.max(0, ...tree.children.map(({ id }) => id.length));
  return tree.children.flatMap(({ id, restart, child, spare, below }, at) => {
    const last = at === tree.children.length - 1;
    const state = below ? heading(below) : `${stateOf(child)}${spare ? `, a spare is ${spare}` : ''}`;
    const line = `${indent}${last ? '└─' : '├─'} ${id.padEnd(width)}  ${restart}, ${state}`;
    return [line, ...(below ? lines(below, `${indent}${last ? '   ' : '│  '}`) : [])];
  });
}

function stateOf(child: ChildInfo['child']): string {
  if (child === undefined) return 'not running';
  return child === 'restarting' ? child : `process ${child}`;
}
