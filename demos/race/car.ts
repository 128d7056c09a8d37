// A racing car is a server: each request is a lap.
import { setTimeout as pause } from 'node:timers/promises';
import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

export interface Car {
  name: string;
  lapMs: number;
  /** The next one blows it up. */
  engineLastsLaps: number;
}

const LAPS_A_LINE = 40;

/** Answers laps until the engine blows. At the line it gets a new one. */
export async function drive({ name, lapMs, engineLastsLaps }: Car): Promise<void> {
  let laps = 0;
  await serve(`${name}.sock`, async ({ path }) => {
    if (path === '/line') {
      laps = 0;
      console.log('at the line');
      return 'ready';
    }
    laps++;
    if (laps > engineLastsLaps) {
      console.log(`BANG! The engine. Lap ${laps}`);
      process.exit(1);
    }
    if (laps % LAPS_A_LINE === 0) console.log(`lap ${laps} of this engine`);
    if (lapMs > 0) await pause(lapMs);
    return `lap ${laps}`;
  });
  console.log('on the track');
  startPulse();
  ready();
}
