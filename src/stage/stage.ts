import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Demo, faultsOf } from '../demo/demo.js';
import { askFor, type Lack, missingFor } from '../demo/requirements.js';
import type { LaunchContext } from '../demo/tree.js';
import type { EventLog } from '../log/index.js';
import type { Command } from '../protocol/messages.js';
import { ownIdentity } from '../supervisor/processes.js';
import type { Run } from '../terminal/screen.js';
import { makeRunFolder, ROOT_MARK, STAGE_MARK, sweepStage } from './leftovers.js';
import { answerQuestion } from './outcome.js';
import { Refusal } from './refusal.js';
import { Scene } from './scene.js';

export { Refusal };

/** The whole screen of each process at offset `seq`, for somebody who comes late. */
export interface Snapshot {
  seq: number;
  screens: { id: string; data: string }[];
}

/** Only what a program needs to run: nothing of the user's own environment reaches a demo. */
function environment(home: string, mark: string, seed: number): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    SEED: String(seed),
    [ROOT_MARK]: process.env[ROOT_MARK] ?? ownIdentity(),
    [STAGE_MARK]: mark,
  };
}

/** A trial costs a process each time, and a machine does not change between two starts. */
function askOnce(demo: Demo): () => Promise<Lack[]> {
  let answer: Promise<Lack[]> | null = null;
  return () => {
    answer ??= missingFor(demo);
    return answer;
  };
}

/** Runs one demo, scene after scene: commands come in, all that happens goes into one event log. */
export class Stage {
  /** Null before the first start is under way, and between the end of one scene and the beginning of the next. */
  private scene: Scene | null = null;
  private readonly folder = makeRunFolder();
  private readonly mark = randomBytes(8).toString('hex');
  private readonly launchContext: LaunchContext;
  /** Start, reset and stop follow each other; none begins before the other is over. */
  private turn: Promise<unknown> = Promise.resolve();
  private resetting: Promise<void> | null = null;
  private over = false;
  private readonly leaveQuestion: () => void;

  constructor(
    readonly demo: Demo,
    /** The folder of the demo's compiled programs. */
    programs: string,
    readonly log: EventLog,
    /** For the demo's chances: the same seed, the same luck. */
    readonly seed = randomInt(1_000_000),
    /** Tells what this machine lacks of what the demo needs; asked at each start and reset. */
    private readonly lacks: () => Promise<Lack[]> = askOnce(demo),
  ) {
    this.leaveQuestion = answerQuestion(demo, log);
    this.launchContext = { programs, cwd: this.folder, env: environment(this.folder, this.mark, seed) };
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Rejects with a `SupervisorError` when the demo cannot start; `stop` still has to be called. */
  start(by?: string): Promise<void> {
    return this.inTurn(() => this.begin(by));
  }

  /** Back to the same beginning: all processes and terminals new. */
  reset(by?: string): Promise<void> {
    // Asked for twice while it waits or works, it is done once.
    this.resetting ??= this.inTurn(async () => {
      await this.end();
      await sweepStage(this.mark);
      await this.begin(by);
    }).finally(() => {
      this.resetting = null;
    });
    return this.resetting;
  }

  /** Ends everything in order; resolves with the number of processes that are left: 0. The last event is `stop`. */
  stop(by?: string): Promise<number> {
    if (this.over) return this.turn.then(() => this.log.view.leftover ?? 0);
    this.over = true;
    // A start that is under way is not waited for.
    void this.scene?.stop();
    return this.inTurn(async () => {
      await this.end();
      const leftover = await sweepStage(this.mark);
      rmSync(this.folder, { recursive: true, force: true });
      this.log.append({ type: 'stop', leftover }, by);
      this.leaveQuestion();
      return leftover;
    });
  }

  /** Carries out a command. `by`: who asks, for the log. Rejects with a `Refusal` when it cannot be; then nothing has changed. */
  async do(command: Command, by?: string): Promise<void> {
    switch (command.do) {
      case 'fault':
        return this.fault(command.id, command.name, by);
      case 'input':
        return this.input(command);
      case 'restart':
        return this.playing().restart(this.processNamed(command.id).id);
      case 'step':
        return this.step(by);
      case 'reset':
        return this.reset(by);
      case 'stop':
        await this.stop(by);
    }
  }

  async snapshot(): Promise<Snapshot> {
    const seq = this.log.next;
    const screens = [...(this.scene?.slots ?? [])].map(async ([id, slot]) => ({
      id,
      data: await slot.screen.snapshot(),
    }));
    return { seq, screens: await Promise.all(screens) };
  }

  /** The visible lines of a process's terminal. */
  lines(id: string): Run[][] {
    return this.scene?.slots.get(id)?.screen.runs() ?? [];
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.catch(() => {});
    return done;
  }

  private async begin(by?: string): Promise<void> {
    const { demo, log } = this;
    const lacks = await this.lacks();
    if (this.over) throw new Refusal('The demo has stopped.');
    if (lacks.length > 0) throw new Refusal(askFor(demo.name, lacks));
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true, force: true });
    this.scene = new Scene(demo, this.launchContext, log, by);
    log.append({ type: 'note', text: `seed ${this.seed}` });
    await this.scene.start();
  }

  private async end(): Promise<void> {
    await this.scene?.end();
    this.scene = null;
  }

  /** Throws a `Refusal` when there is nothing that could carry a command out. */
  private playing(): Scene {
    if (this.over) throw new Refusal('The demo has stopped.');
    if (!this.scene) throw new Refusal(`The demo ${this.demo.name} is being started; wait a moment, then try again.`);
    return this.scene;
  }

  private fault(id: string, name: string, by?: string): void {
    const scene = this.playing();
    const { pid } = this.processNamed(id);
    const known = faultsOf(this.demo, id);
    if (!known.includes(name)) throw new Refusal(`${id} has no fault ${name}; it has ${known.join(', ')}.`);
    if (pid === null) throw new Refusal(`${id} has no process right now; wait until it is back, or restart it.`);
    scene.fault(id, pid, name, by);
  }

  private input({ id, data, binary, pid }: Extract<Command, { do: 'input' }>): void {
    const scene = this.playing();
    const process = this.processNamed(id);
    // A page may send what it kept while its line was broken, and the process may be another one by then.
    if (pid !== undefined && pid !== process.pid) {
      throw new Refusal(
        `The process ${pid} of ${id} has ended, and what was typed for it was not passed on; type it again.`,
      );
    }
    scene.input(process, data, binary);
  }

  private step(by?: string): void {
    const scene = this.playing();
    const stunt = this.demo.script[scene.stunts];
    if (!stunt) throw new Refusal('The script is at its end; reset to play it again.');
    this.fault(stunt.id, stunt.fault, by);
    scene.stunts++;
  }

  private processNamed(id: string) {
    const { processes } = this.log.view;
    const process = Object.hasOwn(processes, id) ? processes[id] : undefined;
    if (process) return process;
    const names = Object.keys(processes);
    throw new Refusal(`There is no process ${id}; there are ${names.join(', ')}.`);
  }
}
