import type { View } from '../../log/index.js';
import { Refusal, type Stage } from '../../stage/stage.js';
import type { Frame } from './frame.js';
import type { Action } from './keys.js';
import { shownProcesses } from './layout.js';
import type { Marks } from './marks.js';

/** Long enough to read a refusal twice. */
const MESSAGE_MS = 6000;

/** What the viewer has chosen and was told, and how keys become commands of the stage. */
export class Player {
  private chosen: string;
  private stunts = 0;
  private help = false;
  private message: { text: string; until: number } | null = null;
  private resetting = false;
  /** When the log began, on this process's clock: no event can be seen before it happened. */
  private began = performance.now();

  constructor(
    private readonly stage: Stage,
    private readonly marks: Marks,
    private readonly on: { change(kind: 'talk' | 'news'): void; quit(): void },
  ) {
    this.chosen = shownProcesses(stage.demo)[0] as string;
    stage.log.subscribe((event) => {
      this.began = Math.min(this.began, performance.now() - event.at);
      if (event.type === 'scene') this.stunts = 0;
      if (event.type === 'error') this.say(event.message);
      if (event.type === 'giveup' && stage.log.view.gaveUp) this.say(`Given up: ${event.reason} Reset to begin again.`);
      this.on.change(event.type === 'output' || event.type === 'metric' ? 'talk' : 'news');
    });
  }

  get chosenProcess(): string {
    return this.chosen;
  }

  frame(): Frame {
    const { stage, chosen, stunts, help, marks } = this;
    const now = performance.now() - this.began;
    const { view } = stage.log;
    if (this.message && now > this.message.until) this.message = null;
    const message = this.message?.text ?? null;
    return { demo: stage.demo, view, now, screens: this.screens(view), chosen, stunts, message, help, marks };
  }

  private screens(view: View): Frame['screens'] {
    return new Map(Object.keys(view.processes).map((id) => [id, this.stage.lines(id)]));
  }

  act(action: Action): void {
    if (action.do === 'quit') {
      this.on.quit();
      return;
    }
    this.message = null;
    if (this.help) this.help = false;
    else this.carryOut(action);
    this.on.change('news');
  }

  private carryOut(action: Action): void {
    switch (action.do) {
      case 'choose':
        this.chosen = action.id;
        return;
      case 'help':
        this.help = true;
        return;
      case 'fault':
        this.tell(this.stage.do({ do: 'fault', id: this.chosen, name: action.name }));
        return;
      case 'step':
        this.tell(this.stage.do({ do: 'step' }).then(() => void this.stunts++));
        return;
      case 'restart':
        this.tell(this.stage.do({ do: 'restart', id: this.chosen }));
        return;
      case 'reset':
        this.reset();
    }
  }

  private reset(): void {
    // A key that is held down asks once.
    if (this.resetting) return;
    this.resetting = true;
    const over = () => {
      this.resetting = false;
    };
    this.tell(this.stage.reset().finally(over));
  }

  /** What was refused changes nothing; anything else that goes wrong is told too, and the viewer decides. */
  private tell(done: Promise<void>): void {
    done.catch((error: Error) => {
      if (this.stage.isOver) return;
      this.say(error instanceof Refusal ? error.message : `That failed: ${error.message}`);
      this.on.change('news');
    });
  }

  say(text: string): void {
    this.message = { text, until: performance.now() - this.began + MESSAGE_MS };
  }
}
