import { EventEmitter } from 'node:events';
import { transition } from './core.js';
import { SupervisorError } from './errors.js';
import type { Launch, LaunchEvents, Launched } from './launch.js';
import { launchPlain } from './process.js';
import {
  type Child,
  type ChildSpec,
  checkChildSpecs,
  checkFlags,
  type Flags,
  isProcess,
  type ProcessStart,
  type SupervisorSpec,
} from './spec.js';
import {
  type Because,
  type Command,
  type Event,
  type ExitReason,
  initialState,
  isAlive,
  type Reply,
  type Request,
  type State,
  type Timer,
} from './state.js';

/** What happens to the processes of a tree, nested supervisors included. Times in ms. */
export type SupervisorEvent =
  | { type: 'start'; id: string; pid: number; incarnation: number; because: Because }
  | { type: 'ready'; id: string; pid: number; incarnation: number; afterMs: number }
  | {
      type: 'exit';
      id: string;
      pid: number;
      incarnation: number;
      code: number | null;
      signal: NodeJS.Signals | null;
      uptimeMs: number;
      expected: boolean;
    }
  | { type: 'restart'; id: string; delayMs: number; inWindow: number; intensity: number }
  | { type: 'giveup'; id: string; reason: string }
  | { type: 'message'; id: string; value: unknown };

export interface ChildInfo {
  id: string;
  child: number | 'restarting' | undefined;
  type: Child['type'];
}

/** Why a supervisor ended: always `shutdown`, with the failure that led to it, if any. */
export interface Ending {
  reason: 'shutdown';
  failure: State['failure'];
}

/** The exit of an OS process in OTP's terms; a signal that nobody sent on purpose is abnormal, TERM too. */
export const exitReason = (code: number | null, asked: boolean): ExitReason => {
  if (asked) return 'shutdown';
  return code === 0 ? 'normal' : 'abnormal';
};

interface Live {
  launched: Launched;
  incarnation: number;
  pid: number | undefined;
  startedAt: number;
  asked: boolean;
  nested: Supervisor | null;
}

/** Supervises OS processes by OTP's rules. */
export class Supervisor {
  readonly events = new EventEmitter<{ event: [SupervisorEvent] }>();
  readonly done: Promise<Ending>;

  private state: State;
  private readonly live = new Map<string, Live>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly calls = new Map<number, (reply: Reply) => void>();
  private readonly queue: Event[] = [];
  private turning = false;
  private nextCall = 0;
  private ended!: (ending: Ending) => void;
  private started: { resolve: () => void; reject: (error: Error) => void } | null = null;

  /** Checks everything and starts nothing. Throws a `SupervisorError` for the first mistake in the spec. */
  constructor(
    spec: SupervisorSpec,
    private readonly launch: Launch = launchPlain,
  ) {
    const flags: Flags = checkFlags(spec);
    this.state = initialState(flags, checkChildSpecs(spec.children, flags.autoShutdown));
    this.done = new Promise((resolve) => {
      this.ended = resolve;
    });
  }

  /** Starts the children in order, each when the one before is ready. Rejects when one cannot start; then none is left. */
  start(): Promise<void> {
    if (this.state.phase !== 'new' || this.started) {
      return Promise.reject(new SupervisorError('already_started', 'This supervisor was started already.'));
    }
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject };
      this.take({ type: 'boot' });
    });
  }

  /** Ends the children in reverse start order; resolves when the last one is gone. */
  async stop(): Promise<Ending> {
    this.take({ type: 'stop' });
    return this.done;
  }

  async startChild(spec: ChildSpec): Promise<void> {
    const [child] = checkChildSpecs([spec], this.state.flags.autoShutdown);
    await this.call({ verb: 'start_child', spec: child as Child });
  }

  terminateChild = (id: string): Promise<void> => this.call({ verb: 'terminate_child', id });
  restartChild = (id: string): Promise<void> => this.call({ verb: 'restart_child', id });
  deleteChild = (id: string): Promise<void> => this.call({ verb: 'delete_child', id });

  /** In reverse start order, as OTP answers. `child` is the pid; a nested supervisor lives in this very process. */
  whichChildren(): ChildInfo[] {
    return this.state.children
      .map(({ spec, status }) => {
        const pid = isProcess(spec.start) ? this.live.get(spec.id)?.pid : process.pid;
        const alive = status === 'up' || status === 'stopping' ? pid : undefined;
        return { id: spec.id, type: spec.type, child: status === 'restarting' ? status : alive };
      })
      .reverse();
  }

  countChildren(): { specs: number; active: number; supervisors: number; workers: number } {
    const { children } = this.state;
    const supervisors = children.filter(({ spec }) => spec.type === 'supervisor').length;
    const active = children.filter(isAlive).length;
    return { specs: children.length, active, supervisors, workers: children.length - supervisors };
  }

  /** The whole spec with its defaults. */
  getChildSpec(id: string): Child {
    const child = this.state.children.find(({ spec }) => spec.id === id);
    if (!child) throw new SupervisorError('not_found', `${id} is not a child of this supervisor.`);
    return child.spec;
  }

  checkChildSpecs = checkChildSpecs;

  /** The supervisor that holds the child `id`: this one or one below; undefined when there is none. */
  parentOf(id: string): Supervisor | undefined {
    if (this.state.children.some(({ spec }) => spec.id === id)) return this;
    for (const { nested } of this.live.values()) {
      const parent = nested?.parentOf(id);
      if (parent) return parent;
    }
    return undefined;
  }

  /** The nested supervisor that runs as `id`, here or below. */
  nested(id: string): Supervisor | undefined {
    return this.parentOf(id)?.live.get(id)?.nested ?? undefined;
  }

  /** A signal from outside, as a fault is: the supervisor has to notice the end by itself. False when `id` has no process. */
  signal(id: string, signal: NodeJS.Signals): boolean {
    return this.parentOf(id)?.live.get(id)?.launched.signal(signal) ?? false;
  }

  /** A message over IPC to the process of `id`; false when there is none to take it. */
  send(id: string, message: unknown): boolean {
    return this.parentOf(id)?.live.get(id)?.launched.send(message) ?? false;
  }

  private call(request: Request): Promise<void> {
    if (this.state.phase === 'done') {
      return Promise.reject(new SupervisorError('noproc', 'The supervisor has ended.'));
    }
    if (!this.started) {
      return Promise.reject(new SupervisorError('noproc', 'The supervisor does not run yet; start it first.'));
    }
    return new Promise((resolve, reject) => {
      const call = this.nextCall++;
      this.calls.set(call, (reply) => (reply.ok ? resolve() : reject(new SupervisorError(reply.code, reply.message))));
      this.take({ type: 'call', call, request });
    });
  }

  /** One event at a time: what a command brings about while it is carried out waits its turn. */
  private take(event: Event): void {
    this.queue.push(event);
    if (this.turning) return;
    this.turning = true;
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) {
        const { state, commands } = transition(this.state, next, performance.now());
        this.state = state;
        for (const command of commands) this.carryOut(command);
      }
    } finally {
      // A listener that throws must not leave the supervisor deaf.
      this.turning = false;
    }
  }

  private carryOut(command: Command): void {
    switch (command.do) {
      case 'spawn':
        this.spawn(command);
        return;
      case 'terminate':
        this.terminate(command.id, command.incarnation, command.force);
        return;
      case 'timer':
        this.setTimer(command.timer, command.ms);
        return;
      case 'restarting': {
        const { id, delayMs, inWindow, intensity } = command;
        this.tell({ type: 'restart', id, delayMs: tenths(delayMs), inWindow, intensity });
        return;
      }
      case 'giveup':
        this.tell({ type: 'giveup', id: command.id, reason: command.reason });
        return;
      case 'removed':
        this.live.delete(command.id);
        return;
      case 'reply':
        this.calls.get(command.call)?.(command.reply);
        this.calls.delete(command.call);
        return;
      case 'started':
        this.started?.resolve();
        return;
      case 'done': {
        const { failure } = command;
        for (const timer of this.timers.values()) clearTimeout(timer);
        this.started?.reject(new SupervisorError(failure?.code ?? 'shutdown', failure?.message ?? 'It was stopped.'));
        this.ended({ reason: 'shutdown', failure });
      }
    }
  }

  private spawn({ id, incarnation, because }: Extract<Command, { do: 'spawn' }>): void {
    const spec = this.getChildSpec(id);
    const startedAt = performance.now();
    const live: Live = { launched: NOT_YET, incarnation, pid: undefined, startedAt, asked: false, nested: null };
    this.live.set(id, live);
    if (isProcess(spec.start)) {
      live.launched = this.launch(spec, incarnation, this.listen(spec, live, because));
    } else this.nest(spec.start, id, live);
  }

  private listen(spec: Child, live: Live, because: Because): LaunchEvents {
    const { id } = spec;
    const { incarnation, startedAt } = live;
    return {
      spawned: (pid) => {
        live.pid = pid;
        this.tell({ type: 'start', id, pid, incarnation, because });
      },
      ready: () => {
        const afterMs = tenths(performance.now() - startedAt);
        if (live.pid !== undefined) this.tell({ type: 'ready', id, pid: live.pid, incarnation, afterMs });
        this.clearTimer('start', id);
        this.take({ type: 'ready', id, incarnation });
      },
      message: (value) => this.tell({ type: 'message', id, value }),
      exited: (code, signal) => {
        const uptimeMs = tenths(performance.now() - startedAt);
        const pid = live.pid ?? 0;
        this.tell({ type: 'exit', id, pid, incarnation, code, signal, uptimeMs, expected: live.asked });
        this.gone(id, live, exitReason(code, live.asked));
      },
      failed: (message) => {
        this.live.delete(id);
        this.take({ type: 'failed', id, incarnation, message });
      },
    };
  }

  /** A nested supervisor runs in this process: ready when its children are, ended when it gives up or is stopped. */
  private nest(start: SupervisorSpec, id: string, live: Live): void {
    const nested = new Supervisor(start as Exclude<typeof start, ProcessStart>, this.launch);
    const { incarnation } = live;
    live.nested = nested;
    live.launched = { ...NOT_YET, terminate: () => void nested.stop(), kill: () => nested.killAll() };
    nested.events.on('event', (event) => this.tell(event));
    nested.start().then(
      () => this.take({ type: 'ready', id, incarnation }),
      () => {},
    );
    // A supervisor always ends with `shutdown`: a transient one that gave up is not restarted (OTP's classic trap).
    nested.done.then(() => this.gone(id, live, 'shutdown'));
  }

  private gone(id: string, live: Live, reason: ExitReason): void {
    if (this.live.get(id) === live) this.live.delete(id);
    this.clearTimer('kill', id);
    this.clearTimer('start', id);
    this.take({ type: 'exited', id, incarnation: live.incarnation, reason });
  }

  private killAll(): void {
    for (const { launched } of this.live.values()) launched.kill();
    void this.stop();
  }

  private terminate(id: string, incarnation: number, force: boolean): void {
    const live = this.live.get(id);
    if (!live || live.incarnation !== incarnation) return;
    // Killed because it was never ready is no end that was asked for.
    live.asked ||= this.state.children.find(({ spec }) => spec.id === id)?.status === 'stopping';
    if (force) live.launched.kill();
    else live.launched.terminate();
  }

  private setTimer(timer: Timer, ms: number): void {
    const key = `${timer.name} ${timer.id}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => this.take({ type: 'timer', timer }), ms),
    );
  }

  private clearTimer(name: Timer['name'], id: string): void {
    clearTimeout(this.timers.get(`${name} ${id}`));
    this.timers.delete(`${name} ${id}`);
  }

  private tell(event: SupervisorEvent): void {
    this.events.emit('event', event);
  }
}

/** A tenth of a millisecond is what these clocks are good for. */
const tenths = (ms: number) => Math.round(ms * 10) / 10;

const NOT_YET: Launched = { terminate() {}, kill() {}, signal: () => false, send: () => false };
