/** Plays a demo's script by itself and tells in plain lines what it did and what it saw. */
import { duration, ending, type LogEvent } from '../log/index.js';
import { playScript } from '../stage/play.js';
import type { Stage } from '../stage/stage.js';
import { onEnd } from './signals.js';

/** A line for what a reader wants to know; null for the rest. */
function told(event: LogEvent, outageMs: number | undefined): string | null {
  switch (event.type) {
    case 'fault':
      return `> ${event.name} ${event.id} (pid ${event.pid})`;
    case 'exit':
      if (event.expected) return null;
      return `  ${event.id}: ${ending(event)} after ${duration(event.uptimeMs)}`;
    case 'ready':
      if (outageMs === undefined) return null;
      return `  ${event.id}: reborn as ${event.pid} in ${duration(outageMs)}`;
    case 'note':
      return `  ${event.text}`;
    case 'giveup':
      return `  ${event.id}: given up, ${event.reason}`;
    case 'error':
      return `  ${event.message}`;
    case 'verdict':
      return event.passed ? 'It held.' : `It did not hold.\n  expected: ${event.expected}\n  seen: ${event.seen}`;
    default:
      return null;
  }
}

export async function playAutomatically(stage: Stage): Promise<number> {
  console.log(`${stage.demo.name}: ${stage.demo.claim}`);
  stage.log.subscribe((event) => {
    const line = told(
      event,
      event.type === 'ready' && event.incarnation > 1 ? stage.log.view.recoveries.at(-1) : undefined,
    );
    if (line !== null) console.log(line);
  });
  let interrupted = false;
  onEnd(() => {
    interrupted = true;
    void stage.stop();
  });
  const held = await stage.start().then(
    () => playScript(stage),
    (error: Error) => {
      if (!stage.isOver) console.log(`  could not start: ${error.message}`);
      return false;
    },
  );
  const leftover = await stage.stop();
  if (leftover > 0) console.log(`${leftover} processes are left over.`);
  return held && leftover === 0 && !interrupted ? 0 : 1;
}
