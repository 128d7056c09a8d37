/** The picture in the terminal of this process, drawn when something changed or time went by. */
import { emitKeypressEvents } from 'node:readline';
import type { AnyStage } from '../../stage/recorded-stage.js';
import type { Question } from '../../workshop/lesson.js';
import { terminalCapabilities } from './capabilities.js';
import { actionOf, type Pressed } from './keys.js';
import { fitsIn } from './layout.js';
import { ASCII, UNICODE } from './marks.js';
import { Painter } from './painter.js';
import { picture } from './picture.js';
import { Player } from './player.js';

/** Between two pictures, in ms, when something happened that is worth seeing at once: a key, a death, a birth. */
const SOON_MS = 66;
/** When it was only talk, or time: a step of the heart monitor. A flood of output costs no more than a trickle. */
const CALM_MS = 200;

/** `quit` is called when the viewer wants to leave, and when the terminal is gone. */
export function openFace(stage: AnyStage, question: Question | null, quit: () => void) {
  const { stdin, stdout, env } = process;
  const can = terminalCapabilities(env, true);
  const painter = new Painter(stdout, can);
  const player = new Player(stage, can.unicode ? UNICODE : ASCII, question, {
    change: (kind) => redraw(kind === 'talk' ? CALM_MS : SOON_MS),
    suspend,
    quit,
  });
  let pending: NodeJS.Timeout | undefined;
  let canSee = true;
  let dueAt = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const leave = () => painter.leave();
  const resized = () => redraw(SOON_MS);
  // An exception is told on the screen that stays.
  process.on('uncaughtExceptionMonitor', leave);
  process.on('exit', leave).on('SIGQUIT', quit).on('SIGTSTP', suspend).on('SIGCONT', enter);
  stdin.on('end', quit).on('error', quit).on('keypress', onKey);
  stdout.on('error', quit).on('resize', resized);
  emitKeypressEvents(stdin);
  stdin.resume();
  enter();
  const ticking = setInterval(redraw, CALM_MS, CALM_MS);

  /** Also when this comes back to the foreground: then the shell has used the terminal, and set it as it likes it. */
  function enter() {
    stdin.setRawMode(true);
    painter.enter();
    draw();
  }

  /** Ctrl-Z. All that was started with this stops as well, npm too, or the shell would not know of it. */
  function suspend() {
    painter.leave();
    stdin.setRawMode(false);
    process.off('SIGTSTP', suspend);
    process.kill(0, 'SIGTSTP');
    // From here on it goes on; where nobody could wake it up, it has not stopped at all.
    process.on('SIGTSTP', suspend);
    enter();
  }

  function onKey(input: string | undefined, key: Pressed) {
    // The same as a SIGINT from the terminal: a second one ends the process at once.
    if (key.ctrl && key.name === 'c') process.kill(process.pid, 'SIGINT');
    const action = actionOf(input ?? '', key, player.keyContext);
    // Nobody should have to kill in the dark.
    if (action.do === 'quit' || action.do === 'suspend' || canSee) player.act(action);
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
    painter.paint(picture(player.frame(), stdout));
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
      process.off('uncaughtExceptionMonitor', leave);
      process.off('exit', leave).off('SIGQUIT', quit).off('SIGTSTP', suspend).off('SIGCONT', enter);
      stdin.off('end', quit).off('error', quit).off('keypress', onKey);
      stdout.off('error', quit).off('resize', resized);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
