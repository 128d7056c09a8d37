/**
 * The question of a demo's lesson is answered by what its processes do. The fault that puts the question to them begins the
 * wait; the conditions of the right answer, all at one moment, end it. When they do not come about in time, the log says so.
 */

import { type Check, findingOf } from '../demo/checks.js';
import type { Deciding, Demo } from '../demo/demo.js';
import type { Condition, EventBody, EventLog, LogEvent, View } from '../log/index.js';

/** In ms; as long as a step of a script may take. */
const PATIENCE_MS = 20_000;
/** Between two looks while there is nothing but output, in ms. */
const HEARD_MS = 100;

type Fault = Extract<LogEvent, { type: 'fault' }>;

/** The results of the checks, compared with the view of the moment before the fault. Pure. */
export function outcomeOf(
  step: string,
  checks: Check[],
  now: View,
  before: View,
): Extract<EventBody, { type: 'outcome' }> {
  const failed = checks.flatMap((check): Condition[] => {
    const { holds, expected, seen } = findingOf(check, now, before);
    return holds ? [] : [{ step, says: check.says, expected, seen }];
  });
  return { type: 'outcome', held: failed.length === 0, says: checks.map(({ says }) => says).join('; '), failed };
}

/** Appends an `outcome` for each question that is put; returns how to stop that. A question that was answered is not put again in its scene. */
export function answerQuestion({ outcome }: Demo, log: EventLog): () => void {
  if (!outcome) return () => {};
  const { after, checks, patienceMs = PATIENCE_MS } = outcome;
  let last = log.view;
  let asked: { step: string; before: View; timer: NodeJS.Timeout } | null = null;
  let isAnswered = false;
  let willLook = false;

  const forget = () => {
    clearTimeout(asked?.timer);
    asked = null;
  };
  const look = (isLate: boolean) => {
    willLook = false;
    if (!asked) return;
    const found = outcomeOf(asked.step, checks, log.view, asked.before);
    if (!found.held && !isLate) return;
    isAnswered = found.held;
    forget();
    log.append(found);
  };
  /** A question that is put too soon. The wait goes on, because a result may be on its way. */
  const complain = ({ first = [] }: Deciding) => {
    const results = first.map(({ result }) => result);
    const found = asked && outcomeOf(asked.step, results, asked.before, asked.before);
    if (found?.held === false) log.append(found);
  };
  const decidingOf = ({ id, name }: Fault) => after.find(({ fault, process }) => fault === name && process === id);

  const unsubscribe = log.subscribe((event) => {
    const before = last;
    last = log.view;
    if (event.type === 'stop' || event.type === 'scene') {
      forget();
      isAnswered = false;
    }
    const deciding = event.type === 'fault' && !isAnswered ? decidingOf(event) : undefined;
    if (event.type === 'fault' && deciding) {
      forget();
      asked = { step: `${event.name} ${event.id}`, before, timer: setTimeout(look, patienceMs, true) };
      queueMicrotask(() => complain(deciding));
    }
    if (!asked || willLook) return;
    willLook = true;
    // Output comes in floods, and changes no figure but the time of the last output.
    if (event.type === 'output') setTimeout(look, HEARD_MS, false);
    // The event reaches all readers before an answer to it follows.
    else queueMicrotask(() => look(false));
  });
  return () => {
    unsubscribe();
    forget();
  };
}
