import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 10;
const DEADLINE_MS = 20_000;

/** Resolves when `condition` is true; rejects when it is not within `deadline` ms. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { deadline = DEADLINE_MS, what = condition.toString() }: { deadline?: number; what?: string } = {},
): Promise<void> {
  const end = performance.now() + deadline;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${deadline} ms: ${what}`);
    await pause(POLL_MS);
  }
}
