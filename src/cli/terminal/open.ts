/** The picture in the terminal of this process, drawn when something changed or time went by. */
import { emitKeypressEvents } from 'node:readline';
import type { Stage } from '../../stage/stage.js';
import { actionOf, type Pressed } from './keys.js';
import { fitsIn } from './layout.js';
import { chooseMarks, wantsColour } from './marks.js';
import { Painter } from './painter.js';
import { picture } from './picture.js';
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
  let canSee = true;
  let dueAt = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const leave = () => painter.leave();
  const resized = () => redraw(SOON_MS);
  process.on('exit', leave);
  stdin.on('end', quit).on('error', quit).on('keypress', onKey);
  stdout.on('error', quit).on('resize', resized);
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  painter.enter();
  draw();
  const ticking = setInterval(redraw, CALM_MS, CALM_MS);

  function onKey(input: string | undefined, key: Pressed) {
    // As if the terminal had sent it: whoever presses it twice is not kept waiting.
    if (key.ctrl && key.name === 'c') process.kill(process.pid, 'SIGINT');
    const action = actionOf(input ?? '', key, stage.demo, player.chosenProcess);
    // Nobody should have to kill in the dark.
    if (action.do === 'quit' || canSee) player.act(action);
  }

  function redraw(within: number) {
    const at = drawnAt + within;
    if (pending && dueAt <= at) return;
    clearTimeout(pending);
    dueAt = at;
    pending = setTimeout(draw, Math.max(0, at - performance.now()));
  }

  function draw() {
    clearTimeout(pending);
    pending = undefined;
    drawnAt = performance.now();
    canSee = fitsIn(stdout);
    painter.paint(picture(player.frame(), stdout, colour));
  }

  return {
    say(text: string) {
      player.say(text);
      draw();
    },
    /** Gives the terminal back. */
    close() {
      clearInterval(ticking);
      clearTimeout(pending);
      painter.leave();
      process.off('exit', leave);
      stdin.off('end', quit).off('error', quit).off('keypress', onKey);
      stdout.off('error', quit).off('resize', resized);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
