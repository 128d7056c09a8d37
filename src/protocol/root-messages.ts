/** What gateway and root tell each other over IPC. The root uses no package, so both ends check with plain functions. */
import type { Role } from './messages.js';
import { isLearner } from './socket-paths.js';

/** What a machine for one talk carries; each stage may run a demo of some fifteen processes. The gateway decides who gets one. */
export const MOST_STAGES = 40;

/** A learner is there and the learner's stage is not, or others wait for the one that nobody uses. */
export interface StageRequest {
  type: 'stage' | 'end';
  learner: string;
}

/** Somebody came in by the token of that role: whoever waits for the presenter's browser need not wait any more. */
export interface Admitted {
  type: 'admitted';
  role: Role;
}

export type ToRoot = StageRequest | Admitted;

/** The stages of learners that run, all of them: at the start of a gateway, and at each change. */
export interface FromRoot {
  type: 'stages';
  running: string[];
}

export function isStageRequest(value: unknown): value is StageRequest {
  const { type, learner } = (value ?? {}) as Partial<StageRequest>;
  return (type === 'stage' || type === 'end') && isLearner(learner);
}

/** The learners whose stages run; null when the message is another one, as beats are. */
export function runningIn(message: unknown): string[] | null {
  const { type, running } = (message ?? {}) as Partial<FromRoot>;
  return type === 'stages' && Array.isArray(running) && running.every(isLearner) ? running : null;
}
