import type { Launch, LaunchEvents, ProcessStart } from '../../src/supervisor/index.js';
import type { Command, Plan } from './commands.js';

interface Fake {
  id: string;
  generation: number;
  pid: number;
  on: LaunchEvents;
}

type Held = { child: Fake; why: 'start' | 'stop' };
/** The processes below the supervisor, which start and end as planned. */
export class World {
  readonly living = new Map<string, Fake>();
  held: Held | null = null;
  events: string[] = [];
  private readonly plans = new Map<string, Plan[]>();
  private readonly generations = new Map<string, number>();
  private readonly lastPids = new Map<string, number>();
  /** Beyond what any Linux gives to a real process. */
  private pids = 2 ** 23;

  readonly launch: Launch = ({ id, start }, on) => {
    // The argument of an instance of a template is its name.
    const [name = id] = (start as ProcessStart).args ?? [];
    const child: Fake = { id: name, generation: 0, pid: this.pids++, on };
    queueMicrotask(() => this.asksToStart(child));
    return {
      terminate: () => this.terminate(child),
      kill: () => this.kill(child),
      signal: () => true,
      send: () => true,
    };
  };

  plan(what: Plan, id: string): void {
    this.plans.set(id, [...(this.plans.get(id) ?? []), what]);
  }

  forgetPlans(): void {
    this.plans.clear();
  }

  release(how: 'ok' | 'fail'): void {
    const { held } = this;
    this.held = null;
    if (held?.why === 'start') this.started(held.child, how);
    if (held?.why === 'stop') this.ended(held.child, how === 'ok' ? null : 1);
  }

  exit(id: string, reason: Extract<Command, { do: 'exit' }>['reason']): void {
    const child = this.living.get(id);
    // An OS process has no way to say `shutdown`; it ends well, or it does not.
    if (child) this.ended(child, reason === 'crash' ? 1 : 0);
  }

  /** id and generation of a process, by its pid. */
  nameOf(pid: number): string {
    const child = [...this.living.values()].find((living) => living.pid === pid);
    return child ? `${child.id}${child.generation}` : 'unknown';
  }

  /** The pid of the process that runs, or of the last one. */
  pidOf(id: string): number {
    return this.lastPids.get(id) ?? process.pid;
  }

  private take(id: string, isWanted: (plan: Plan) => boolean): Plan | undefined {
    const plans = this.plans.get(id) ?? [];
    const at = plans.findIndex(isWanted);
    return at < 0 ? undefined : plans.splice(at, 1)[0];
  }

  private asksToStart(child: Fake): void {
    const plan = this.take(child.id, (one) => one !== 'deaf') ?? 'ok';
    if (plan === 'hold') {
      this.events.push(`hold ${child.id}`);
      this.held = { child, why: 'start' };
    } else this.started(child, plan);
  }

  private started(child: Fake, plan: Plan): void {
    const { id, on, pid } = child;
    const lives = plan === 'ok' || plan === 'info';
    if (lives) this.lives(child);
    else this.events.push(`${plan} ${id}`);
    if (plan === 'fail') on.failed('refused');
    else on.spawned(pid);
    if (plan === 'die') on.exited(1, null);
    if (plan === 'ignore') on.ignored();
    if (lives) on.ready(plan === 'info' ? plan : undefined);
  }

  private lives(child: Fake): void {
    const { id, pid } = child;
    child.generation = (this.generations.get(id) ?? 0) + 1;
    this.generations.set(id, child.generation);
    this.living.set(id, child);
    this.lastPids.set(id, pid);
    this.events.push(`start ${id}${child.generation}`);
  }

  private terminate(child: Fake): void {
    if (this.hasLeft(child)) return;
    this.events.push(`stop ${child.id}${child.generation}`);
    if (this.take(child.id, (one) => one === 'deaf')) this.held = { child, why: 'stop' };
    else this.gone(child, null, 'SIGTERM');
  }

  private kill(child: Fake): void {
    if (this.hasLeft(child)) return;
    this.events.push(`kill ${child.id}${child.generation}`);
    this.gone(child, null, 'SIGKILL');
  }

  /** A child whose start was ignored ends when it is told to, and OTP never saw it. */
  private hasLeft(child: Fake): boolean {
    if (this.living.get(child.id) === child) return false;
    queueMicrotask(() => child.on.exited(0, null));
    return true;
  }

  private ended(child: Fake, code: number | null): void {
    this.events.push(`end ${child.id}${child.generation}`);
    this.gone(child, code, code === null ? 'SIGTERM' : null);
  }

  private gone(child: Fake, code: number | null, signal: NodeJS.Signals | null): void {
    this.living.delete(child.id);
    if (this.held?.child === child) this.held = null;
    queueMicrotask(() => child.on.exited(code, signal));
  }
}
