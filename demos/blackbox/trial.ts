import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ask } from '../common/http.js';
import type { Settings } from './knobs.js';

/** `smoke`: it did not start. `late`: it started, looked fine, and made no toast. */
export interface Trial {
  outcome: 'toast' | 'smoke' | 'late';
  /** The toast that came out, or the last words. */
  says: string;
}

/** Longer than toast takes in the slowest of kitchens; a toaster that holds its slice has it for ever. */
const PATIENCE_MS = 4000;

/** Starts a toaster with these settings, as a process of its own, and puts one slice into it. */
export async function trial(toaster: 'A' | 'B', number: number, settings: Settings): Promise<Trial> {
  const lever = `${toaster}-${number}.sock`;
  const program = fileURLToPath(new URL(`./toaster-${toaster.toLowerCase()}.js`, import.meta.url));
  const env = { ...process.env, ...settings };
  const started = spawn(process.execPath, [program, lever], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const words = lastWords(started.stderr);
  const ended = once(started, 'close');
  try {
    if (!(await saysReady(started))) return { outcome: 'smoke', says: words() };
    const slice = await ask(lever, '/', { body: 'bread', patienceMs: PATIENCE_MS }).catch(() => null);
    if (slice?.text === 'toast') return { outcome: 'toast', says: 'toast' };
    return { outcome: 'late', says: slice?.text || words() || 'holds on to the slice' };
  } finally {
    started.kill('SIGKILL');
    await ended;
    rmSync(lever, { force: true });
  }
}

const saysReady = (started: ChildProcess) =>
  Promise.race([once(started.stdout as Readable, 'data').then(() => true), once(started, 'close').then(() => false)]);

/** The error in what was written so far, without the lecture around it. */
function lastWords(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => /^\w*Error.*?: (.*)$/m.exec(text)?.[1] ?? '';
}
