/** The restarts that supervisors made after deaths: read from the log, so that the strategy is seen in its effect. */
import type { LogEvent, TreeNode } from './events.js';

/** A supervisor's answer to the end of one of its children. */
export interface Restart {
  at: number;
  supervisor: string;
  /** The child that ended: a process, or a supervisor that gave up. */
  cause: string;
  /** The processes that were started again for it, in order. */
  chosen: string[];
}

const RESTARTS_KEPT = 100;

type Of<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;

const nodeOf = (tree: TreeNode[], id: string) => tree.find((node) => node.id === id);

function isBelow(tree: TreeNode[], id: string, above: string): boolean {
  const parent = nodeOf(tree, id)?.parent ?? null;
  return parent !== null && (parent === above || isBelow(tree, parent, above));
}

export function restartBegan(restarts: Restart[], tree: TreeNode[], { id, at }: Of<'restart'>): Restart[] {
  const supervisor = nodeOf(tree, id)?.parent ?? null;
  if (supervisor === null) return restarts;
  return [...restarts, { at, supervisor, cause: id, chosen: [] }].slice(-RESTARTS_KEPT);
}

/** A start belongs to the latest restart that reaches so far: to the child itself, what is below it, or its siblings. */
export function restartReached(restarts: Restart[], tree: TreeNode[], { id, because }: Of<'start'>): Restart[] {
  if (because !== 'restart' && because !== 'promotion') return restarts;
  const reaches = ({ supervisor, cause }: Restart) =>
    cause === id ||
    isBelow(tree, id, cause) ||
    (nodeOf(tree, supervisor)?.strategy !== 'one_for_one' && isBelow(tree, id, supervisor));
  const latest = restarts.findLastIndex(reaches);
  return restarts.map((restart, at) =>
    at === latest && !restart.chosen.includes(id) ? { ...restart, chosen: [...restart.chosen, id] } : restart,
  );
}
