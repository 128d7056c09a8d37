/** The recordings of the demos on the slides: which are missing, and which show something else. None of that is a failure. */
import { isDeepStrictEqual } from 'node:util';
import type { Slide } from '../deck/types.js';
import type { Demo } from '../demo/demo.js';
import { treeNodes } from '../demo/tree.js';
import type { Recording } from '../log/recording.js';

/** The faults that the slides of the demo inflict, each once, as a fence names them. */
const faultsOnSlides = (name: string, slides: readonly Slide[]): string[] => {
  const steps = slides.flatMap(({ demos }) => demos.filter((demo) => demo.name === name)).flatMap((demo) => demo.steps);
  return [...new Set(steps.flatMap((step) => (step.do === 'fault' ? [`${step.name} ${step.id}`] : [])))];
};

/** The sentence about a recording that does not show the demo as it is now; null about one that does. */
function differenceOf({ name, tree }: Demo, { events }: Recording, slides: readonly Slide[]): string | null {
  const scene = events.find((event) => event.type === 'scene');
  const now: unknown = JSON.parse(JSON.stringify(treeNodes(tree)));
  if (!isDeepStrictEqual(scene?.tree, now))
    return `The recording of ${name} is of another version of the demo. Record it again: npm run record -- ${name}`;
  const shown = new Set(events.flatMap((event) => (event.type === 'fault' ? [`${event.name} ${event.id}`] : [])));
  const missing = faultsOnSlides(name, slides).filter((fault) => !shown.has(fault));
  return missing.length === 0
    ? null
    : `The recording of ${name} does not show what its slides do: ${missing.join(', ')}. A recording shows the script of its demo.`;
}

/** A sentence for each recording that a speaker should know of. `read`: as `readRecording`, by the name of the demo. */
export function lookAtRecordings(
  slides: readonly Slide[],
  demos: readonly Demo[],
  read: (name: string) => Recording | null,
): string[] {
  const names = new Set(slides.flatMap((slide) => slide.demos.map(({ name }) => name)));
  const absent: string[] = [];
  const sentences = demos
    .filter(({ name }) => names.has(name))
    .flatMap((demo) => {
      try {
        const recording = read(demo.name);
        if (!recording) absent.push(demo.name);
        return (recording && differenceOf(demo, recording, slides)) ?? [];
      } catch (error) {
        return (error as Error).message;
      }
    });
  if (absent.length === 0) return sentences;
  const none = `No recording can stand in for ${absent.join(', ')}. On a quiet machine: npm run record -- ${absent[0]}`;
  return [none, ...sentences];
}
