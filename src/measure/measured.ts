/** The answer of the process that measures, as one JSON object. */
import * as v from 'valibot';

const MeasuredSchema = v.object({
  slides: v.number(),
  /** Each with `file:line` of its slide, or the address of what is missing. */
  wrongs: v.array(v.string()),
  /** Name and version. */
  browser: v.string(),
});
export type Measured = v.InferOutput<typeof MeasuredSchema>;

export const AnswerSchema = v.union([MeasuredSchema, v.object({ trouble: v.string() })]);
export type Answer = v.InferOutput<typeof AnswerSchema>;
