import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseJson } from '../protocol.js';
import { AnswerSchema, type Measured } from './measured.js';

export type { Measured };

/**
 * Measures the talk at `address`, the presenter's, in a process of its own: what drives a browser takes seconds to load on a busy machine,
 * and a supervisor that is silent for so long is taken for dead. Rejects with what is missing when no browser can be started here; the
 * abort of `signal` ends process and browser.
 */
export async function measure(address: string, signal: AbortSignal): Promise<Measured> {
  const measuring = spawn(process.execPath, [join(import.meta.dirname, 'main.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
  });
  const failed = new Promise<never>((_, reject) => measuring.once('error', reject));
  measuring.stdin.on('error', () => {});
  measuring.stdin.end(address);
  const said = await Promise.race([text(measuring.stdout), failed]);
  const answer = parseJson(AnswerSchema, said);
  if (!answer) throw new Error('The process that measures ended before it answered.');
  if ('trouble' in answer) throw new Error(answer.trouble);
  return answer;
}
