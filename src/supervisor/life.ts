import { type SupervisorEvent, tenths } from './events.js';
import { type Launch, type LaunchEvents, type Launched, NOBODY } from './launch.js';
import { type Child, isProcess } from './spec.js';
import type { Because, Event, ExitReason } from './state.js';
import type { Watch, Watched } from './watch.js';

/** Who is told what becomes of a process: `tell` the world, `take` the core. */
export interface Owner {
  tell(event: SupervisorEvent): void;
  take(event: Event): void;
  /** It is over: forget it, before the core hears of it. */
  forget(life: Life): void;
  watch: Watch;
}

/** The exit of an OS process in OTP's terms; a signal that nobody sent on purpose is abnormal, TERM too. */
const exitReason = (code: number | null, asked: boolean): ExitReason => {
  if (asked) return 'shutdown';
  return code === 0 ? 'normal' : 'abnormal';
};

/** One process of a child, from its start to its end. */
export class Life {
  pid: number | undefined;
  /** Its end was asked for. */
  asked = false;
  private launched: Launched = NOBODY;
  private startedAt = performance.now();
  private watched: Watched | null = null;

  constructor(
    readonly spec: Child,
    public incarnation: number,
    /** Its number while it is a spare. */
    public spare: number | null,
    private readonly owner: Owner,
  ) {}

  get id(): string {
    return this.spec.id;
  }

  get wasReady(): boolean {
    return this.watched !== null;
  }

  start(launch: Launch, because: Because): void {
    const { start } = this.spec;
    if (this.spare === null || !isProcess(start)) this.launched = launch(this.spec, this.listen(because));
    else {
      const env = { ...(start.env ?? (process.env as Record<string, string>)), STANDBY: '1' };
      this.launched = launch({ ...this.spec, start: { ...start, env } }, this.listen(because));
    }
  }

  /** A spare becomes the child itself. */
  promote(incarnation: number): void {
    this.spare = null;
    this.incarnation = incarnation;
    this.startedAt = performance.now();
    this.owner.tell({ type: 'start', id: this.id, pid: this.pid ?? 0, incarnation, because: 'promotion' });
    this.launched.send({ type: 'promote' });
  }

  terminate(): void {
    this.launched.terminate();
  }

  kill(): void {
    this.launched.kill();
  }

  signal(signal: NodeJS.Signals): boolean {
    return this.launched.signal(signal);
  }

  send(message: unknown): boolean {
    return this.launched.send(message);
  }

  private listen(because: Because): LaunchEvents {
    const { owner, id } = this;
    return {
      spawned: (pid) => {
        this.pid = pid;
        if (this.spare === null) owner.tell({ type: 'start', id, pid, incarnation: this.incarnation, because });
      },
      ready: (info) => this.ready(info),
      ignored: () => owner.take({ type: 'ignored', id, incarnation: this.incarnation }),
      beat: () => {
        if (this.watched) owner.watch.heard(this.watched);
        // So that the child, too, knows whether anybody is there.
        this.send({ type: 'beat' });
      },
      warm: () => this.spare !== null && owner.take({ type: 'spare_warm', id, spare: this.spare }),
      // A spare speaks for nobody yet.
      message: (value) => this.spare === null && owner.tell({ type: 'message', id, value }),
      exited: (code, signal) => this.exited(code, signal),
      failed: (message) => {
        owner.forget(this);
        if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
        else owner.take({ type: 'failed', id, incarnation: this.incarnation, message });
      },
    };
  }

  private ready(info: unknown): void {
    const { id, pid, incarnation, owner, spec } = this;
    // Said twice it counts once; and a spare is not ready before it is promoted.
    if (pid === undefined || this.watched || this.spare !== null) return;
    owner.tell({ type: 'ready', id, pid, incarnation, afterMs: tenths(performance.now() - this.startedAt) });
    this.watched = {
      pid,
      watchdog: spec.watchdog,
      memoryMax: spec.memoryMax,
      hung: (silentMs) => owner.take({ type: 'hung', id, incarnation, silentMs }),
      overweight: (bytes) => owner.take({ type: 'overweight', id, incarnation, bytes }),
    };
    owner.watch.add(this.watched);
    owner.take({ type: 'ready', id, incarnation, info });
  }

  private exited(code: number | null, signal: NodeJS.Signals | null): void {
    const { id, incarnation, asked, owner, pid = 0 } = this;
    if (this.watched) owner.watch.remove(this.watched);
    if (this.spare === null) {
      const uptimeMs = tenths(performance.now() - this.startedAt);
      owner.tell({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs, expected: asked });
    }
    owner.forget(this);
    if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
    else owner.take({ type: 'exited', id, incarnation, reason: exitReason(code, asked) });
  }
}
