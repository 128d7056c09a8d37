/** The commands that bring the polls of a talk to where its slide is: the steps that are taken say what the audience is to see. Pure. */
import type { BareStep } from '../../deck/step-attributes.js';
import type { HostCommand, Poll } from '../../protocol/audience.js';
import { pollOf } from '../../talk/reducer.js';
import type { Scene } from './polls.js';

/** A step of a demo that is taken on the slide. */
export interface TakenStep {
  demo: string;
  do: BareStep['do'];
}

/**
 * `scenes`: the scene that is on, by demo, as far as the page knows. `id`: draws an id for a new poll. A poll whose question is not on the
 * slide any more is closed.
 */
export function pollCommands(
  taken: readonly TakenStep[],
  polls: readonly Poll[],
  scenes: ReadonlyMap<string, Scene>,
  id: () => string,
): HostCommand[] {
  const asked = [...new Set(taken.filter((step) => step.do === 'predict').map(({ demo }) => demo))];
  const left = polls.filter(({ demo, phase }) => phase === 'open' && !asked.includes(demo));
  return [
    ...left.map(({ demo }): HostCommand => ({ do: 'close', demo })),
    ...asked.flatMap((demo): HostCommand[] => {
      const poll = pollOf({ polls }, demo);
      const scene = scenes.get(demo);
      const steps = taken.filter((step) => step.demo === demo).map((step) => step.do);
      const since = steps.slice(steps.lastIndexOf('predict') + 1);
      const isAsked = since.length === 0 && scene !== undefined && scene.name !== poll?.scene;
      if (!poll || isAsked) return [{ do: 'poll', id: id(), demo, scene: scene?.name ?? '' }];
      const right = scene?.right;
      if (since.includes('answer') && right !== undefined && (poll.phase !== 'answered' || poll.right !== right))
        return [{ do: 'answer', demo, right }];
      if (since.includes('votes') && (poll.phase === 'open' || poll.phase === 'closed')) return [{ do: 'split', demo }];
      return since.length > 0 && poll.phase === 'open' ? [{ do: 'close', demo }] : [];
    }),
  ];
}
