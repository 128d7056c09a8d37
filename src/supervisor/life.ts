import { types } from 'node:util';
import { inWords, shown } from './check.js';
import { handedOn } from './environment.js';
import { StartError, type StartFailure, systemFailure } from './errors.js';
import { type SupervisorEvent, tenths } from './events.js';
import { type Launch, type LaunchEvents, type Launched, NOBODY } from './launch.js';
import { type Child, isProcess } from './spec.js';
import type { Because, EndedBy, Event, ExitReason } from './state.js';
import type { Watch, Watched } from './watch.js';

/** The owner of a process: `tell` passes its events to the listeners, `take` passes them to the core. */
export interface Owner {
  tell(event: SupervisorEvent): void;
  /** `cause` of a failed start: the error of the operating system, or the end of the process. */
  take(event: Event, cause?: StartError): void;
  /** The process has ended: the owner forgets it, before the core receives the event of the end. */
  removeLife(life: Life): void;
  watch: Watch;
}

/** The exit of an OS process in OTP's terms; a signal is abnormal, TERM too, unless the supervisor has asked for the end. */
const exitReason = (code: number | null, stopRequested: boolean): ExitReason => {
  if (stopRequested) return 'shutdown';
  return code === 0 ? 'normal' : 'abnormal';
};

/** Undefined when the cause of the end is unknown, because the launch has not seen the end. */
const endedBy = (code: number | null, signal: NodeJS.Signals | null): EndedBy | undefined =>
  signal === 'SIGKILL' ? 'killed' : (signal ?? code ?? undefined);

/** A launch in JavaScript may have forgotten its `return`. */
const isLaunched = (value: Launched | undefined): value is Launched =>
  [value?.terminate, value?.kill, value?.signal, value?.send].every((method) => typeof method === 'function');

/** An async launch has failed by the time that its promise is settled, so nobody waits for its process or for its error. */
function killLater(returned: Launched | Promise<Launched> | undefined): void {
  void Promise.resolve(returned)
    .then((launched) => isLaunched(launched) && launched.kill())
    .catch(() => {});
}

/** One process of a child, from its start to its end. */
export class Life {
  pid: number | undefined;
  /** The supervisor has asked for the end of the process. */
  stopRequested = false;
  private launched: Launched = NOBODY;
  /** The process is about to end, whatever it may still say. */
  private killed = false;
  /** The end of the process, or the failure of its start, was reported. Later calls of the launch have no effect. */
  private over = false;
  private startedAt = performance.now();
  private watched: Watched | null = null;

  constructor(
    readonly spec: Child,
    public incarnation: number,
    /** The number of the spare, while the process is one. */
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
    // A failure during the launch is reported in a later turn of the event loop, because tries without a pause would leave no
    // turn to other work.
    let failed: LaunchEvents['failed'] = (...why) => void setImmediate(() => on.failed(...why));
    try {
      const launched = launch(spec, { ...on, failed: (...why) => failed(...why) });
      if (isLaunched(launched)) this.launched = launched;
      else {
        killLater(launched);
        const returned = types.isPromise(launched) ? 'a promise' : shown(launched);
        this.refuse(`its launch returned ${returned}; it must return what launchProcess() has returned`);
      }
    } catch (error) {
      this.refuse(`its launch threw ${inWords(error)}`, systemFailure(error));
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
    this.killed = true;
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
        // The answer shows the child that its supervisor is alive.
        this.send({ type: 'beat' });
      },
      warm: () => !this.over && this.spare !== null && owner.take({ type: 'spare_warm', id, spare: this.spare }),
      // A message of a spare is dropped, because the spare is not the child yet.
      message: (value) => !this.over && this.spare === null && owner.tell({ type: 'message', id, value }),
      dropped: (lines, why) => !this.over && owner.tell({ type: 'dropped', id, pid: this.pid ?? 0, lines, why }),
      exited: (code, signal) => this.exited(code, signal),
      failed: (message, cause) => this.failed(message, cause),
    };
  }

  /** The launch is wrong: a process that it has started after all cannot be reached, so no later report of it counts. */
  private refuse(message: string, cause?: StartFailure): void {
    if (this.over) return;
    const hasProcess = this.pid !== undefined;
    this.over = !hasProcess;
    setImmediate(() => (hasProcess ? this.failed(message, cause) : this.reportFailure(message, cause)));
  }

  private failed(message: string, cause?: StartFailure): void {
    // If there was a process, the failure is its end.
    if (this.pid !== undefined) this.exited(null, null);
    if (this.over) return;
    this.over = true;
    this.reportFailure(inWords(message), cause);
  }

  private reportFailure(message: string, cause?: StartFailure): void {
    const { id, incarnation, owner } = this;
    owner.removeLife(this);
    if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
    else {
      const error = cause && new StartError(message, cause);
      owner.take({ type: 'failed', id, incarnation, message }, error);
    }
  }

  private ready(info: unknown): void {
    const { id, pid, incarnation, owner, spec } = this;
    // A second `ready` has no effect, and neither has that of a process that is killed, or of a spare before its promotion.
    if (this.over || this.killed || pid === undefined || this.watched || this.spare !== null) return;
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
    const { id, incarnation, stopRequested, owner, pid = 0 } = this;
    if (this.watched) owner.watch.remove(this.watched);
    const uptimeMs = tenths(performance.now() - this.startedAt);
    if (this.spare === null) {
      owner.tell({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs, expected: stopRequested });
    }
    owner.removeLife(this);
    if (this.spare !== null) owner.take({ type: 'spare_gone', id, spare: this.spare });
    else {
      const by = endedBy(code, signal);
      const process = by === undefined ? undefined : { pid, endedBy: by };
      const failure = this.wasReady ? undefined : { exitCode: code, signal, uptimeMs };
      const cause = failure && new StartError('it ended before it was ready', failure);
      owner.take({ type: 'exited', id, incarnation, reason: exitReason(code, stopRequested), process }, cause);
    }
  }
}
