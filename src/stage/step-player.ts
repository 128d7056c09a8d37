/** Plays the steps of a talk. Pages, phones and tests send what they want; the waiting, resetting and refusing happen here. */
import type { EventLog, View } from '../log/index.js';
import type { StageCommand, TalkStep } from '../protocol/messages.js';

/** How long a step waits for the process that it is about, in ms: a process that starts on a busy machine, or after a back-off. */
const PATIENCE_MS = 10_000;

export type Move = 'start' | 'reset' | 'stop' | 'fault' | 'wait' | 'nothing';

/** The next move of a step of `demo`, by the view of the stage's log. Pure. */
export function moveOf(demo: string, step: TalkStep, view: View): Move {
  const isPlaying = view.running && view.demo === demo;
  // A demo that does not play is started, whatever else plays, and the step does nothing to the other one.
  if (!isPlaying) return step.do === 'stop' ? 'nothing' : 'start';
  // The first step leads to the beginning, also when the demo was played before.
  if (step.do === 'start') return isTouched(view) ? 'reset' : 'nothing';
  if (step.do !== 'fault') return step.do;
  // A recording plays by itself, whatever is pressed meanwhile.
  if (view.recorded !== null) return 'nothing';
  const process = view.processes[step.id];
  // A process that is off already takes no fault, because the step was played before.
  if (process?.state === 'off') return 'nothing';
  return process?.pid == null ? 'wait' : 'fault';
}

/** Something was done to the demo, or something has died. A process that was just killed may not have ended yet. */
const isTouched = ({ kills, processes }: View): boolean =>
  kills > 0 || Object.values(processes).some(({ fault }) => fault !== null);

interface Waiting {
  demo: string;
  play: () => Promise<void>;
  done: () => void;
}

/** One step after the other, from all who ask, as the processes let it. */
export class StepPlayer {
  private waiting: Waiting[] = [];
  private isPlaying = false;

  constructor(
    private readonly log: EventLog,
    /** Carries out a command, as one that comes by itself. */
    private readonly carryOut: (command: StageCommand, by?: string) => Promise<void>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * Resolves when the step is played, or when nobody wants it any more: a step of another demo takes the place of those that
   * wait, because the talk has gone on. Rejects as the command does that it becomes.
   */
  play(demo: string, step: TalkStep, by?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      for (const { done } of this.waiting.filter((one) => one.demo !== demo)) done();
      this.waiting = this.waiting.filter((one) => one.demo === demo);
      this.waiting.push({ demo, play: () => this.carry(demo, step, by).then(resolve, reject), done: resolve });
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.isPlaying) return;
    this.isPlaying = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await next.play();
    this.isPlaying = false;
  }

  private async carry(demo: string, step: TalkStep, by?: string): Promise<void> {
    const move = () => moveOf(demo, step, this.log.view);
    if (move() === 'start') {
      await this.carryOut({ do: 'start', demo }, by);
      if (step.do !== 'fault') return;
    }
    await this.until(() => move() !== 'wait');
    const last = move();
    if (last === 'reset' || last === 'stop') await this.carryOut({ do: last }, by);
    // One that has waited in vain is refused in the words of the fault.
    if ((last === 'fault' || last === 'wait') && step.do === 'fault') await this.carryOut(step, by);
  }

  /** Resolves as soon as `holds`, and else when the patience is over. */
  private until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(finish, this.patienceMs);
      const stop = this.log.subscribe(() => holds() && finish());
    });
  }
}
