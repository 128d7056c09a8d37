/** Plays a demo's script by itself and tells in plain lines what it did and what it saw. */
import { playScript } from '../stage/play.js';
import type { Stage } from '../stage/stage.js';
import { keepLastWords } from './last-words.js';
import { narrate } from './narration.js';
import { onUnheard } from './output.js';
import { onEnd } from './signals.js';

/** `patienceMs`: how long each condition may take. Resolves with the exit code. */
export async function playAutomatically(stage: Stage, patienceMs?: number): Promise<number> {
  console.log(`${stage.demo.name}: ${stage.demo.claim}`);
  narrate(stage.log, (line) => console.log(line));
  const lastWords = keepLastWords(stage.log);
  let endedWith: number | null = null;
  const stop = (code: number) => {
    endedWith ??= code;
    void stage.stop();
  };
  onEnd(stop);
  onUnheard(() => stop(1));
  const held = await stage.start().then(
    () => playScript(stage, patienceMs),
    (error: Error) => {
      if (!stage.isOver) console.log(`  could not start: ${error.message}`);
      return false;
    },
  );
  if (!held && endedWith === null) for (const line of lastWords()) console.log(`  ${line}`);
  const leftover = await stage.stop();
  if (leftover > 0) console.log(`${leftover} processes are left over.`);
  return endedWith ?? (held && leftover === 0 ? 0 : 1);
}
