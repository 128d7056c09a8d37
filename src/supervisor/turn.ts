import { shutdownError, staysWithoutProcess } from './restart-rules.js';
import { dropSpare, growSpare } from './spares.js';
import {
  type ChildState,
  type Command,
  type Exited,
  isAlive,
  type Operation,
  type Reply,
  type State,
  type Step,
} from './state.js';

/**
 * One turn of the supervisor: its own copy of the state, which it changes in place, and the commands that it gives. The
 * methods here start, stop and remove one child; the decisions about them are in `core.ts`. A child is copied when it is
 * found, because an event concerns one or two of a thousand children: only the result of `find` may be changed.
 */
export class Turn {
  readonly state: State;
  readonly commands: Command[] = [];
  /** The children that were copied for this turn. */
  private readonly own = new Set<ChildState>();

  constructor(
    state: State,
    protected readonly now: number,
  ) {
    const { operation } = state;
    this.state = {
      ...state,
      children: [...state.children],
      restarts: [...state.restarts],
      mailbox: [...state.mailbox],
      operation: operation && { ...operation, steps: [...operation.steps], waitingFor: [...operation.waitingFor] },
    };
  }

  protected emit(commands: Command[]): void {
    this.commands.push(...commands);
  }

  /** This turn's own copy of a child, always the same one. */
  protected find(id: string, incarnation?: number): ChildState | undefined {
    const { children } = this.state;
    const at = children.findIndex(
      (child) => child.spec.id === id && (incarnation === undefined || child.incarnation === incarnation),
    );
    const found = children[at];
    if (!found || this.own.has(found)) return found;
    const copy = { ...found };
    this.own.add(copy);
    children[at] = copy;
    return copy;
  }

  protected startOperation(operation: Omit<Operation, 'waitingFor'>): void {
    this.state.operation = { ...operation, waitingFor: [] };
  }

  protected await(id: string): void {
    this.state.operation?.waitingFor.push(id);
  }

  /** The awaited event of `id` has come. A shutdown may wait for another child while this one still starts. */
  protected proceed(id: string): void {
    const { operation } = this.state;
    if (operation) operation.waitingFor = operation.waitingFor.filter((other) => other !== id);
  }

  protected take(step: Step): void {
    if (step.do === 'start') this.startChild(step);
    else if (step.do === 'stop') this.stopChild(step.id);
    else for (const { spec } of this.state.children) this.stopChild(spec.id);
  }

  private startChild(step: Extract<Step, { do: 'start' }>): void {
    const child = this.find(step.id);
    if (!child) return;
    child.incarnation += 1;
    child.status = 'starting';
    child.startedAt = this.now;
    child.readyAt = null;
    child.isLate = false;
    const { incarnation, spec, spare } = child;
    const { id } = spec;
    if (spare?.warm) {
      this.commands.push({ do: 'promote', id, incarnation, because: step.because, spare: spare.number });
      child.spare = null;
    } else this.commands.push({ do: 'spawn', id, incarnation, because: step.because });
    if (spec.ready !== 'spawn') {
      this.commands.push({ do: 'timer', timer: { name: 'start', id, incarnation }, ms: spec.startTimeout });
    }
    if (this.state.operation) this.state.operation.started = id;
    this.await(id);
  }

  private stopChild(id: string): void {
    const child = this.find(id);
    if (!child) return;
    // The spare of a child that is stopped for a restart may be promoted in that restart.
    if (this.state.operation?.kind !== 'restart') this.emit(dropSpare(child));
    const diedAlready = this.takeExit(id);
    if (!isAlive(child) || diedAlready) {
      this.stopped(child, diedAlready);
      return;
    }
    this.terminateChild(child);
    this.await(id);
  }

  /** Takes the event of an end that waits in the mailbox out of the mailbox. */
  private takeExit(id: string): Exited | undefined {
    const { mailbox } = this.state;
    const exit = mailbox.find((message): message is Exited => message.type === 'exited' && message.id === id);
    this.state.mailbox = mailbox.filter((message) => message !== exit);
    return exit;
  }

  protected terminateChild(child: ChildState): void {
    child.status = 'stopping';
    const { incarnation, spec } = child;
    const { id, shutdown } = spec;
    this.commands.push({ do: 'terminate', id, incarnation, force: shutdown === 'brutal_kill' });
    if (typeof shutdown === 'number') {
      this.commands.push({ do: 'timer', timer: { name: 'kill', id, incarnation }, ms: shutdown });
    }
  }

  /** A temporary child leaves with its process, also in the restart of another child; so does an instance of a template. */
  protected stopped(child: ChildState, exit?: Exited): void {
    const reason = exit ? shutdownError(child.spec, exit) : null;
    if (exit?.process && reason !== null) {
      this.commands.push({ do: 'shutdown_error', id: exit.id, pid: exit.process.pid, reason });
    }
    child.status = 'down';
    const leaves = child.spec.restart === 'temporary' || this.state.template;
    if (leaves && !staysWithoutProcess(this.state)) this.remove(child);
  }

  protected remove({ spec }: ChildState): void {
    const child = this.dropSpareOf(spec.id);
    this.state.children = this.state.children.filter((other) => other !== child);
    this.commands.push({ do: 'removed', id: spec.id });
  }

  protected dropSpareOf(id: string): ChildState | undefined {
    const child = this.find(id);
    if (child) this.emit(dropSpare(child));
    return child;
  }

  /** A spare was booted by the old spec; the next start has to follow the new one. */
  protected renewSpares(): void {
    for (const { spec } of this.state.children) {
      const child = this.dropSpareOf(spec.id);
      if (child) this.grow(child);
    }
  }

  /** A supervisor that ends starts nothing any more, no spare either. */
  protected grow(child: ChildState): void {
    if (this.state.phase === 'stopping') return;
    this.emit(growSpare(child, this.now));
    this.state.spares = Math.max(this.state.spares, child.spares);
  }

  protected reply(call: number | undefined, reply: Reply): void {
    if (call !== undefined) this.commands.push({ do: 'reply', call, reply });
  }
}
