/** The file of a recorded talk: a line of head, then a line of JSON for each event of the talk and of its stage. Pure. */
import * as v from 'valibot';
import { LogEventSchema } from '../log/events.js';
import { TalkEventSchema, TalkStateSchema } from './talk.js';

const HeadSchema = v.strictObject({
  recording: v.literal('talk'),
  version: v.literal(1),
  /** As in 2026-11-29. */
  day: v.string(),
  machine: v.string(),
  /** ms since the epoch. */
  began: v.number(),
});
export type TalkRecordingHead = v.InferOutput<typeof HeadSchema>;

/** ms since the recording began. */
const at = v.pipe(v.number(), v.minValue(0));
const LineSchema = v.union([
  v.strictObject({ at, talk: TalkEventSchema }),
  /** Another log of the talk begins: with the recording, or because the talk process was killed. */
  v.strictObject({ at, state: TalkStateSchema }),
  v.strictObject({ at, stage: LogEventSchema }),
  /** Another log of the stage begins; `epoch` names it. */
  v.strictObject({ at, epoch: v.string() }),
  /** The file is as long as it may become. */
  v.strictObject({ at, isFull: v.literal(true) }),
]);
export type TalkRecordingLine = v.InferOutput<typeof LineSchema>;

export interface TalkRecording {
  head: TalkRecordingHead;
  lines: TalkRecordingLine[];
}

export const headLine = (head: TalkRecordingHead): string => JSON.stringify(head);

/** Throws an `Error` that names `file` and the line. A last line that was cut off by a crash is left out. */
export function parseTalkRecording(text: string, file: string): TalkRecording {
  const [first = '', ...rest] = text.split('\n');
  const head = parsed(HeadSchema, first);
  if (!head)
    throw new Error(`${file}:1: expected the head of a recorded talk, as “npm start -- --record ${file}” writes it.`);
  const isCut = rest.at(-1) !== '';
  const lines = rest.slice(0, -1).map((line, index) => {
    const found = parsed(LineSchema, line);
    if (!found)
      throw new Error(`${file}:${index + 2}: expected an event of the talk or of its stage. The line is damaged.`);
    return found;
  });
  const last = isCut ? parsed(LineSchema, rest.at(-1) ?? '') : null;
  return { head, lines: last ? [...lines, last] : lines };
}

function parsed<S extends v.GenericSchema>(schema: S, line: string): v.InferOutput<S> | null {
  try {
    const result = v.safeParse(schema, JSON.parse(line));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** The ms at which slide `slide` (from 0) is first shown; null when it never is. */
export function firstShown({ lines }: TalkRecording, slide: number): number | null {
  const line = lines.find((one) => 'talk' in one && one.talk.type === 'place' && one.talk.place.slide === slide);
  return line?.at ?? (slide === 0 ? 0 : null);
}
