/** The messages between gateway and root over IPC. The root uses no package, so both ends check with plain functions. */
import type { Role } from './messages.js';
import { isLearner } from './socket-paths.js';

/** The most stages that a machine for one talk carries; each may run a demo of some fifteen processes. The gateway decides who gets one. */
export const MOST_STAGES = 40;

/** A learner is there and the learner's stage is not, or others wait for the one that nobody uses. */
export interface StageRequest {
  type: 'stage' | 'end';
  learner: string;
}

/** A page was admitted by the token of that role; when it is the presenter's, the wait for the presenter's browser ends. */
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
