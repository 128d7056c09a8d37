// How many Node processes? And how long does one of them take?
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { enter, referee, startAll, tell } from './contest.js';

const SLEEPER = fileURLToPath(new URL('./sleeper.js', import.meta.url));

async function start(): Promise<void> {
  const processes: ChildProcess[] = [];
  const bootsMs: number[] = [];
  let bytes = 0;
  const started = await startAll(
    async () => {
      const from = performance.now();
      const child = fork(SLEEPER);
      processes.push(child);
      const [own] = (await once(child, 'message')) as [number];
      bytes += own;
      bootsMs.push(performance.now() - from);
    },
    referee(() => bytes),
  );
  tell(started, bytes);
  const bootMs = bootsMs.sort((a, b) => a - b)[Math.floor(bootsMs.length / 2)] ?? 0;
  console.log(`each boots in ${Math.round(bootMs)} ms`);
  metric('boot_ms', bootMs);
  for (const child of processes) child.kill('SIGKILL');
}

enter('nodes');
onFault({ spawn: start });
startPulse();
ready();
