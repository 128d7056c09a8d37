import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../log/index.js';
import type { Command } from '../protocol.js';
import { type Launch, launchProcess, Supervisor, SupervisorError, type SupervisorEvent } from '../supervisor/index.js';
import { ownIdentity } from '../supervisor/processes.js';
import type { Run } from '../terminal/screen.js';
import { Slot } from '../terminal/slot.js';
import { type Demo, type DemoWorker, faultsOf, SIGNAL_FAULTS, workersOf } from './demo.js';
import { makeRunFolder, ROOT_MARK, STAGE_MARK, sweepStage } from './leftovers.js';
import { birthLine, deathLine } from './obituary.js';
import { askFor, missingFor } from './requirements.js';
import { childSpec, type Surroundings, supervisorSpec, treeNodes } from './tree.js';

/** The whole screen of each process at offset `seq`, for somebody who comes late. */
export interface Snapshot {
  seq: number;
  screens: { id: string; data: string }[];
}

/** A command that cannot be carried out; the message says why and what to do. Nothing has changed. */
export class Refusal extends Error {}

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

/** Runs one demo: its supervisor and its terminals write one event log; commands come in. */
export class Stage {
  private supervisor!: Supervisor;
  private readonly slots = new Map<string, Slot>();
  private readonly folder = makeRunFolder();
  private readonly mark = randomBytes(8).toString('hex');
  private readonly surroundings: Surroundings;
  private stunts = 0;
  /** Lives of each process: its supervisor forgets a temporary one that ends, and is forgotten itself when it gives up. */
  private readonly lives = new Map<string, number>();
  /** Start, reset and stop follow each other; none begins before the other is over. */
  private turn: Promise<unknown> = Promise.resolve();
  private resetting: Promise<void> | null = null;
  private over = false;

  constructor(
    readonly demo: Demo,
    /** The folder of the demo's compiled programs. */
    programs: string,
    readonly log: EventLog,
    /** For the demo's chances: the same seed, the same luck. */
    readonly seed = randomInt(1_000_000),
  ) {
    this.surroundings = { programs, cwd: this.folder, env: environment(this.folder, this.mark, seed) };
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Rejects with a `SupervisorError` when the demo cannot start; `stop` still has to be called. */
  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  /** Back to the same beginning: all processes and terminals new. */
  reset(): Promise<void> {
    // Asked for twice while it waits or works, it is done once.
    this.resetting ??= this.inTurn(async () => {
      await this.end();
      await sweepStage(this.mark);
      await this.begin();
    }).finally(() => {
      this.resetting = null;
    });
    return this.resetting;
  }

  /** Ends everything in order; resolves with the number of processes that are left: 0. The last event is `stop`. */
  stop(): Promise<number> {
    if (this.over) return this.turn.then(() => this.log.view.leftover ?? 0);
    this.over = true;
    // A start that is under way is not waited for.
    void this.supervisor?.stop();
    return this.inTurn(async () => {
      await this.end();
      const leftover = await sweepStage(this.mark);
      rmSync(this.folder, { recursive: true, force: true });
      this.log.append({ type: 'stop', leftover });
      return leftover;
    });
  }

  /** Carries out a command. Rejects with a `Refusal` when it cannot be; then nothing has changed. */
  async do(command: Command): Promise<void> {
    switch (command.do) {
      case 'fault':
        return this.fault(command.id, command.name);
      case 'input':
        return this.input(command.id, command.data);
      case 'restart':
        return this.restart(command.id);
      case 'step':
        return this.step();
      case 'reset':
        return this.reset();
      case 'stop':
        await this.stop();
    }
  }

  async snapshot(): Promise<Snapshot> {
    const seq = this.log.next;
    const screens = [...this.slots].map(async ([id, slot]) => ({ id, data: await slot.screen.snapshot() }));
    return { seq, screens: await Promise.all(screens) };
  }

  /** The visible lines of a process's terminal. */
  lines(id: string): Run[][] {
    return this.slots.get(id)?.screen.runs() ?? [];
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.catch(() => {});
    return done;
  }

  private async begin(): Promise<void> {
    const { demo, log } = this;
    const missing = await missingFor(demo);
    if (this.over) throw new Refusal('The demo has stopped.');
    if (missing.length > 0) throw new Refusal(askFor(demo.name, missing));
    this.stunts = 0;
    this.lives.clear();
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true, force: true });
    log.append({ type: 'scene', demo: demo.name, tree: treeNodes(demo.tree) });
    log.append({ type: 'note', text: `seed ${this.seed}` });
    for (const worker of workersOf(demo.tree)) this.openSlot(worker);
    this.supervisor = new Supervisor(supervisorSpec(demo.tree, this.surroundings), this.launch);
    this.supervisor.events.on('event', (event) => this.record(event));
    await this.supervisor.start();
    void this.supervisor.done.then(({ failure }) => {
      if (failure) log.append({ type: 'giveup', id: demo.tree.id, reason: failure.message });
    });
  }

  private openSlot({ id, cols, rows }: DemoWorker): void {
    const onOutput = (data: Buffer) => void this.log.append({ type: 'output', id, data });
    this.slots.set(id, new Slot({ cols, rows, onOutput }));
  }

  private async end(): Promise<void> {
    await this.supervisor?.stop();
    for (const slot of this.slots.values()) slot.close();
    this.slots.clear();
  }

  private readonly launch: Launch = (child, on) => {
    const slot = this.slots.get(child.id) as Slot;
    return launchProcess(child, { stdio: slot.stdio(), terminal: slot.device }, on);
  };

  private record(event: SupervisorEvent): void {
    const { log } = this;
    if (event.type === 'failed') {
      log.append({ type: 'note', text: event.message });
      return;
    }
    if (event.type === 'message') {
      this.report(event.id, event.value);
      return;
    }
    if (event.type === 'dropped') {
      const lines = event.lines === 1 ? 'a line' : `${event.lines} lines`;
      log.append({
        type: 'note',
        text: `${event.id} wrote ${lines} on its IPC channel that is no message: ${event.why}`,
      });
      return;
    }
    // What it said comes before the news of its end.
    if (event.type === 'exit') this.slots.get(event.id)?.lastWords();
    if (event.type === 'start') this.lives.set(event.id, (this.lives.get(event.id) ?? 0) + 1);
    const outageAt = 'id' in event ? log.view.processes[event.id]?.outageAt : null;
    const { at } = log.append('incarnation' in event ? this.counted(event) : event);
    if (event.type === 'exit' && !event.expected) {
      const temporary = log.view.tree.find((node) => node.id === event.id)?.restart === 'temporary';
      this.announce(event.id, (cols) => deathLine(event, !temporary, cols));
    }
    if (event.type === 'ready' && typeof outageAt === 'number') {
      this.announce(event.id, (cols) => birthLine(event.pid, at - outageAt, cols));
    }
  }

  private announce(id: string, line: (cols: number) => string): void {
    const worker = workersOf(this.demo.tree).find((node) => node.id === id);
    if (worker) this.slots.get(id)?.announce(line(worker.cols));
  }

  private counted<E extends { id: string; incarnation: number }>(event: E): E {
    return { ...event, incarnation: this.lives.get(event.id) ?? 0 };
  }

  /** Numbers that a process tells of itself; it may be broken, so what it says is checked. */
  private report(id: string, value: unknown): void {
    const { type, name, value: number } = (value ?? {}) as Record<string, unknown>;
    if (type !== 'metric' || typeof name !== 'string' || name.length > 64) return;
    if (typeof number === 'number' && Number.isFinite(number)) {
      this.log.append({ type: 'metric', id, name, value: number });
    }
  }

  private fault(id: string, name: string): void {
    const { pid } = this.processNamed(id);
    const known = faultsOf(this.demo, id);
    if (!known.includes(name)) throw new Refusal(`${id} has no fault ${name}; it has ${known.join(', ')}.`);
    if (pid === null) throw new Refusal(`${id} has no process right now; wait until it is back, or restart it.`);
    // The log has the fault before its consequences.
    this.log.append({ type: 'fault', id, pid, name });
    const signal = SIGNAL_FAULTS[name];
    if (signal) this.supervisor.signal(id, signal);
    else this.supervisor.send(id, { type: 'fault', name });
  }

  private input(id: string, data: string): void {
    this.processNamed(id);
    const taken = this.slots.get(id)?.write(Buffer.from(data));
    if (!taken) throw new Refusal(`${id} does not read what is typed; wait, or kill it.`);
  }

  private async restart(id: string): Promise<void> {
    this.processNamed(id);
    const worker = workersOf(this.demo.tree).find((node) => node.id === id) as DemoWorker;
    const parent = this.log.view.tree.find((node) => node.id === id)?.parent as string;
    try {
      const holder = this.supervisor.parentOf(id);
      if (holder) await holder.restartChild(id);
      else {
        await this.supervisorNamed(parent).startChild(childSpec(worker, this.surroundings));
      }
    } catch (error) {
      throw error instanceof SupervisorError ? new Refusal(error.message) : error;
    }
  }

  private supervisorNamed(id: string): Supervisor {
    const found = id === this.demo.tree.id ? this.supervisor : this.supervisor.nested(id);
    if (!found) throw new Refusal(`The supervisor ${id} is not running right now; wait, or reset.`);
    return found;
  }

  private step(): void {
    const stunt = this.demo.script[this.stunts];
    if (!stunt) throw new Refusal('The script is at its end; reset to play it again.');
    this.fault(stunt.id, stunt.fault);
    this.stunts++;
  }

  private processNamed(id: string) {
    if (this.over) throw new Refusal('The demo has stopped.');
    const { processes } = this.log.view;
    const process = Object.hasOwn(processes, id) ? processes[id] : undefined;
    if (process) return process;
    const names = Object.keys(processes);
    throw new Refusal(`There is no process ${id}; there are ${names.join(', ')}.`);
  }
}
