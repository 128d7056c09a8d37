import { readFileSync } from 'node:fs';
import { isIdentityAlive } from '../../src/supervisor/processes.js';
import { ask } from '../common/http.js';
import type { Blow } from './game.js';
import { identityFile } from './troubles.js';

const PATIENCE_MS = 1000;
const SIGNALS = { kill: 'SIGKILL', behead: 'SIGKILL', freeze: 'SIGSTOP' } as const;

const read = (file: string) => readFileSync(file, 'utf8');

/** Rejects when it did not strike: who is down, or does not listen, cannot be struck. */
export async function strike({ kind, victim }: Blow): Promise<void> {
  if (kind in SIGNALS) {
    const identity = read(identityFile(victim));
    if (!isIdentityAlive(identity)) throw new Error(`${victim} is down`);
    process.kill(Number(identity.split('-')[0]), SIGNALS[kind as keyof typeof SIGNALS]);
  } else if (victim === 'till') {
    await fetch(`http://127.0.0.1:${read('till.port')}/${kind}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } else {
    await ask(`${victim}.sock`, `/${kind}`, { patienceMs: PATIENCE_MS });
  }
}
