/** Plays a demo's script and judges it: waits for conditions with a deadline, never for a time. */
import type { EventLog, View } from '../log/index.js';
import type { Check } from './demo.js';
import type { Stage } from './stage.js';

/** Generous, for a slow and busy machine; a demo that holds is over long before. */
const PATIENCE_MS = 20_000;

/** Resolves with what does not hold when the time is over: nothing, if all of it held at one moment before that. */
function waitFor(log: EventLog, checks: Check[], before: View, patienceMs = PATIENCE_MS): Promise<Check[]> {
  return new Promise((resolve) => {
    const failing = () => checks.filter((check) => !check.holds(log.view, before));
    const finish = (result: Check[]) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(result);
    };
    const look = () => {
      const missing = failing();
      // What has been stopped will not come true any more.
      if (missing.length === 0 || !log.view.running) finish(missing);
    };
    const timer = setTimeout(() => finish(failing()), patienceMs);
    const unsubscribe = log.subscribe(look);
    look();
  });
}

/** Plays the whole script. Appends a note for each check and one `verdict` at the end; true when all of it held. */
export async function playScript(stage: Stage, patienceMs?: number): Promise<boolean> {
  const { demo, log } = stage;
  const seen: string[] = [];
  const judge = async (what: string, checks: Check[], before: View, ownMs?: number): Promise<boolean> => {
    const failed = await waitFor(log, checks, before, patienceMs ?? ownMs);
    for (const check of checks) {
      const text = failed.includes(check) ? `not so: ${check.says}` : check.says;
      seen.push(text);
      log.append({ type: 'note', text: `${what}: ${text}` });
    }
    return failed.length === 0;
  };

  let held = await judge('start', demo.running, log.view);
  for (const { fault, id, checks, patienceMs: ownMs } of demo.script) {
    if (!held) break;
    const before = log.view;
    held = await stage.do({ do: 'step' }).then(
      () => judge(`${fault} ${id}`, checks, before, ownMs),
      (error: Error) => {
        seen.push(error.message);
        return false;
      },
    );
  }
  if (stage.isOver) return false;
  const expected = [...demo.running, ...demo.script.flatMap((stunt) => stunt.checks)].map((check) => check.says);
  log.append({ type: 'verdict', passed: held, expected: expected.join('; '), seen: seen.join('; ') });
  return held;
}
