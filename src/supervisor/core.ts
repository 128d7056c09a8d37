/**
 * The decisions of a supervisor as a pure function: state × event → state + commands.
 * The rules are those of OTP's `supervisor`; the shell in `supervisor.ts` carries the commands out.
 */
import { answerTo, ENDED, GONE } from './calls.js';
import {
  endInStart,
  endsSupervisor,
  isPermanentFailure,
  isRestarted,
  leavesWithGroup,
  recentRestarts,
  restartDelay,
  shutdownPlan,
  startsFor,
  stopsFor,
  whyNotStarted,
} from './restart-rules.js';
import { dropSpare, spareChanged } from './spares.js';
import type { ChildState, Command, Event, Exited, Message, Operation, Request, State, Step, Timer } from './state.js';
import { Turn } from './turn.js';

/** `now`: in ms, on a monotonic clock. The given state is left as it was. */
export function transition(state: State, event: Event, now: number): { state: State; commands: Command[] } {
  const turn = new Supervision(state, now);
  turn.receive(event);
  turn.run();
  return { state: turn.state, commands: turn.commands };
}

/** The decisions of one turn: those of its event, then those of each message in the mailbox. */
class Supervision extends Turn {
  /** An event of the child that is awaited is taken at once; every other message waits in the mailbox. */
  receive(event: Event): void {
    switch (event.type) {
      case 'boot': {
        // A second boot would start a second process of each child.
        if (this.state.phase !== 'new' || this.state.operation) return;
        const start = ({ spec }: ChildState): Step => ({ do: 'start', id: spec.id, because: event.because });
        this.startOperation({ kind: 'boot', steps: this.state.children.map(start) });
        return;
      }
      case 'stop':
        if (this.state.phase !== 'done' && this.state.phase !== 'stopping') this.shutdown();
        return;
      case 'ready':
        this.ready(event.id, event.incarnation, event.info);
        return;
      case 'ignored':
        this.ignored(event.id, event.incarnation);
        return;
      case 'hung':
      case 'overweight':
        this.onUnhealthy(event);
        return;
      case 'spare_warm':
      case 'spare_gone': {
        const child = this.find(event.id);
        if (child) this.emit(spareChanged(child, event, this.now));
        return;
      }
      case 'failed':
        this.failed(event.id, event.incarnation, event.message);
        return;
      case 'exited':
        this.exited(event);
        return;
      case 'timer':
        this.timeout(event.timer);
        return;
      case 'call':
        if (this.state.phase === 'done') this.reply(event.call, GONE);
        else this.state.mailbox.push(event);
    }
  }

  /** The turn goes on until the supervisor has to wait for a child, or has no message left. */
  run(): void {
    while (this.state.phase !== 'done') {
      const { operation } = this.state;
      if (operation && operation.waitingFor.length > 0) return;
      const step = operation?.steps.shift();
      if (step) this.take(step);
      else if (operation) this.finish(operation);
      else {
        const message = this.state.mailbox.shift();
        if (!message) return;
        this.handle(message);
      }
    }
  }

  private ready(id: string, incarnation: number, info: unknown): void {
    const child = this.find(id, incarnation);
    if (child?.status !== 'starting' || child.isLate) return;
    child.status = 'up';
    child.readyAt = this.now;
    child.known = incarnation;
    if (this.state.operation && info !== undefined) this.state.operation.info = info;
    this.proceed(id);
    this.grow(child);
  }

  /** The start went well and there is no process to supervise: the spec stays without one. */
  private ignored(id: string, incarnation: number): void {
    const child = this.find(id, incarnation);
    if (child?.status !== 'starting' || child.isLate) return;
    this.emit(dropSpare(child));
    this.terminateChild(child);
  }

  /** A child that hangs or takes too much memory is killed; the exit that follows is an exit like any other. */
  private onUnhealthy(event: Extract<Event, { type: 'hung' | 'overweight' }>): void {
    const { id, incarnation } = event;
    if (this.find(id, incarnation)?.status !== 'up') return;
    if (event.type === 'hung') this.commands.push({ do: 'hung', id, silentMs: event.silentMs });
    else this.commands.push({ do: 'overweight', id, bytes: event.bytes });
    this.commands.push({ do: 'terminate', id, incarnation, force: true });
  }

  private exited(event: Exited): void {
    const child = this.find(event.id, event.incarnation);
    if (child?.status === 'up') this.state.mailbox.push(event);
    else if (child?.status === 'starting') this.endedInStart(child, event);
    else if (child?.status === 'stopping') {
      this.stopped(child, event);
      this.proceed(event.id);
    }
  }

  private endedInStart(child: ChildState, exit: Exited): void {
    const isRestart = this.state.operation?.kind === 'restart';
    if (isRestart && isPermanentFailure(child.spec, exit)) this.failedPermanently(child);
    else this.startFailed(child, endInStart(exit));
  }

  private failed(id: string, incarnation: number, message: string): void {
    const child = this.find(id, incarnation);
    if (child?.status === 'starting') this.startFailed(child, message);
    // The child was to be stopped before its process existed.
    if (child?.status === 'stopping') this.exited({ type: 'exited', id, incarnation, reason: 'shutdown' });
  }

  private timeout(timer: Timer): void {
    if (timer.name === 'spare') {
      const child = this.find(timer.id);
      if (child) this.grow(child);
    } else if (timer.name === 'pause') {
      this.state.mailbox.push({ type: 'pause_over', id: timer.id, incarnation: timer.incarnation });
    } else {
      const { id, incarnation } = timer;
      const child = this.find(id, incarnation);
      if (child?.status !== (timer.name === 'start' ? 'starting' : 'stopping')) return;
      child.isLate = timer.name === 'start';
      this.commands.push({ do: 'terminate', id, incarnation, force: true });
    }
  }

  private startFailed(child: ChildState, why: string): void {
    const { operation } = this.state;
    const { id } = child.spec;
    child.status = 'down';
    if (!operation || operation.kind === 'shutdown') return;
    const message = `${id} could not start: ${whyNotStarted(child, why)}.`;
    if (operation.kind === 'boot') {
      this.state.failure = { code: 'failed_to_start_child', message };
      this.shutdown();
      return;
    }
    this.state.operation = null;
    if (operation.kind === 'restart') {
      this.commands.push({ do: 'failed', id, message });
      child.status = 'restarting';
      this.state.mailbox.push({ type: 'try_again_restart', id });
    }
    if (operation.kind === 'start_child') this.remove(child);
    this.reply(operation.call, { ok: false, code: 'start_failed', message });
  }

  private handle(message: Message): void {
    switch (message.type) {
      case 'call':
        this.answer(message.call, message.request);
        return;
      case 'exited': {
        const child = this.find(message.id, message.incarnation);
        if (child) this.died(child, message);
        return;
      }
      case 'try_again_restart': {
        const child = this.find(message.id);
        if (child?.status === 'restarting') this.restart(child);
        return;
      }
      case 'pause_over': {
        const child = this.find(message.id, message.incarnation);
        if (child?.status === 'pausing') this.restartNow(child);
      }
    }
  }

  private died(child: ChildState, exit: Exited): void {
    child.status = 'down';
    if (!isRestarted(child.spec.restart, exit.reason)) this.ended(child);
    else if (isPermanentFailure(child.spec, exit)) this.failedPermanently(child);
    else this.restart(child);
  }

  /** The child stays down, like a child that is not restarted; in a restart the supervisor starts its group without it. */
  private failedPermanently(child: ChildState): void {
    const { id, permanentFailure } = child.spec;
    child.status = 'down';
    const message = `${id} is not started again: it ended with exit code ${permanentFailure}, its permanent failure.`;
    this.commands.push({ do: 'failed', id, message });
    this.proceed(id);
    this.ended(child);
  }

  /** Each restart is counted before anything is stopped or started for it, that of a retry too. */
  private restart(child: ChildState): void {
    if (!this.count(child)) return;
    const delayMs = restartDelay(child, this.now);
    const { intensity } = this.state.flags;
    const { id } = child.spec;
    this.commands.push({ do: 'restarting', id, delayMs, inWindow: this.state.restarts.length, intensity });
    if (delayMs === 0) this.restartNow(child);
    else this.pause(child, delayMs);
  }

  /** The back-off, which OTP does not have: the group stops at once, and waits. */
  private pause(child: ChildState, ms: number): void {
    child.status = 'pausing';
    const { incarnation, spec } = child;
    this.commands.push({ do: 'timer', timer: { name: 'pause', id: spec.id, incarnation }, ms });
    this.startOperation({ kind: 'restart', steps: stopsFor(this.state, child) });
  }

  private restartNow(child: ChildState): void {
    const steps = [...stopsFor(this.state, child), ...startsFor(this.state, child)];
    // The retry in the mailbox is void unless this start fails too.
    child.status = 'down';
    if (leavesWithGroup(this.state, child)) this.remove(child);
    this.startOperation({ kind: 'restart', steps });
  }

  /** Counts one restart; false when that restart was one too many and the supervisor gives up. */
  private count(child: ChildState): boolean {
    const { intensity, period } = this.state.flags;
    this.state.restarts = [...recentRestarts(this.state.restarts, this.state.flags, this.now), this.now];
    if (this.state.restarts.length <= intensity) return true;
    const reason = `${this.state.restarts.length} restarts within ${period} ms, ${intensity} allowed`;
    this.commands.push({ do: 'giveup', id: child.spec.id, reason });
    this.state.failure = { code: 'reached_max_restart_intensity', message: `${child.spec.id}: ${reason}.` };
    child.status = 'down';
    this.shutdown();
    return false;
  }

  private ended(child: ChildState): void {
    const others = this.state.children.filter((other) => other !== child);
    if (child.spec.restart === 'temporary' || this.state.template) this.remove(child);
    else this.emit(dropSpare(child));
    if (endsSupervisor(this.state.flags.autoShutdown, child.spec, others)) this.shutdown();
  }

  /** Children stop in reverse start order, each when the one before is gone. The operation under way ends here. */
  private shutdown(): void {
    const { operation } = this.state;
    this.reply(operation?.call, ENDED);
    this.state.phase = 'stopping';
    for (const { spec, spare } of this.state.children) if (spare) this.dropSpareOf(spec.id);
    const ending = this.state.children.find((child) => child.status === 'stopping');
    this.startOperation({ kind: 'shutdown', steps: shutdownPlan(this.state, ending) });
    if (ending && !this.state.template) this.await(ending.spec.id);
  }

  private finish(operation: Operation): void {
    this.state.operation = null;
    this.reply(operation.call, { ok: true, started: operation.started, info: operation.info });
    if (operation.kind === 'boot') {
      this.state.phase = 'running';
      this.commands.push({ do: 'started' });
    }
    if (operation.kind === 'shutdown') {
      this.state.phase = 'done';
      for (const message of this.state.mailbox) {
        if (message.type === 'call') this.reply(message.call, ENDED);
      }
      this.commands.push({ do: 'done', failure: this.state.failure });
    }
  }

  private answer(call: number, request: Request): void {
    const { reply, operation, changes, removes } = answerTo(this.state, request);
    Object.assign(this.state, changes);
    if (request.verb === 'code_change') this.renewSpares();
    if (reply) this.reply(call, reply);
    if (removes) this.remove(removes);
    if (operation) this.startOperation({ ...operation, call });
  }
}
