// The king: a server without a handler for any signal, and three subjects. He does not know whether he lives in a castle.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { LIMITS } from './limits.js';

const [name = 'king'] = process.argv.slice(2);
const SUBJECTS = 3;
/**
 * Each of them has two children, and so on. Should every wall fall, it is over after nine generations: a thousand processes,
 * and not this machine.
 */
const BOMB = 'bomb() { if [ $1 -gt 0 ]; then bomb $(($1 - 1)) & bomb $(($1 - 1)) & fi; exec sleep 1000; }; bomb 9';
const BITE_BYTES = 16 * 2 ** 20;

/** The view of the king when he looks out of the window. */
export interface Sight {
  pid: number;
  processes: number;
  /** Threads count as well where the kernel counts processes. */
  threads: number;
  networks: number;
  refused: number;
}

let refused = 0;

/** Gone between two looks is gone. */
function threadsOf(pid: string): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

const everybody = () => readdirSync('/proc').filter((entry) => Number(entry) > 0);

const look = (): Sight => ({
  pid: process.pid,
  processes: everybody().length,
  threads: everybody().reduce((sum, pid) => sum + threadsOf(pid), 0),
  networks: Object.keys(networkInterfaces()).filter((network) => network !== 'lo').length,
  refused,
});

function lightBomb(): void {
  const bomb = spawn('sh', ['-c', BOMB], { stdio: ['ignore', 'ignore', 'pipe'] });
  // Where there is no room for its first process, that one is refused.
  bomb.on('error', () => refused++);
  bomb.stderr.setEncoding('utf8').on('data', (text: string) => {
    refused += text.match(/fork/gi)?.length ?? 0;
  });
}

function eat(): void {
  const eaten: Buffer[] = [];
  // Should there be no wall, he has had enough at four times of what he may have.
  setInterval(() => eaten.length * BITE_BYTES < 4 * LIMITS.bytes && eaten.push(Buffer.alloc(BITE_BYTES, 1)), 20);
}

for (let born = 0; born < SUBJECTS; born++) spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
await serve(`${name}.sock`, ({ path }) => {
  if (path === '/bomb') lightBomb();
  if (path === '/eat') eat();
  return JSON.stringify(look());
});
const { pid, processes, networks } = look();
console.log(`I am process ${pid}\nprocesses: ${processes}, networks: ${networks}`);
// The builder of the castle holds the other end.
if (!process.stdin.isTTY) process.stdin.resume().on('end', () => process.exit());
startPulse();
ready();
