import { programsOf } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { askFor, missingFor } from '../demo/requirements.js';
import type { EventLog } from '../log/index.js';
import { type AnyStage, RecordedStage } from './recorded-stage.js';
import { readRecording } from './recording.js';
import { Refusal, Stage } from './stage.js';

/** The demo itself; where this machine lacks what it needs, its recording, if there is one. */
export async function openStage(demo: Demo, log: EventLog, seed?: number): Promise<AnyStage> {
  const programs = programsOf(demo.name);
  const lacks = await missingFor(demo);
  const recording = lacks.length > 0 ? readRecording(programs) : null;
  return recording
    ? new RecordedStage(demo, recording, lacks, log)
    : new Stage(demo, programs, log, seed, async () => lacks);
}

/** Resolves with what opens the demo itself. Rejects with a `Refusal` where this machine lacks what the demo needs. */
export async function openLive(demo: Demo, log: EventLog): Promise<() => AnyStage> {
  const lacks = await missingFor(demo);
  if (lacks.length > 0) throw new Refusal(askFor(demo.name, lacks));
  return () => new Stage(demo, programsOf(demo.name), log, undefined, async () => lacks);
}

/** The recording of the demo. Throws a `Refusal` if there is none, or if it cannot be read. */
export function openRecording(demo: Demo, log: EventLog): AnyStage {
  const recording = readRecording(programsOf(demo.name));
  if (!recording) throw new Refusal(`${demo.name} has no recording; npm run record -- ${demo.name} makes one.`);
  return new RecordedStage(demo, recording, [], log);
}
