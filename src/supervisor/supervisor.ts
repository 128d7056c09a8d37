import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { argumentsIn, checkChildSpecs, checkSupervisor, shown } from './check.js';
import { transition } from './core.js';
import type { Tree } from './draw.js';
import { failureIn, type StartError, SupervisorError } from './errors.js';
import { killAllEscapees } from './escapees.js';
import { type SupervisorEvent, tenths } from './events.js';
import type { Launch } from './launch.js';
import { Lives } from './lives.js';
import { launchPlain } from './process.js';
import { exists } from './processes.js';
import { type ChildInfo, type Count, childNamed, count, infoOf, notFound, specOf } from './queries.js';
import { recentRestarts } from './restart-rules.js';
import type { Child, ChildSpec, SupervisorSpec } from './spec.js';
import { type Because, type Command, type Event, initialState, type Reply, type Request, type State } from './state.js';
import { Timers } from './timers.js';

/** A child that was started on request. */
export interface Started {
  /**
   * The pid of the process; undefined when the child wanted no start
   * (`ignore`). A nested supervisor has the pid of this process.
   */
  pid: number | undefined;
  /** The `info` that the child has sent with its `ready`. */
  info: unknown;
}

/** Why a supervisor ended. */
export interface Ending {
  /** Always `shutdown`, as in OTP, because a supervisor that gives up ends with `shutdown` too. */
  reason: 'shutdown';
  /** `reached_max_restart_intensity` or `failed_to_start_child`, in words; null when the supervisor was stopped. */
  failure: State['failure'];
}

/** `cause` of a failed start: the error of the operating system, or the end of the process; the core has only the message. */
interface News {
  event: Event;
  cause?: StartError;
}

/** Supervises OS processes by OTP's rules. A refusal is a `SupervisorError`, whose `code` is OTP's word. */
export class Supervisor {
  /** Emits `event` for each event of the processes of the tree; a listener that throws harms no other. */
  readonly events = new EventEmitter<{ event: [SupervisorEvent] }>();
  /** Resolves when the last process of the tree is gone, and never rejects. */
  readonly done: Promise<Ending>;

  private state: State;
  private readonly timers = new Timers((timer) => this.take({ type: 'timer', timer }));
  private readonly lives: Lives;
  private ending: Ending | null = null;
  private readonly calls = new Map<number, (reply: Reply, cause?: StartError) => void>();
  private readonly queue: News[] = [];
  /** The cause of the failure that this supervisor ends with. */
  private cause: StartError | undefined;
  private turning = false;
  /** A supervisor above has ended all at once: no child can end wrongly any more, so no shutdown error is reported. */
  private killed = false;
  private nextCall = 0;
  private ended!: (ending: Ending) => void;
  private started: { resolve: () => void; reject: (error: Error) => void } | null = null;

  /** Checks everything and starts nothing. Throws a `SupervisorError` for the first mistake in the spec. */
  constructor(spec: SupervisorSpec, launch: Launch = launchPlain) {
    const { flags, children } = checkSupervisor(spec);
    this.state = initialState(flags, children);
    this.lives = new Lives(
      {
        state: () => this.state,
        launch,
        tell: (event) => this.tell(event),
        take: (event, cause) => this.take(event, cause),
        nest: (start) => {
          const supervisor = new Supervisor(start, launch);
          return {
            supervisor,
            boot: (because) => supervisor.boot(because),
            killAll: () => supervisor.killAll(),
          };
        },
        sparesGone: () => this.finish(),
      },
      this.timers,
    );
    this.done = new Promise((resolve) => {
      this.ended = resolve;
    });
  }

  /** Starts the children in order, each when the one before is ready. Rejects when one cannot start; then none is left. */
  start(): Promise<void> {
    return this.boot('boot');
  }

  /** Ends the children in reverse start order; resolves when the last one is gone. */
  async stop(): Promise<Ending> {
    this.take({ type: 'stop' });
    return this.done;
  }

  /** Starts a new child, last in start order; in a `simple_one_for_one`, one more of its template with a list of arguments. */
  async startChild(child: ChildSpec | readonly string[]): Promise<Started> {
    const args = this.state.template ? argumentsIn(child) : undefined;
    if (args) return this.call({ verb: 'start_instance', args });
    const [spec] = checkChildSpecs([child], this.state.flags.autoShutdown) as [Child];
    return this.call({ verb: 'start_child', spec });
  }

  /** Ends a child by its id, or a child of a `simple_one_for_one` by its pid. The spec stays, unless it is temporary. */
  async terminateChild(child: string | number): Promise<void> {
    if (typeof child === 'string') {
      await this.call({ verb: 'terminate_child', id: child });
      return;
    }
    const refusal = this.refusal();
    if (refusal) throw refusal;
    const life = this.state.template ? this.lives.withPid(child) : undefined;
    if (life) await this.call({ verb: 'terminate_instance', id: life.id, incarnation: life.incarnation });
    // As in OTP: the end of a process that has ended is not a mistake; a process of others, or a value that is not a pid, is one.
    else if (!this.state.template || !isPid(child) || exists(child)) throw notFound(child);
  }

  /** Starts a child that is down. Rejects with `running`, `restarting`, `not_found` or `start_failed`. */
  restartChild = (id: string): Promise<Started> => this.call({ verb: 'restart_child', id });

  /** Forgets the spec of a child that is down. Rejects with `running`, `restarting` or `not_found`. */
  async deleteChild(id: string): Promise<void> {
    await this.call({ verb: 'delete_child', id });
  }

  /**
   * New flags and specs while everything runs on: processes are kept, a spec counts
   * from its child's next start, a new child is not started, a child that is missing
   * from the list stays behind the rest. A bad spec is refused and changes nothing.
   */
  async codeChange(spec: SupervisorSpec): Promise<void> {
    const { flags, children } = checkSupervisor(spec);
    if ((flags.strategy === 'simple_one_for_one') !== (this.state.template !== null)) {
      throw new SupervisorError(
        'invalid_strategy',
        'A running supervisor cannot change to or from simple_one_for_one.',
      );
    }
    await this.call({ verb: 'code_change', flags, children });
  }

  /** All children in reverse start order, as OTP answers. */
  whichChildren(): ChildInfo[] {
    return this.state.children.map((child) => infoOf(child, this.lives.pidOf(child.spec.id))).reverse();
  }

  /** One child. Throws `not_found`. */
  whichChild(id: string): ChildInfo {
    return infoOf(childNamed(this.state, id), this.lives.pidOf(id));
  }

  /** How many specs, living children, supervisors and workers there are; see `Count`. */
  countChildren(): Count {
    return count(this.state);
  }

  /** The whole spec with its defaults, a copy. Throws `not_found`. */
  getChildSpec(id: string): Child {
    return structuredClone(specOf(this.state, id));
  }

  /** Checks specs that no supervisor has yet; returns copies with their defaults, and throws for the first mistake in them. */
  checkChildSpecs = checkChildSpecs;

  /** The whole tree as it is now; `draw` makes a text of it. */
  tree(): Tree {
    const { flags, restarts, children } = this.state;
    const { strategy, intensity, period } = flags;
    return {
      strategy,
      restarts: recentRestarts(restarts, flags, performance.now()).length,
      intensity,
      period,
      children: children.map((child) => {
        const { id, restart } = child.spec;
        const spare = child.spare && (child.spare.warm ? 'warm' : 'booting');
        return {
          ...infoOf(child, this.lives.pidOf(id)),
          restart,
          starting: child.status === 'starting',
          spare: spare ?? undefined,
          below: this.lives.nested(id)?.tree(),
        };
      }),
    };
  }

  /** The supervisor that holds the child `id`: this one or one below; undefined when there is none. */
  parentOf(id: string): Supervisor | undefined {
    if (this.state.children.some(({ spec }) => spec.id === id)) return this;
    for (const supervisor of this.lives.supervisors()) {
      const parent = supervisor.parentOf(id);
      if (parent) return parent;
    }
    return undefined;
  }

  /** The nested supervisor that runs as `id`, here or below. */
  nested(id: string): Supervisor | undefined {
    return this.parentOf(id)?.lives.nested(id);
  }

  /**
   * Sends a signal from outside, as a fault does: the supervisor has to notice the end
   * by itself. False when `id` has no process. Throws `invalid_signal` for a value
   * that is not the name of a signal here, because Node takes some of these for TERM.
   */
  signal(id: string, signal: NodeJS.Signals): boolean {
    if (typeof signal !== 'string' || !Object.hasOwn(constants.signals, signal)) {
      throw new SupervisorError(
        'invalid_signal',
        `${shown(signal)} is not a signal; it must be a name like "SIGTERM".`,
      );
    }
    return this.parentOf(id)?.lives.get(id)?.signal(signal) ?? false;
  }

  /** Sends a message over IPC to the process of `id`; false when there is none to take it. */
  send(id: string, message: unknown): boolean {
    return this.parentOf(id)?.lives.get(id)?.send(message) ?? false;
  }

  private boot(because: Because): Promise<void> {
    if (this.state.phase === 'done') return Promise.reject(ended());
    if (this.state.phase !== 'new' || this.started) {
      return Promise.reject(new SupervisorError('already_started', 'This supervisor was started already.'));
    }
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject };
      this.take({ type: 'boot', because });
    });
  }

  /** The error with which a supervisor that does not run refuses a call. */
  private refusal(): SupervisorError | undefined {
    if (this.state.phase === 'done') return ended();
    if (this.started) return undefined;
    return new SupervisorError('noproc', 'The supervisor does not run yet; start it first.');
  }

  private call(request: Request): Promise<Started> {
    const refusal = this.refusal();
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const call = this.nextCall++;
      this.calls.set(call, (reply, cause) => {
        if (reply.ok) resolve({ pid: this.lives.pidOf(reply.started), info: reply.info });
        else {
          const why = reply.code === 'start_failed' ? cause : undefined;
          const pid = reply.code === 'already_started' ? this.lives.pidOf(idIn(request)) : undefined;
          reject(new SupervisorError(reply.code, reply.message, pid, why));
        }
      });
      this.take({ type: 'call', call, request });
    });
  }

  /** One event at a time: an event that a command causes while it is carried out waits its turn. */
  private take(event: Event, cause?: StartError): void {
    this.queue.push({ event, cause });
    if (this.turning) return;
    this.turning = true;
    try {
      for (let queued = this.queue.shift(); queued; queued = this.queue.shift()) {
        const next = queued;
        const { state, commands } = transition(this.state, next.event, performance.now());
        if (state.failure && !this.state.failure) this.cause = next.cause;
        this.state = state;
        // A launch that throws where it should not costs its own command alone, because the state counts on all of them.
        for (const command of commands) afterwards(() => this.carryOut(command, next));
      }
    } finally {
      this.turning = false;
    }
  }

  private carryOut(command: Command, { event, cause }: News): void {
    switch (command.do) {
      case 'spawn':
        this.lives.start(command);
        return;
      case 'promote':
        this.lives.promote(command);
        return;
      case 'grow':
        this.lives.grow(command.id, command.spare);
        return;
      case 'drop':
        this.lives.drop(command.id, command.spare);
        return;
      case 'hung':
        this.tell({
          type: 'hung',
          id: command.id,
          pid: this.lives.pidOf(command.id) ?? 0,
          silentMs: tenths(command.silentMs),
        });
        return;
      case 'overweight':
        this.tell({ type: 'overweight', id: command.id, pid: this.lives.pidOf(command.id) ?? 0, bytes: command.bytes });
        return;
      case 'terminate':
        this.lives.terminate(command);
        return;
      case 'timer':
        this.timers.set(command.timer, command.ms);
        return;
      case 'restarting': {
        const { id, delayMs, inWindow, intensity } = command;
        this.tell({ type: 'restart', id, delayMs: tenths(delayMs), inWindow, intensity });
        return;
      }
      case 'failed': {
        const { id, message } = command;
        // The turn may be that of another child, because its exit was in the mailbox.
        const isItsOwn = 'id' in event && event.id === id;
        this.tell({ type: 'failed', id, message, ...(isItsOwn && cause && failureIn(cause)) });
        return;
      }
      case 'shutdown_error':
        if (!this.killed)
          this.tell({ type: 'shutdown_error', id: command.id, pid: command.pid, reason: command.reason });
        return;
      case 'giveup':
        this.tell({ type: 'giveup', id: command.id, reason: command.reason });
        return;
      case 'removed':
        this.lives.forget(command.id);
        return;
      case 'reply':
        this.calls.get(command.call)?.(command.reply, cause);
        this.calls.delete(command.call);
        return;
      case 'started':
        this.started?.resolve();
        return;
      case 'done': {
        this.timers.clearAll();
        this.ending = { reason: 'shutdown', failure: command.failure };
        this.finish();
      }
    }
  }

  /** The supervisor has ended when the last spare has ended too. */
  private finish(): void {
    if (!this.ending || this.lives.hasSpares) return;
    killAllEscapees();
    const { failure } = this.ending;
    const { code = 'shutdown', message = 'The supervisor was stopped.' } = failure ?? {};
    this.started?.reject(new SupervisorError(code, message, undefined, this.cause));
    this.ended(this.ending);
  }

  private killAll(): void {
    this.killed = true;
    this.lives.killAll();
    void this.stop();
  }

  /**
   * A listener that throws, or that changes its event, harms no other: each of them receives a copy, and the supervisor
   * does all that it has to do first.
   */
  private tell(event: SupervisorEvent): void {
    for (const listener of this.events.rawListeners('event'))
      afterwards(() => listener.call(this.events, { ...event }));
  }
}

/** An error that is thrown here is thrown once more when all work under way is done: an `uncaughtException`. */
function afterwards(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The kernel's type for a pid is an int. */
const LARGEST_PID = 2 ** 31 - 1;
const isPid = (value: unknown) => Number.isInteger(value) && (value as number) > 0 && (value as number) <= LARGEST_PID;

const ended = () => new SupervisorError('noproc', 'The supervisor has ended.');

const idIn = (request: Request): string | undefined => (request.verb === 'start_child' ? request.spec.id : undefined);
