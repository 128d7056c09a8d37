/** The words that scripts are written in. */
import type { Command, Plan, Spec, Tree, Verb } from '../commands.js';

export const boot = (tree: Tree): Command => ({ do: 'boot', tree });
export const stop: Command = { do: 'stop' };
export const exit = (id: string, reason: 'crash' | 'normal' | 'shutdown' = 'crash'): Command => ({
  do: 'exit',
  id,
  reason,
});
export const plan = (id: string, ...whats: Plan[]): Command[] => whats.map((what) => ({ do: 'plan', what, id }));
export const release = (how: 'ok' | 'fail'): Command => ({ do: 'release', how });
export const call = (verb: Verb, arg: Extract<Command, { do: 'call' }>['arg'], on = 'top'): Command => ({
  do: 'call',
  on,
  verb,
  arg,
});
export const change = (tree: Tree, on = 'top'): Command => ({ do: 'change', on, tree });

export const children = (...ids: string[]): Spec[] => ids.map((id) => ({ id }));

export const times = (count: number, command: Command): Command[] => Array<Command>(count).fill(command);

export const REASONS = ['normal', 'shutdown', 'crash'] as const;

export const VERBS = ['terminate_child', 'restart_child', 'delete_child'] as const;

/** A supervisor of instances. */
export const template = (more: Partial<Spec> = {}, flags: Partial<Tree> = {}): Command =>
  boot({ strategy: 'simple_one_for_one', intensity: 3, ...flags, children: [{ id: 'a', ...more }] });
