/** The text of a recording, as it lies beside the programs of a demo: one line of head, then the log, an event a line. */
import * as v from 'valibot';
import type { LogEvent } from './events.js';
import { parseJsonLines } from './json.js';

const HeadSchema = v.object({
  /** As in 2026-11-23. */
  day: v.string(),
  /** Its system, its cores, its Node. */
  machine: v.string(),
});

export type RecordingHead = v.InferOutput<typeof HeadSchema>;

export interface Recording extends RecordingHead {
  events: LogEvent[];
}

/** Throws an `Error` that names `file` and the line when the text is not that of a recording. */
export function parseRecording(text: string, file: string): Recording {
  const [first = '', ...lines] = text.split('\n');
  const head = headOf(first);
  if (!head)
    throw new Error(`${file}:1: expected the head of a recording. Record the demo again: npm run record -- <demo>`);
  return { ...head, events: parseJsonLines(lines.join('\n'), file, 2) };
}

/** The words under which a recording is shown. */
export const recordingLabel = ({ day, machine }: RecordingHead): string => `A recording of ${day} (${machine}).`;

function headOf(line: string): RecordingHead | null {
  try {
    const result = v.safeParse(HeadSchema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
