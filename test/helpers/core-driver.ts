/** Plays the world of one supervisor: carries its commands out as told, on a clock of its own. */

import { checkChildSpecs, checkSupervisor } from '../../src/supervisor/check.js';
import { transition } from '../../src/supervisor/core.js';
import type { SupervisorSpec } from '../../src/supervisor/spec.js';
import {
  type Command,
  type EndedBy,
  type Event,
  type ExitReason,
  initialState,
  type Reply,
  type Request,
  type State,
  type Status,
  type Timer,
} from '../../src/supervisor/state.js';

type Spawn = Extract<Command, { do: 'spawn' }>;

/** A spec with the least to write: `child('a', { restart: 'transient' })`. */
export const child = (id: string, more: object = {}) => ({ id, start: { command: id }, ...more });

const ENDED_BY: Record<ExitReason, EndedBy> = { normal: 0, shutdown: 'SIGTERM', abnormal: 1 };

export class Driver {
  state: State;
  now = 0;
  /** The events, in order and in words: `start a1`, `stop a1`, `kill a1`, `restart a +500`, `giveup a`, `done`... */
  trace: string[] = [];
  readonly replies = new Map<number, Reply>();
  /** Living processes: id → incarnation. */
  readonly alive = new Map<string, number>();
  /** Starts of these ids are answered by the test, not by itself. */
  readonly slow = new Set<string>();
  /** How many of the next starts of an id fail. */
  readonly failing = new Map<string, number>();
  /** Polite ends of these ids are not heeded. */
  readonly deaf = new Set<string>();
  /** Not even KILL ends these before the test says so. */
  readonly undying = new Set<string>();
  /** Spares that exist: id → their number. */
  readonly spares = new Map<string, number>();
  readonly violations: string[] = [];
  /** Why restarts did not come about. */
  readonly failures: string[] = [];
  /** The children that have not ended as they should, and what ended them; the trace of most tests is about the order alone. */
  readonly shutdownErrors: string[] = [];
  /** Times of counted restarts, kept apart from the core's own book. */
  readonly ledger: number[] = [];
  ended = false;

  private calls = 0;
  private readonly timers = new Map<string, { at: number; timer: Timer }>();
  private readonly queue: Event[] = [];
  private turning = false;

  constructor(spec: SupervisorSpec) {
    const { flags, children } = checkSupervisor(spec);
    this.state = initialState(flags, children);
  }

  boot(): this {
    this.send({ type: 'boot', because: 'boot' });
    return this;
  }

  /** All children have been ready for longer than an immediate restart takes to earn; and the trace begins here. */
  settle(): this {
    this.advance(1500);
    this.trace = [];
    return this;
  }

  stop(): this {
    this.send({ type: 'stop' });
    return this;
  }

  /** The process ends, by itself or because it was told to. */
  exit(id: string, reason: ExitReason = 'abnormal', endedBy: EndedBy = ENDED_BY[reason]): this {
    const incarnation = this.alive.get(id);
    if (incarnation === undefined) throw new Error(`${id} is not alive`);
    this.gone(id, incarnation, reason, endedBy);
    return this;
  }

  /** A slow start has come to its end. */
  ready(id: string): this {
    this.answerStart(id, { ready: true });
    return this;
  }

  fail(id: string, message = 'ENOENT'): this {
    this.answerStart(id, { ready: false, message });
    return this;
  }

  /** The spare of `id`, if there is one, has booted. */
  warm(id: string): this {
    const spare = this.spares.get(id);
    if (spare !== undefined) this.send({ type: 'spare_warm', id, spare });
    return this;
  }

  spareDies(id: string): this {
    const spare = this.spares.get(id);
    this.spares.delete(id);
    if (spare !== undefined) this.send({ type: 'spare_gone', id, spare });
    return this;
  }

  hung(id: string): this {
    const incarnation = this.alive.get(id);
    if (incarnation !== undefined) this.send({ type: 'hung', id, incarnation, silentMs: 1000 });
    return this;
  }

  /** A slow start comes to its end: it is not needed. */
  ignored(id: string): this {
    const incarnation = this.alive.get(id);
    if (incarnation !== undefined) this.send({ type: 'ignored', id, incarnation });
    return this;
  }

  /** Several things happen before the supervisor gets round to the first of them. */
  atOnce(...events: (() => unknown)[]): this {
    this.turning = true;
    for (const event of events) event();
    this.turning = false;
    this.turn();
    return this;
  }

  /** Returns the number of the call, to look its answer up with. */
  call(request: Request): number {
    const call = this.calls++;
    this.send({ type: 'call', call, request });
    return call;
  }

  /** The answer to a call: `ok`, a refusal's code, or `waiting`. */
  answer(call: number): string {
    const reply = this.replies.get(call);
    if (!reply) return 'waiting';
    return reply.ok ? 'ok' : reply.code;
  }

  do(verb: 'terminate_child' | 'restart_child' | 'delete_child', id: string): string {
    return this.answer(this.call({ verb, id }));
  }

  startChild(id: string, more: object = {}): string {
    const [spec] = checkChildSpecs([child(id, more)], this.state.flags.autoShutdown);
    return this.answer(this.call({ verb: 'start_child', spec: spec as never }));
  }

  get callsMade(): number {
    return this.calls;
  }

  /** id → status, in start order. */
  statuses(): Record<string, Status> {
    return Object.fromEntries(this.state.children.map(({ spec, status }) => [spec.id, status]));
  }

  get ids(): string[] {
    return this.state.children.map(({ spec }) => spec.id);
  }

  /** id+incarnation of the living, in the order they were started. */
  get living(): string[] {
    return [...this.alive].map(([id, incarnation]) => `${id}${incarnation}`);
  }

  take(): string[] {
    const { trace } = this;
    this.trace = [];
    return trace;
  }

  advance(ms: number): this {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [key, { at, timer }] = due;
      this.timers.delete(key);
      this.now = Math.max(this.now, at);
      this.send({ type: 'timer', timer });
    }
    this.now = end;
    return this;
  }

  get timerKeys(): string[] {
    return [...this.timers.keys()];
  }

  send(event: Event): void {
    this.queue.push(event);
    if (!this.turning) this.turn();
  }

  private turn(): void {
    this.turning = true;
    for (let event = this.queue.shift(); event; event = this.queue.shift()) {
      const before = JSON.stringify(this.state);
      const { state, commands } = transition(this.state, event, this.now);
      if (JSON.stringify(this.state) !== before) this.violations.push(`transition changed the state it was given`);
      const gaveUp = commands.some((command) => command.do === 'giveup');
      this.state = state;
      for (const command of commands) this.carryOut(command, gaveUp);
    }
    this.turning = false;
  }

  private carryOut(command: Command, gaveUp: boolean): void {
    switch (command.do) {
      case 'spawn':
        this.spawn(command);
        return;
      case 'promote':
        this.trace.push(`promote ${command.id}${command.incarnation} from spare ${command.spare}`);
        this.spareLeaves(command.id, command.spare);
        if (this.alive.has(command.id)) this.violations.push(`${command.id} promoted while another is alive`);
        this.alive.set(command.id, command.incarnation);
        if (!this.slow.has(command.id)) this.answerStart(command.id, { ready: true });
        return;
      case 'grow':
        this.trace.push(`grow ${command.id} spare ${command.spare}`);
        if (this.spares.has(command.id)) this.violations.push(`${command.id} has two spares`);
        this.spares.set(command.id, command.spare);
        return;
      case 'drop':
        this.trace.push(`drop ${command.id} spare ${command.spare}`);
        this.spareLeaves(command.id, command.spare);
        return;
      case 'hung':
      case 'overweight':
        this.trace.push(`${command.do} ${command.id}`);
        return;
      case 'terminate':
        this.terminate(command.id, command.incarnation, command.force);
        return;
      case 'timer':
        // As the shell does: one timer for each name and id.
        this.timers.set(`${command.timer.name} ${command.timer.id}`, {
          at: this.now + command.ms,
          timer: command.timer,
        });
        return;
      case 'restarting':
        this.trace.push(`restart ${command.id}${command.delayMs > 0 ? ` +${command.delayMs}` : ''}`);
        this.count(gaveUp);
        return;
      case 'failed':
        this.failures.push(command.message);
        return;
      case 'shutdown_error':
        this.shutdownErrors.push(`${command.id}${command.pid} ${command.reason}`);
        return;
      case 'giveup':
        this.trace.push(`giveup ${command.id}`);
        return;
      case 'removed':
        this.trace.push(`removed ${command.id}`);
        return;
      case 'reply':
        if (this.replies.has(command.call)) this.violations.push(`call ${command.call} was answered twice`);
        this.replies.set(command.call, command.reply);
        return;
      case 'started':
        this.trace.push('started');
        return;
      case 'done':
        this.ended = true;
        this.trace.push(command.failure ? `done ${command.failure.code}` : 'done');
        if (this.alive.size > 0) this.violations.push(`done, but alive: ${this.living.join(' ')}`);
        if (this.spares.size > 0) this.violations.push(`done, but spares are left of ${[...this.spares.keys()]}`);
    }
  }

  private spareLeaves(id: string, spare: number): void {
    if (this.spares.get(id) !== spare) this.violations.push(`${id} has no spare ${spare}`);
    this.spares.delete(id);
  }

  private count(gaveUp: boolean): void {
    this.ledger.push(this.now);
    const { intensity, period } = this.state.flags;
    const recent = this.ledger.filter((at) => at >= this.now - period).length;
    if (recent > intensity && !gaveUp) this.violations.push(`${recent} restarts in ${period} ms, ${intensity} allowed`);
  }

  private spawn({ id, incarnation }: Spawn): void {
    this.trace.push(`start ${id}${incarnation}`);
    const other = this.alive.get(id);
    if (other !== undefined) this.violations.push(`${id}${incarnation} started while ${id}${other} is alive`);
    const starting = this.state.children.filter((state) => state.status === 'starting');
    if (starting.length > 1) this.violations.push('two starts at a time');
    this.alive.set(id, incarnation);
    if (this.slow.has(id)) return;
    const fails = this.failing.get(id) ?? 0;
    if (fails > 0) this.failing.set(id, fails - 1);
    this.answerStart(id, fails > 0 ? { ready: false, message: 'ENOENT' } : { ready: true });
  }

  private answerStart(id: string, answer: { ready: true } | { ready: false; message: string }): void {
    const incarnation = this.alive.get(id);
    if (incarnation === undefined) throw new Error(`${id} has no start to answer`);
    if (answer.ready) {
      this.timers.delete(`start ${id}`);
      this.send({ type: 'ready', id, incarnation });
    } else {
      this.alive.delete(id);
      this.send({ type: 'failed', id, incarnation, message: answer.message });
    }
  }

  private terminate(id: string, incarnation: number, force: boolean): void {
    this.trace.push(`${force ? 'kill' : 'stop'} ${id}${incarnation}`);
    if (this.alive.get(id) !== incarnation) return;
    if (this.undying.has(id) || (this.deaf.has(id) && !force)) return;
    this.gone(id, incarnation, 'shutdown', force ? 'killed' : 'SIGTERM');
  }

  private gone(id: string, incarnation: number, reason: ExitReason, endedBy: EndedBy): void {
    this.alive.delete(id);
    this.timers.delete(`kill ${id}`);
    this.timers.delete(`start ${id}`);
    this.send({ type: 'exited', id, incarnation, reason, process: { pid: incarnation, endedBy } });
  }
}

/** A supervisor that was booted, with everything up and an immediate restart earned. */
export const running = (spec: SupervisorSpec): Driver => new Driver(spec).boot().settle();
