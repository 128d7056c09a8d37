/** The plan of a talk: how long each slide is to take. The file `plan.json` beside the slides. */
import * as v from 'valibot';
import { normalise } from './text.js';
import type { Problem } from './types.js';

export const PLAN_FILE = 'plan.json';

const PlanSchema = v.strictObject({
  /** In the order of the talk. A slide is known again by its title, so the plan outlives slides that come, go and move. */
  slides: v.array(v.strictObject({ title: v.string(), seconds: v.pipe(v.number(), v.minValue(0)) })),
});
export type Plan = v.InferOutput<typeof PlanSchema>;

const REMEDY = 'Mend it, or remove the file: `npm start -- --rehearse --keep` writes another one.';

/** The plan in `text`; null, with the problem, when the text is none. `path`: of the file, for the problem. */
export function parsePlan(path: string, text: string): { plan: Plan | null; problems: Problem[] } {
  const wrong = (message: string) => ({ plan: null, problems: [{ path, line: 1, column: 1, message }] });
  let value: unknown;
  try {
    value = JSON.parse(normalise(text));
  } catch (error) {
    return wrong(`The plan is not JSON: ${(error as Error).message}. ${REMEDY}`);
  }
  const result = v.safeParse(PlanSchema, value);
  if (result.success) return { plan: result.output, problems: [] };
  const [issue] = result.issues;
  return wrong(`The plan cannot be read (${v.getDotPath(issue) ?? 'the whole'}): ${issue.message}. ${REMEDY}`);
}

/** The planned time of each of the slides with these titles, in ms; null for a slide that is not planned. */
export function plannedMs({ slides }: Plan, titles: readonly string[]): (number | null)[] {
  const left = [...slides];
  return titles.map((title) => {
    const at = left.findIndex((slide) => slide.title === title);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ? found.seconds * 1000 : null;
  });
}
