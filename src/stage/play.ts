/** Plays a demo's script and judges it: waits for conditions with a deadline, never for a time. */

import { type Check, findingOf } from '../demo/checks.js';
import { type Condition, conditionInWords, type EventBody, type EventLog, type View } from '../log/index.js';
import type { Stage } from './stage.js';

/** Generous, for a slow and busy machine; a demo that holds is over long before. */
const PATIENCE_MS = 20_000;

/** The conditions that did not hold, in one line; undefined when all held, or when nothing was judged. */
export const failureOf = ({ verdict }: View): string | undefined =>
  verdict?.failed.map((condition) => `${condition.step}: ${conditionInWords(condition)}`).join('; ') || undefined;

/** A condition, and whether it held. */
interface Judged extends Condition {
  holds: boolean;
}

const judgeNow = (step: string, checks: Check[], now: View, before: View): Judged[] =>
  checks.map((check) => ({ step, says: check.says, ...findingOf(check, now, before) }));

/** Resolves when all conditions hold at one moment, or with what is seen of each when the time is over. */
function waitFor(log: EventLog, judge: () => Judged[], patienceMs: number): Promise<Judged[]> {
  return new Promise((resolve) => {
    const finish = (result: Judged[]) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(result);
    };
    const look = () => {
      const judged = judge();
      // A demo that has stopped meets no condition any more.
      if (judged.every(({ holds }) => holds) || !log.view.running) finish(judged);
    };
    const timer = setTimeout(() => finish(judge()), patienceMs);
    const unsubscribe = log.subscribe(look);
    look();
  });
}

/** Plays the whole script. Appends a note for each check and one `verdict` at the end; true when all of it held. */
export async function playScript(stage: Stage, patienceMs?: number): Promise<boolean> {
  const { demo, log } = stage;
  const all: Judged[] = [];
  const judge = async (step: string, checks: Check[], before: View, ownMs = PATIENCE_MS): Promise<boolean> => {
    const judged = await waitFor(log, () => judgeNow(step, checks, log.view, before), patienceMs ?? ownMs);
    for (const condition of judged) {
      const text = condition.holds ? condition.says : `not so: ${conditionInWords(condition)}`;
      log.append({ type: 'note', text: `${step}: ${text}` });
    }
    all.push(...judged);
    return judged.every(({ holds }) => holds);
  };

  let held = await judge('start', demo.running, log.view);
  for (const { fault, id, checks, patienceMs: ownMs } of demo.script) {
    if (!held) break;
    const before = log.view;
    const step = `${fault} ${id}`;
    held = await stage.do({ do: 'step' }).then(
      () => judge(step, checks, before, ownMs),
      ({ message }: Error) => {
        all.push({ step, says: 'the fault strikes', expected: 'no refusal', seen: message, holds: false });
        return false;
      },
    );
  }
  if (stage.isOver) return false;
  log.append(verdictOn(all));
  return held;
}

/** The verdict lists all conditions when they held, else those that did not, with what was expected and what was seen. */
function verdictOn(all: Judged[]): Extract<EventBody, { type: 'verdict' }> {
  const failed = all.filter(({ holds }) => !holds).map(({ holds: _, ...condition }) => condition);
  if (failed.length === 0) {
    const says = all.map((condition) => condition.says).join('; ');
    return { type: 'verdict', passed: true, expected: says, seen: says, failed };
  }
  const each = (what: 'expected' | 'seen') =>
    failed.map((condition) => `${condition.step}: ${condition.says}: ${condition[what]}`).join('; ');
  return { type: 'verdict', passed: false, expected: each('expected'), seen: each('seen'), failed };
}
