/** The answers that the state gives at any time, without a wait for the mailbox. */
import { named } from './check.js';
import { SupervisorError } from './errors.js';
import type { Child } from './spec.js';
import { type ChildState, isAlive, isRestarting, type State } from './state.js';

/** One child as it is now: an entry of OTP's `which_children/1`. */
export interface ChildInfo {
  /** The name in its spec. */
  id: string;
  /** The pid, that of this process for a nested supervisor; undefined for a child that does not run, or is not ready yet. */
  child: number | 'restarting' | undefined;
  /** The `type` in its spec. */
  type: Child['type'];
}

/** The numbers of OTP's `count_children/1`. */
export interface Count {
  /** The template of a `simple_one_for_one` counts once; the others count its children. */
  specs: number;
  /** The children that live. */
  active: number;
  /** The children whose `type` is `supervisor`, alive or not. */
  supervisors: number;
  /** The children whose `type` is `worker`, alive or not. */
  workers: number;
}

export const notFound = (id: unknown) =>
  new SupervisorError('not_found', `${named(id)} is not a child of this supervisor.`);

/** Throws `not_found`. */
export function childNamed(state: State, id: string): ChildState {
  const child = state.children.find(({ spec }) => spec.id === id);
  if (!child) throw notFound(id);
  return child;
}

/** Throws `not_found`. A template has a spec too. */
export function specOf(state: State, id: string): Child {
  const { template } = state;
  return template && template.id === id ? template : childNamed(state, id).spec;
}

export function infoOf(child: ChildState, pid: number | undefined): ChildInfo {
  const { spec, status } = child;
  const alive = status === 'up' || status === 'stopping' ? pid : undefined;
  return { id: spec.id, type: spec.type, child: isRestarting(child) ? 'restarting' : alive };
}

export function count({ children, template }: State): Count {
  const supervisors = children.filter(({ spec }) => spec.type === 'supervisor').length;
  return {
    specs: template ? 1 : children.length,
    active: children.filter(isAlive).length,
    supervisors,
    workers: children.length - supervisors,
  };
}
