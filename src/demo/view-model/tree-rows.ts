/** The supervision tree as rows, top down, as a listing of folders is drawn. Pure. */
import { type Restart, spentRestarts, type TreeNode, type View } from '../../log/view.js';
import type { DemoManifest } from '../manifest.js';

/** The guide before a name, for each level above it: nothing, a line that goes on, or the branch to this very node. */
export type Guide = 'none' | 'through' | 'branch' | 'last';

export interface Row {
  node: TreeNode;
  guides: Guide[];
}

/** A supervisor's doing is shown this long, or until all that it chose is up again; in ms. */
export const GLOW_MS = 1500;

export function treeRows(tree: readonly TreeNode[], parent: string | null = null, above: Guide[] = []): Row[] {
  const children = tree.filter((node) => node.parent === parent);
  return children.flatMap((node, at) => {
    const isLast = at === children.length - 1;
    const guides: Guide[] = parent === null ? [] : [...above, isLast ? 'last' : 'branch'];
    const below: Guide[] = parent === null ? [] : [...above, isLast ? 'none' : 'through'];
    return [{ node, guides }, ...treeRows(tree, node.id, below)];
  });
}

/** The restarts that are under way, or were a moment ago. */
export function freshRestarts({ restarts, processes }: View, now: number): Restart[] {
  const isBooting = (id: string) => processes[id]?.state === 'booting';
  // One that failed is followed by another one, which has the say then.
  const isLatest = ({ cause }: Restart, at: number) => !restarts.slice(at + 1).some((later) => later.cause === cause);
  return restarts.filter(
    (restart, at) => now - restart.at < GLOW_MS || (isLatest(restart, at) && restart.chosen.some(isBooting)),
  );
}

/** When the tree will look different though nothing happens: a glow ends, a restart counts no more. */
export function nextChange({ limits }: DemoManifest, view: View, now: number): number | null {
  const glows = view.restarts.map(({ at }) => at + GLOW_MS).filter((at) => at > now);
  const reliefs = Object.entries(limits).map(([id, { period }]) => spentRestarts(view, id, period, now).until);
  const all = [...glows, ...reliefs].filter((at) => at !== null);
  return all.length === 0 ? null : Math.min(...all);
}

/** Which lines of the tree lead from supervisors to what they chose: for each row, the levels that are lit. */
export function litGuides(rows: Row[], restarts: Restart[]): Set<number>[] {
  const lit = rows.map(() => new Set<number>());
  const placeOf = (id: string | null) => rows.findIndex(({ node }) => node.id === id);
  for (const { supervisor, chosen } of restarts) {
    for (const id of chosen) lightUpTo(id, supervisor);
  }
  return lit;

  function lightUpTo(id: string, supervisor: string): void {
    const row = placeOf(id);
    const parent = rows[row]?.node.parent ?? null;
    const begin = placeOf(parent);
    if (begin < 0) return;
    const level = (rows[row] as Row).guides.length - 1;
    for (let at = begin + 1; at <= row; at++) lit[at]?.add(level);
    if (parent !== null && parent !== supervisor) lightUpTo(parent, supervisor);
  }
}
