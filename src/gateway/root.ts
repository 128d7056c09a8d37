/** What gateway and root tell each other over IPC; the root checks what it gets in learners.ts. */
import * as v from 'valibot';
import type { Role } from '../protocol/messages.js';
import { isLearner } from '../protocol/socket-paths.js';
import type { StageRequest } from '../root/learners.js';

/** The stages of learners that run, all of them: at the start of a gateway, and at each change. */
const FromRootSchema = v.object({ type: v.literal('stages'), running: v.array(v.custom<string>(isLearner)) });

/** The learners whose stages run; null when the message is another one, as beats are. */
export function runningIn(message: unknown): string[] | null {
  const result = v.safeParse(FromRootSchema, message);
  return result.success ? result.output.running : null;
}

/** Somebody came in by the token of that role: whoever waits for the presenter's browser need not wait any more. */
interface Admitted {
  type: 'admitted';
  role: Role;
}

export const tellRoot = (message: StageRequest | Admitted): void => void process.send?.(message);
