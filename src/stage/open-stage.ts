import { programsOf } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { missingFor } from '../demo/requirements.js';
import type { EventLog } from '../log/index.js';
import { type AnyStage, RecordedStage } from './recorded-stage.js';
import { readRecording } from './recording.js';
import { Stage } from './stage.js';

/** The demo itself; where this machine lacks what it needs, its recording, if there is one. */
export async function openStage(demo: Demo, log: EventLog, seed?: number): Promise<AnyStage> {
  const programs = programsOf(demo.name);
  const lacks = await missingFor(demo);
  const recording = lacks.length > 0 ? readRecording(programs) : null;
  return recording
    ? new RecordedStage(demo, recording, lacks, log)
    : new Stage(demo, programs, log, seed, async () => lacks);
}
