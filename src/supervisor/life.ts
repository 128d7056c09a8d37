import { handedOn } from './environment.js';
import { StartError, type StartFailure, systemFailure } from './errors.js';
import { type SupervisorEvent, tenths } from './events.js';
import { type Launch, type LaunchEvents, type Launched, NOBODY } from './launch.js';
import { type Child, isProcess } from './spec.js';
import type { Because, EndedBy, Event, ExitReason } from './state.js';
import type { Watch, Watched } from './watch.js';

/** Who is told what becomes of a process: `tell` the world, `take` the core. */
export interface Owner {
  tell(event: SupervisorEvent): void;
  /** `cause`: of a failed start, what the operating system said, or how the process ended. */
  take(event: Event, cause?: StartError): void;
  /** It is over: forget it, before the core hears of it. */
  forget(life: Life): void;
  watch: Watch;
}

/** The exit of an OS process in OTP's terms; a signal that nobody sent on purpose is abnormal, TERM too. */
const exitReason = (code: number | null, asked: boolean): ExitReason => {
  if (asked) return 'shutdown';
  return code === 0 ? 'normal' : 'abnormal';
};

/** Undefined when nobody knows, because the launch has not seen the end. */
const endedBy = (code: number | null, signal: NodeJS.Signals | null): EndedBy | undefined =>
  signal === 'SIGKILL' ? 'killed' : (signal ?? code ?? undefined);

/** One process of a child, from its start to its end. */
export class Life {
  pid: number | undefined;
  /** Its end was asked for. */
  asked = false;
  private launched: Launched = NOBODY;
  /** Its end, or that it never began, was told. What a launch tells afterwards is about nobody. */
  private over = false;
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
    let { spec } = this;
    if (isProcess(start)) {
      const env = { ...handedOn(start.env), ...(this.spare !== null && { STANDBY: '1' }) };
      spec = { ...spec, start: { ...start, env } };
    }
    const on = this.listen(because);
    // What fails at once fails in a later turn of the event loop: tries without a pause would leave no turn to anybody else.
    let failed: LaunchEvents['failed'] = (...why) => void setImmediate(() => on.failed(...why));
    try {
      this.launched = launch(spec, { ...on, failed: (...why) => failed(...why) });
    } catch (error) {
      failed(`its launch threw ${error}`, systemFailure(error));
    }
    failed = on.failed;
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
        if (this.over || this.pid !== undefined) return;
        this.pid = pid;
        if (this.spare === null) owner.tell({ type: 'start', id, pid, incarnation: this.incarnation, because });
      },
      ready: (info) => this.ready(info),
      ignored: () => !this.over && owner.take({ type: 'ignored', id, incarnation: this.incarnation }),
      beat: () => {
        if (this.over) return;
        if (this.watched) owner.watch.heard(this.watched);
        // So that the child, too, knows whether anybody is there.
        this.send({ type: 'beat' });
      },
      warm: () => !this.over && this.spare !== null && owner.take({ type: 'spare_warm', id, spare: this.spare }),
      // A spare speaks for nobody yet.
      message: (value) => !this.over && this.spare === null && owner.tell({ type: 'message', id, value }),
      dropped: (lines, why) => !this.over && owner.tell({ type: 'dropped', id, pid: this.pid ?? 0, lines, why }),
      exited: (code, signal) => this.exited(code, signal),
      failed: (message, cause) => this.failed(message, cause),
    };
  }

  private failed(message: string, cause?: StartFailure): void {
    // There was a process, so this is the end of it.
    if (this.pid !== undefined) this.exited(null, null);
    if (this.over) return;
    this.over = true;
    const { id, incarnation, owner } = this;
    owner.forget(this);
    if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
    else {
      const error = cause && new StartError(message, cause);
      owner.take({ type: 'failed', id, incarnation, message }, error);
    }
  }

  private ready(info: unknown): void {
    const { id, pid, incarnation, owner, spec } = this;
    // Said twice it counts once; and a spare is not ready before it is promoted.
    if (this.over || pid === undefined || this.watched || this.spare !== null) return;
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
    if (this.over) return;
    this.over = true;
    const { id, incarnation, asked, owner, pid = 0 } = this;
    if (this.watched) owner.watch.remove(this.watched);
    const uptimeMs = tenths(performance.now() - this.startedAt);
    if (this.spare === null) {
      owner.tell({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs, expected: asked });
    }
    owner.forget(this);
    if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
    else {
      const by = endedBy(code, signal);
      const process = by === undefined ? undefined : { pid, endedBy: by };
      const failure = this.wasReady ? undefined : { exitCode: code, signal, uptimeMs };
      const cause = failure && new StartError('it ended before it was ready', failure);
      owner.take({ type: 'exited', id, incarnation, reason: exitReason(code, asked), process }, cause);
    }
  }
}
