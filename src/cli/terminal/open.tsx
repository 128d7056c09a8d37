/** The picture in the terminal of this process, drawn when something changed or time went by. */
import { render } from 'ink';
import type { Stage } from '../../stage/stage.js';
import { Face } from './face.js';
import { actionOf } from './keys.js';
import { fitsIn } from './layout.js';
import { chooseMarks, wantsColour } from './marks.js';
import { Painter } from './painter.js';
import { Player } from './player.js';

/** Between two pictures, in ms, when something happened that is worth seeing at once: a key, a death, a birth. */
const SOON_MS = 66;
/** When it was only talk, or time: a step of the heart monitor. A flood of output costs no more than a trickle. */
const CALM_MS = 160;

/** `quit` is called when the viewer wants to leave, and when the terminal is gone. */
export function openFace(stage: Stage, quit: () => void) {
  const { stdin, stdout, env } = process;
  const marks = chooseMarks(env);
  const colour = wantsColour(env);
  const painter = new Painter(stdout, marks.braille);
  const player = new Player(stage, marks, { quit, change: (kind) => redraw(kind === 'talk' ? CALM_MS : SOON_MS) });
  let pending: NodeJS.Timeout | undefined;
  let closed = false;
  let wrong: unknown;
  let canSee = true;
  let dueAt = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const leave = () => painter.leave();
  process.on('exit', leave);
  stdin.on('end', quit).on('error', quit);
  stdout.on('error', quit).on('resize', () => redraw(SOON_MS));
  painter.enter();
  // Ink thinks that nobody watches when CI is set, unless it is to debug; then it hands over each picture as a whole.
  const ink = render(picture(), { stdout: painter as unknown as NodeJS.WriteStream, debug: true, exitOnCtrlC: false });
  ink.waitUntilExit().catch(fail);
  const ticking = setInterval(redraw, CALM_MS, CALM_MS);

  function picture() {
    const size = { columns: stdout.columns, rows: stdout.rows };
    canSee = fitsIn(size);
    return <Face frame={player.frame()} size={size} colour={colour} onKey={onKey} />;
  }

  function onKey(input: string, key: Parameters<typeof actionOf>[1]) {
    // As if the terminal had sent it: whoever presses it twice is not kept waiting.
    if (key.ctrl && input === 'c') process.kill(process.pid, 'SIGINT');
    // Keys that come quickly arrive together.
    for (const character of input === '' ? [''] : input) {
      const action = actionOf(character, key, stage.demo, player.chosenProcess);
      // Nobody should have to kill in the dark.
      if (action.do === 'quit' || canSee) player.act(action);
    }
  }

  function redraw(within: number) {
    const at = drawnAt + within;
    // To Ink a picture after the last one is a new beginning, with the keyboard taken again.
    if (closed || (pending && dueAt <= at)) return;
    clearTimeout(pending);
    dueAt = at;
    pending = setTimeout(draw, Math.max(0, at - performance.now()));
  }

  function draw() {
    clearTimeout(pending);
    pending = undefined;
    if (closed) return;
    drawnAt = performance.now();
    ink.rerender(picture());
  }

  function fail(error: unknown) {
    wrong = error;
    closed = true;
    quit();
  }

  return {
    say(text: string) {
      player.say(text);
      draw();
    },
    /** Gives the terminal back; throws what went wrong while drawing, if anything did. */
    close() {
      closed = true;
      clearInterval(ticking);
      clearTimeout(pending);
      painter.leave();
      ink.unmount();
      process.off('exit', leave);
      if (wrong) throw wrong;
    },
  };
}
