import type { Stage } from '../stage/stage.js';
import { UsageError } from './usage.js';
export function checkTerminal(): void {
  throw new UsageError('not yet');
}
export async function playInTerminal(_stage: Stage): Promise<number> {
  return 0;
}
