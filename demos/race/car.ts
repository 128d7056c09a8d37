// A racing car is a server: each request is a lap.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ready, startPulse } from '../common/tell.js';

export interface Car {
  name: string;
  lapMs: number;
  /** The next one blows it up. */
  engineLastsLaps: number;
}

const LAPS_A_LINE = 40;

/** Answers laps until the engine blows. */
export function drive({ name, lapMs, engineLastsLaps }: Car): void {
  let laps = 0;
  const server = createServer(async (_, answer) => {
    laps++;
    if (laps > engineLastsLaps) {
      console.log(`BANG! The engine. Lap ${laps}`);
      process.exit(1);
    }
    if (laps % LAPS_A_LINE === 0) console.log(`lap ${laps} of this engine`);
    if (lapMs > 0) await pause(lapMs);
    answer.end();
  });

  const socket = `${name}.sock`;
  rmSync(socket, { force: true });
  server.listen(socket, () => {
    console.log('on the track');
    ready();
  });
  startPulse();
}
