/** The commands that bring the polls of a talk to where its slide is: the steps that are taken say what the audience is to see. Pure. */
import type { BareStep } from '../../deck/step-attributes.js';
import type { HostCommand, Poll } from '../../protocol/audience.js';
import { pollOf } from '../../talk/reducer.js';

/** A step of a demo that is taken on the slide. */
export interface TakenStep {
  demo: string;
  do: BareStep['do'];
}

/**
 * `answers`: the option that came about, by demo, null when none did, undefined while the scene that is on has no answer; nothing before
 * the page knows. `id`: draws an id for a new poll. A poll whose question is not on the slide any more is closed.
 */
export function pollCommands(
  taken: readonly TakenStep[],
  polls: readonly Poll[],
  answers: ReadonlyMap<string, number | null | undefined>,
  id: () => string,
): HostCommand[] {
  const asked = [...new Set(taken.filter((step) => step.do === 'predict').map(({ demo }) => demo))];
  const left = polls.filter(({ demo, phase }) => phase === 'open' && !asked.includes(demo));
  return [
    ...left.map(({ demo }): HostCommand => ({ do: 'close', demo })),
    ...asked.flatMap((demo): HostCommand[] => {
      const poll = pollOf({ polls }, demo);
      if (!poll) return [{ do: 'poll', id: id(), demo }];
      const steps = taken.filter((step) => step.demo === demo).map((step) => step.do);
      const since = steps.slice(steps.lastIndexOf('predict') + 1);
      const right = answers.get(demo);
      // The demo plays again from its beginning, after a rehearsal perhaps, and the question is asked again.
      const isAskedAgain = poll.phase === 'answered' && since.length === 0 && answers.has(demo) && right === undefined;
      if (isAskedAgain) return [{ do: 'poll', id: id(), demo, isAgain: true }];
      if (since.includes('answer') && right !== undefined && (poll.phase !== 'answered' || poll.right !== right))
        return [{ do: 'answer', demo, right }];
      if (since.includes('votes') && (poll.phase === 'open' || poll.phase === 'closed')) return [{ do: 'split', demo }];
      return since.length > 0 && poll.phase === 'open' ? [{ do: 'close', demo }] : [];
    }),
  ];
}
