/** The picture in the terminal of this process, drawn when something changed or time went by. */
import { render } from 'ink';
import type { Stage } from '../../stage/stage.js';
import { Face } from './face.js';
import { actionOf } from './keys.js';
import { fitsIn } from './layout.js';
import { chooseMarks, wantsColour } from './marks.js';
import { Painter } from './painter.js';
import { Player } from './player.js';

/** Between two pictures, in ms: smooth to the eye, and a flood of output costs no more than a trickle. */
const FRAME_MS = 80;
/** The heart monitor moves on even when nothing happens. */
const TICK_MS = 160;

/** `quit` is called when the viewer wants to leave, and when the terminal is gone. */
export function openFace(stage: Stage, quit: () => void) {
  const { stdin, stdout, env } = process;
  const marks = chooseMarks(env);
  const colour = wantsColour(env);
  const painter = new Painter(stdout, marks.braille);
  const player = new Player(stage, marks, { change: soon, quit });
  let pending: NodeJS.Timeout | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const leave = () => painter.leave();
  process.on('exit', leave);
  stdin.on('end', quit).on('error', quit);
  stdout.on('error', quit).on('resize', soon);
  painter.enter();
  // Ink thinks that nobody watches when CI is set, unless it is to debug; then it hands over each picture as a whole.
  const ink = render(picture(), { stdout: painter as unknown as NodeJS.WriteStream, debug: true, exitOnCtrlC: false });
  ink.waitUntilExit().catch(fail);
  const ticking = setInterval(soon, TICK_MS);

  function picture() {
    const size = { columns: stdout.columns, rows: stdout.rows };
    return <Face frame={player.frame()} size={size} colour={colour} onKey={onKey} />;
  }

  function onKey(input: string, key: Parameters<typeof actionOf>[1]) {
    // Keys that come quickly arrive together.
    for (const character of input === '' ? [''] : input) {
      const action = actionOf(character, key, stage.demo, player.chosenProcess);
      // Nobody should have to kill in the dark.
      if (action.do === 'quit' || fitsIn(stdout)) player.act(action);
    }
  }

  function soon() {
    pending ??= setTimeout(draw, Math.max(0, drawnAt + FRAME_MS - performance.now()));
  }

  function draw() {
    pending = undefined;
    drawnAt = performance.now();
    ink.rerender(picture());
  }

  function fail(error: unknown) {
    painter.leave();
    console.error(error);
    quit();
  }

  return {
    say(text: string) {
      player.say(text);
      draw();
    },
    close() {
      clearInterval(ticking);
      clearTimeout(pending);
      painter.leave();
      ink.unmount();
      process.off('exit', leave);
    },
  };
}
