import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseJson } from '../protocol/messages.js';
import { AnswerSchema, type Measured } from './measured.js';

export type { Measured };

/**
 * Measures the talk at `address`, the presenter's, in a process of its own: what drives a browser takes seconds to load on a busy machine,
 * and a supervisor that is silent for so long is taken for dead. Rejects with what is missing when no browser can be started here; the
 * abort of `signal` ends process and browser.
 */
export async function measure(address: string, signal: AbortSignal): Promise<Measured> {
  // A browser that is ended leaves its profile behind.
  const folder = mkdtempSync(join(tmpdir(), 'measure-'));
  const measuring = spawn(process.execPath, [join(import.meta.dirname, 'measure-process.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  // The process closes its browser before it ends.
  const end = () => void measuring.kill('SIGTERM');
  signal.addEventListener('abort', end);
  const closed = new Promise<void>((resolve) => measuring.once('close', () => resolve()));
  const failed = new Promise<never>((_, reject) => measuring.once('error', reject));
  measuring.stdin.on('error', () => {});
  measuring.stdin.end(address);
  try {
    const said = await Promise.race([text(measuring.stdout), failed]);
    const answer = parseJson(AnswerSchema, said);
    if (!answer) throw new Error('The process that measures ended before it answered.');
    if ('trouble' in answer) throw new Error(answer.trouble);
    return answer;
  } finally {
    if (measuring.pid !== undefined) await closed;
    signal.removeEventListener('abort', end);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
