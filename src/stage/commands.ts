import * as v from 'valibot';

const id = v.pipe(v.string('id must be the name of a process'), v.minLength(1), v.maxLength(64));
/** One paste; more than this at once is not typing. */
const INPUT_LIMIT = 64 * 1024;

/** What a stage can be told to do, one JSON object a line on stdin, or from a page. */
export const CommandSchema = v.variant(
  'do',
  [
    v.strictObject({ do: v.literal('fault'), id, name: v.pipe(v.string(), v.maxLength(64)) }),
    v.strictObject({ do: v.literal('input'), id, data: v.pipe(v.string(), v.maxLength(INPUT_LIMIT)) }),
    v.strictObject({ do: v.literal('restart'), id }),
    v.strictObject({ do: v.literal('step') }),
    v.strictObject({ do: v.literal('reset') }),
    v.strictObject({ do: v.literal('stop') }),
  ],
  'do must be one of fault, input, restart, step, reset, stop',
);

export type Command = v.InferOutput<typeof CommandSchema>;

/** A command, or what is wrong with it in words for the one who sent it. */
export function parseCommand(value: unknown): { command: Command } | { wrong: string } {
  const result = v.safeParse(CommandSchema, value);
  if (result.success) return { command: result.output };
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  return { wrong: `Wrong command${where ? ` (${where})` : ''}: ${issue.message}.` };
}
