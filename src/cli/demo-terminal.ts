/** `npm run demo <name>`: the demo in this terminal, its faults on keys. */
import { entryOf, programsOf } from '../demo/catalogue.js';
import type { AnyStage } from '../stage/recorded-stage.js';
import { loadQuestion } from '../workshop/load.js';
import { summary } from './narration.js';
import { onEnd } from './signals.js';
import { openFace } from './terminal/open.js';
import { UsageError } from './usage.js';

export function checkTerminal(): void {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new UsageError('This needs a terminal. Use --auto to play the script, or --json for the event log.');
  }
}

/** Resolves with the exit code. */
export async function playInTerminal(stage: AnyStage): Promise<number> {
  let end = () => {};
  const ended = new Promise<null>((resolve) => {
    end = () => resolve(null);
  });
  onEnd(end);
  const face = openFace(stage, loadQuestion(programsOf(stage.demo.name), entryOf(stage.demo)), end);
  const failed = await Promise.race([
    stage.start().then(
      () => null,
      (error: Error) => error,
    ),
    ended,
  ]);
  if (!failed) await ended;
  face.say('Stopping');
  const leftover = await stage.stop();
  face.close();
  if (failed) {
    console.error(`${stage.demo.name} could not start: ${failed.message}`);
    return 1;
  }
  console.log(summary(stage.demo.title, stage.log.view));
  return leftover === 0 ? 0 : 1;
}
