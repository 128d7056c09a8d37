/** A stage for each learner: it starts when the gateway asks, and ends when nobody has been there for a while, or when the gateway asks. */
import { type FromRoot, isStageRequest, MOST_STAGES } from '../protocol/root-messages.js';
import type { ChildSpec, Supervisor, SupervisorEvent } from '../supervisor/index.js';

const ID = 'learners';

/** `stage`: how the talk's own stage is run. A learner's that breaks is started again when the learner asks: it is not counted. */
export const learnersSpec = (stage: ChildSpec): ChildSpec => ({
  id: ID,
  start: { strategy: 'simple_one_for_one', children: [{ ...stage, id: 'learner', restart: 'temporary' }] },
});

interface LearnersStage {
  /** Null while it starts. */
  pid: number | null;
  /** True when the stage is to end, or is ending. */
  isUnwanted: boolean;
}

/**
 * Starts a stage for each learner that the gateway names, one for each, as long as there is room; ends those that it wants
 * to end; and tells each gateway which ones run.
 */
export function serveLearners(supervisor: Supervisor): void {
  const stages = new Map<string, LearnersStage>();
  const sendStages = () =>
    void supervisor.send('gateway', { type: 'stages', running: [...stages.keys()] } satisfies FromRoot);

  const start = async (learner: string): Promise<void> => {
    if (stages.has(learner) || stages.size >= MOST_STAGES) return;
    const stage: LearnersStage = { pid: null, isUnwanted: false };
    stages.set(learner, stage);
    sendStages();
    const started = await supervisor
      .nested(ID)
      ?.startChild([learner])
      .catch(() => null);
    if (started?.pid === undefined) {
      stages.delete(learner);
      sendStages();
      return;
    }
    stage.pid = started.pid;
    if (stage.isUnwanted) end(stage);
  };

  const end = (stage: LearnersStage): void => {
    stage.isUnwanted = true;
    // One that still starts ends when it has started.
    if (stage.pid !== null)
      void supervisor
        .nested(ID)
        ?.terminateChild(stage.pid)
        .catch(() => {});
  };

  supervisor.events.on('event', (event: SupervisorEvent) => {
    if (event.type === 'message' && event.id === 'gateway' && isStageRequest(event.value)) {
      const { type, learner } = event.value;
      const stage = stages.get(learner);
      if (type === 'stage') void start(learner);
      else if (stage && !stage.isUnwanted) end(stage);
    }
    if (event.type === 'ready' && event.id === 'gateway') sendStages();
    if (event.type !== 'exit') return;
    for (const [learner, { pid }] of stages) {
      if (pid !== event.pid) continue;
      stages.delete(learner);
      sendStages();
    }
  });
}
