/** A stage for each learner: begun when the gateway asks for it; it ends by itself when nobody has been there for a while. */
import { isLearner } from './stage/doors.js';
import type { ChildSpec, Supervisor, SupervisorEvent } from './supervisor/index.js';

const ID = 'learners';
/** What a machine for one talk carries; each may run a demo of some fifteen processes. The gateway lets fewer in. */
const MOST_STAGES = 40;

/** `stage`: how the talk's own stage is run. A learner's that breaks is begun again when the learner asks: it is not counted. */
export const learnersSpec = (stage: ChildSpec): ChildSpec => ({
  id: ID,
  start: { strategy: 'simple_one_for_one', children: [{ ...stage, id: 'learner', restart: 'temporary' }] },
});

/** Begins a stage for each learner that the gateway names, once for each, as long as there is room. */
export function serveLearners(supervisor: Supervisor): void {
  /** Their pids; null while they begin. */
  const begun = new Map<string, number | null>();
  const begin = async (learner: string): Promise<void> => {
    if (begun.has(learner) || begun.size >= MOST_STAGES) return;
    begun.set(learner, null);
    const started = await supervisor
      .nested(ID)
      ?.startChild([learner])
      .catch(() => null);
    if (started?.pid === undefined) begun.delete(learner);
    else begun.set(learner, started.pid);
  };
  supervisor.events.on('event', (event: SupervisorEvent) => {
    if (event.type === 'message' && event.id === 'gateway' && isWish(event.value)) void begin(event.value.learner);
    if (event.type !== 'exit') return;
    for (const [learner, pid] of begun) if (pid === event.pid) begun.delete(learner);
  });
}

/** What a gateway sends when a learner is there and the learner's stage is not. */
export interface Wish {
  type: 'stage';
  learner: string;
}

function isWish(value: unknown): value is Wish {
  const { type, learner } = (value ?? {}) as Partial<Wish>;
  return type === 'stage' && isLearner(learner);
}
