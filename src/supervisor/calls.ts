/** The answers to the dynamic calls: OTP's table, row by row. */
import { named } from './check.js';
import type { Child, ProcessStart } from './spec.js';
import {
  type ChildState,
  isAlive,
  isRestarting,
  newChild,
  type Operation,
  type Reply,
  type Request,
  type State,
} from './state.js';

/** The result of a call: an answer, or an operation at whose end the answer comes; and the changes before that. */
export interface Answer {
  reply?: Reply;
  operation?: Pick<Operation, 'kind' | 'steps'>;
  changes?: Partial<State>;
  /** The child that is deleted. */
  removes?: ChildState;
}

export function answerTo(state: State, request: Request): Answer {
  if (request.verb === 'start_instance') return startInstance(state, request.args);
  if (request.verb === 'terminate_instance') return terminateInstance(state, request);
  if (request.verb === 'code_change') return { reply: { ok: true }, changes: changedSpecs(state, request) };
  if (state.template) return refuse('simple_one_for_one', state.template.id);
  if (request.verb === 'start_child') return startChild(state, request.spec);
  if (request.verb === 'terminate_child') return terminate(state, request.id);
  const child = find(state, request.id);
  if (!child) return refuse('not_found', request.id);
  if (child.status !== 'down') return refuse(isRestarting(child) ? 'restarting' : 'running', request.id);
  if (request.verb === 'delete_child') {
    return { reply: { ok: true }, removes: child };
  }
  return { operation: { kind: 'restart_child', steps: [{ do: 'start', id: request.id, because: 'command' }] } };
}

const find = (state: State, id: string) => state.children.find(({ spec }) => spec.id === id);

function startChild(state: State, spec: Child, args: string[] = []): Answer {
  const present = find(state, spec.id);
  if (present) return refuse(isAlive(present) ? 'already_started' : 'already_present', spec.id);
  return {
    changes: { children: [...state.children, newChild(spec, state.spares, args)] },
    operation: { kind: 'start_child', steps: [{ do: 'start', id: spec.id, because: 'command' }] },
  };
}

function startInstance(state: State, args: string[]): Answer {
  const { template, instances } = state;
  if (!template) return refuse('not_simple_one_for_one', 'A list of arguments');
  const spec = instanceOf(template, `${template.id}-${instances + 1}`, args);
  const answer = startChild(state, spec, args);
  return { ...answer, changes: { ...answer.changes, instances: instances + 1 } };
}

function instanceOf(template: Child, id: string, args: string[]): Child {
  const start = template.start as ProcessStart;
  return { ...template, id, start: { ...start, args: [...(start.args ?? []), ...args] } };
}

/** A call to terminate an instance that has ended is not a mistake. */
function terminateInstance(state: State, { id, incarnation }: { id: string; incarnation: number }): Answer {
  return find(state, id)?.known === incarnation ? terminate(state, id) : { reply: { ok: true } };
}

const terminate = (state: State, id: string): Answer =>
  find(state, id) ? { operation: { kind: 'terminate_child', steps: [{ do: 'stop', id }] } } : refuse('not_found', id);

/**
 * New flags and specs by id, as OTP's `code_change`: processes run on, and the new spec counts from the next start.
 * Children that are no longer in the list stay, behind the others.
 */
function changedSpecs(state: State, { flags, children }: Extract<Request, { verb: 'code_change' }>): Partial<State> {
  if (state.template) {
    const [template = state.template] = children;
    const instances = state.children.map((one) => ({ ...one, spec: instanceOf(template, one.spec.id, one.args) }));
    return { flags, template, children: instances };
  }
  const updated = children.map((spec): ChildState => {
    const old = find(state, spec.id);
    return old ? { ...old, spec } : newChild(spec, state.spares);
  });
  const dropped = state.children.filter(({ spec }) => !children.some(({ id }) => id === spec.id));
  return { flags, children: [...updated, ...dropped] };
}

/** OTP answers a call that waits when the supervisor ends with `shutdown`, and a later one with `noproc`. */
export const ENDED: Reply = { ok: false, code: 'shutdown', message: 'The supervisor has ended meanwhile.' };
export const GONE: Reply = { ok: false, code: 'noproc', message: 'The supervisor has ended.' };

const REFUSALS = {
  already_started: 'is running already',
  already_present: 'is known already but not running; restart or delete it',
  not_found: 'is not a child of this supervisor',
  running: 'is running; terminate it first',
  restarting: 'is being restarted; terminate it first',
  simple_one_for_one: 'is a template: its children are started with arguments and terminated by pid',
  not_simple_one_for_one: 'starts a child of a simple_one_for_one only; give a child spec',
};

const refuse = (code: keyof typeof REFUSALS, id: string): Answer => ({
  reply: { ok: false, code, message: `${named(id)} ${REFUSALS[code]}.` },
});
