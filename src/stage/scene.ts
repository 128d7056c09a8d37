import { type Demo, SIGNAL_FAULTS, workersOf } from '../demo/demo.js';
import { childSpec, type LaunchContext, supervisorSpec, treeNodes } from '../demo/tree.js';
import type { EventLog, ProcessView } from '../log/index.js';
import { METRICS_KEPT, STAGE } from '../log/index.js';
import {
  type Launch,
  launchProcess,
  Supervisor,
  SupervisorError,
  type SupervisorEvent,
  systemFailure,
} from '../supervisor/index.js';
import { NOBODY } from '../supervisor/launch.js';
import type { Line } from '../terminal/line.js';
import { Slot } from '../terminal/slot.js';
import { exitBanner, restartBanner, signalLine } from './exit-banner.js';
import { Metrics } from './metrics.js';
import { Refusal } from './refusal.js';

/** A character that Latin-1 does not have. */
const NO_BYTE = /[^\x00-\xff]/;
/** In characters; a process that sends longer ones is broken. */
const METRIC_NAME_LIMIT = 64;

type ShutdownError = Extract<SupervisorEvent, { type: 'shutdown_error' }>;

/** A child that has not ended as it should when it was shut down, in words. */
function shutdownErrorNote({ id, pid, reason }: ShutdownError): string {
  const who = `${id} (process ${pid}) was shut down and`;
  if (reason === 'killed') return `${who} did not end by itself; it was killed.`;
  return typeof reason === 'number' ? `${who} ended with exit code ${reason}.` : `${who} ended by ${reason}.`;
}

/** One play of a demo from its beginning to its end: its supervisor and its terminals write one event log. */
export class Scene {
  readonly slots: ReadonlyMap<string, Slot>;
  /** How much of the demo's script has been carried out. */
  stunts = 0;
  private readonly supervisor: Supervisor;
  /** Lives of each process: its supervisor forgets a temporary one that ends, and is forgotten itself when it gives up. */
  private readonly lives = new Map<string, number>();
  private readonly metrics: Metrics;

  /** Opens the terminals and writes the `scene`; no process is started. */
  constructor(
    private readonly demo: Demo,
    private readonly launchContext: LaunchContext,
    private readonly log: EventLog,
    /** The client that asked for the scene. */
    by?: string,
  ) {
    log.append({ type: 'scene', demo: demo.name, tree: treeNodes(demo.tree) }, by);
    this.metrics = new Metrics((id, name, value) => void log.append({ type: 'metric', id, name, value }));
    this.slots = new Map(
      workersOf(demo.tree).map(({ id, cols, rows }) => {
        const onOutput = (data: Buffer, isAnnounced: boolean) =>
          void log.append({ type: 'output', id, data }, isAnnounced ? STAGE : undefined);
        return [id, new Slot({ cols, rows, onOutput })];
      }),
    );
    this.supervisor = new Supervisor(supervisorSpec(demo.tree, launchContext), this.launch);
    this.supervisor.events.on('event', (event) => this.record(event));
  }

  /** Rejects with a `SupervisorError` when the demo cannot start; `end` still has to be called. */
  async start(): Promise<void> {
    await this.supervisor.start();
    void this.supervisor.done.then(({ failure }) => {
      if (failure) this.log.append({ type: 'giveup', id: this.demo.tree.id, reason: failure.message });
    });
  }

  /** Ends the processes, also while they are being started. */
  async stop(): Promise<void> {
    await this.supervisor.stop();
  }

  async end(): Promise<void> {
    await this.stop();
    this.metrics.close();
    for (const slot of this.slots.values()) slot.close();
  }

  /** One of the demo's faults, for a process that has a pid. */
  fault(id: string, pid: number, name: string, by?: string): void {
    this.metrics.flush(id);
    // The log has the fault before its consequences.
    this.log.append({ type: 'fault', id, pid, name }, by);
    const signal = SIGNAL_FAULTS[name];
    // Others that are sent can be seen by what follows; this one may be followed by nothing.
    if (signal === 'SIGTERM') this.announce(id, (cols) => signalLine(signal, cols));
    if (signal) this.supervisor.signal(id, signal);
    else this.supervisor.send(id, { type: 'fault', name });
  }

  /** `binary`: each character of `data` is one byte. */
  input({ id, state }: ProcessView, data: string, binary = false): void {
    if (binary && NO_BYTE.test(data)) {
      throw new Refusal('The input is not binary: a character above U+00FF is not a byte.');
    }
    // Its supervisor starts no other one, and one that somebody starts later would carry out what was meant for this one.
    if (state === 'off') throw new Refusal(`${id} has ended, and nobody reads what is typed; restart it.`);
    const taken = this.slots.get(id)?.write(Buffer.from(data, binary ? 'latin1' : 'utf8'));
    if (!taken) throw new Refusal(`${id} is not reading its input (its buffer is full); wait, or kill it.`);
  }

  async restart(id: string): Promise<void> {
    const worker = workersOf(this.demo.tree).find((node) => node.id === id);
    const parent = this.log.view.tree.find((node) => node.id === id)?.parent;
    if (!worker || !parent) throw new Refusal(`${this.demo.name} has no process ${id}.`);
    try {
      const holder = this.supervisor.parentOf(id);
      if (holder) await holder.restartChild(id);
      else await this.supervisorNamed(parent).startChild(childSpec(worker, this.launchContext));
    } catch (error) {
      throw error instanceof SupervisorError ? new Refusal(error.message) : error;
    }
  }

  private supervisorNamed(id: string): Supervisor {
    const found = id === this.demo.tree.id ? this.supervisor : this.supervisor.nested(id);
    if (!found) throw new Refusal(`The supervisor ${id} is not running right now; wait, or reset.`);
    return found;
  }

  /** Starts each life on a line of its own, which ends with the life. */
  private readonly launch: Launch = (child, on) => {
    const slot = this.slots.get(child.id) as Slot;
    let line: Line;
    try {
      line = slot.open();
    } catch (error) {
      on.failed((error as Error).message, systemFailure(error));
      return NOBODY;
    }
    return launchProcess(
      child,
      { stdio: line.stdio(), terminal: line },
      {
        ...on,
        spawned: (pid) => {
          line.pid = pid;
          on.spawned(pid);
        },
        // The last words of a process come before the news of its end.
        exited: (code, signal) => {
          line.end();
          on.exited(code, signal);
        },
        failed: (message, cause) => {
          line.end();
          on.failed(message, cause);
        },
      },
    );
  };

  private record(event: SupervisorEvent): void {
    const { log } = this;
    if (event.type === 'failed') {
      log.append({ type: 'note', text: event.message });
      return;
    }
    if (event.type === 'dropped') {
      const lines = event.lines === 1 ? 'a line' : `${event.lines} lines`;
      log.append({
        type: 'note',
        text: `${event.id} wrote ${lines} on its IPC channel that is not a message: ${event.why}`,
      });
      return;
    }
    if (event.type === 'shutdown_error') {
      log.append({ type: 'note', text: shutdownErrorNote(event) });
      return;
    }
    if (event.type === 'message') {
      this.report(event.id, event.value);
      return;
    }
    this.metrics.flush(event.id);
    if (event.type === 'start') {
      this.lives.set(event.id, (this.lives.get(event.id) ?? 0) + 1);
      this.slots.get(event.id)?.bringToForeground(event.pid);
    }
    const outageAt = log.view.processes[event.id]?.outageAt ?? null;
    const { at } = log.append('incarnation' in event ? this.counted(event) : event);
    if (event.type === 'exit' && !event.expected) {
      const temporary = log.view.tree.find((node) => node.id === event.id)?.restart === 'temporary';
      this.announce(event.id, (cols) => exitBanner(event, !temporary, cols));
    }
    if (event.type === 'ready' && outageAt !== null) {
      this.announce(event.id, (cols) => restartBanner(event.pid, at - outageAt, cols));
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
    if (type !== 'metric' || typeof name !== 'string' || name.length > METRIC_NAME_LIMIT) return;
    if (typeof number !== 'number' || !Number.isFinite(number)) return;
    const known = this.log.view.processes[id]?.metrics ?? {};
    // A view keeps no more names than that.
    if (!Object.hasOwn(known, name) && Object.keys(known).length >= METRICS_KEPT) return;
    this.metrics.take(id, name, number);
  }
}
