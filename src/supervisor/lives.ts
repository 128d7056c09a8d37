import type { SupervisorError } from './errors.js';
import type { Launch } from './launch.js';
import { Life, type Owner } from './life.js';
import { childNamed } from './queries.js';
import { isProcess, type SupervisorSpec } from './spec.js';
import type { Because, Command, State } from './state.js';
import type { Supervisor } from './supervisor.js';
import type { Timers } from './timers.js';
import { Watch } from './watch.js';

type Start = Extract<Command, { do: 'spawn' }>;

/** A child that is a supervisor itself, which runs in this very process. */
export interface Nested {
  supervisor: Supervisor;
  boot(because: Because): Promise<void>;
  killAll(): void;
}

/** The supervisor whose children live here. */
export interface LivesOwner extends Pick<Owner, 'tell' | 'take'> {
  state(): State;
  launch: Launch;
  /** Makes the supervisor of a nested spec. */
  nest(start: SupervisorSpec): Nested;
  /** The process of the last spare has ended. */
  sparesGone(): void;
}

/** The processes, the spares and the nested supervisors of one supervisor: the effects of its commands. */
export class Lives {
  private readonly lives = new Map<string, Life>();
  private readonly spares = new Map<string, Life>();
  /** The last process of each child of a template: a child that is being restarted is still found by the pid it had. */
  private readonly lastLives = new Map<string, Life>();
  private readonly below = new Map<string, { incarnation: number; nested: Nested; isKilled: boolean }>();
  private readonly lifeOwner: Owner;

  constructor(
    private readonly owner: LivesOwner,
    private readonly timers: Timers,
  ) {
    const { tell, take } = owner;
    this.lifeOwner = { tell, take, removeLife: (life) => this.remove(life), watch: new Watch() };
  }

  get hasSpares(): boolean {
    return this.spares.size > 0;
  }

  get(id: string): Life | undefined {
    return this.lives.get(id);
  }

  /** The pid of a nested supervisor is that of this process. */
  pidOf(id: string | undefined): number | undefined {
    if (id === undefined) return undefined;
    return this.below.has(id) ? process.pid : this.lives.get(id)?.pid;
  }

  /** The process that has this pid or, for a child that is being restarted, had it. */
  withPid(pid: number): Life | undefined {
    return [...this.lives.values(), ...this.lastLives.values()].find((life) => life.pid === pid);
  }

  nested(id: string): Supervisor | undefined {
    return this.below.get(id)?.nested.supervisor;
  }

  supervisors(): Supervisor[] {
    return [...this.below.values()].map(({ nested }) => nested.supervisor);
  }

  start({ id, incarnation, because }: Start): void {
    const { spec } = childNamed(this.owner.state(), id);
    if (!isProcess(spec.start)) {
      this.nest(spec.start, id, incarnation, because);
      return;
    }
    const life = new Life(spec, incarnation, null, this.lifeOwner);
    this.lives.set(id, life);
    life.start(this.owner.launch, because);
  }

  grow(id: string, spare: number): void {
    // The child of the command may be gone by the end of the same turn.
    const child = this.owner.state().children.find(({ spec }) => spec.id === id);
    if (!child) return;
    const life = new Life(child.spec, 0, spare, this.lifeOwner);
    this.spares.set(spareKey(id, spare), life);
    life.start(this.owner.launch, 'restart');
  }

  drop(id: string, spare: number): void {
    this.spares.get(spareKey(id, spare))?.kill();
  }

  promote({ id, incarnation, because, spare }: Extract<Command, { do: 'promote' }>): void {
    const life = this.spares.get(spareKey(id, spare));
    if (!life) {
      // The spare has ended, and the event of its end waits behind this very command.
      this.start({ do: 'spawn', id, incarnation, because });
      return;
    }
    this.spares.delete(spareKey(id, spare));
    this.lives.set(id, life);
    life.promote(incarnation);
  }

  terminate({ id, incarnation, force }: Extract<Command, { do: 'terminate' }>): void {
    const below = this.below.get(id);
    if (below?.incarnation === incarnation) {
      below.isKilled ||= force;
      if (force) below.nested.killAll();
      else void below.nested.supervisor.stop();
      return;
    }
    const life = this.lives.get(id);
    if (life?.incarnation !== incarnation) return;
    // A kill because the child hung or was never ready is not an end that was asked for.
    life.stopRequested ||= childNamed(this.owner.state(), id).status === 'stopping';
    if (force) life.kill();
    else life.terminate();
  }

  killAll(): void {
    for (const life of this.lives.values()) {
      life.stopRequested = true;
      life.kill();
    }
    for (const { nested } of this.below.values()) nested.killAll();
  }

  /** The spec of the child is gone: no call can name its last process any more. */
  forget(id: string): void {
    this.lastLives.delete(id);
    this.timers.clear(id, 'pause', 'spare');
  }

  /** A nested supervisor is ready when its children are, and ends when it gives up or is stopped. */
  private nest(start: SupervisorSpec, id: string, incarnation: number, because: Because): void {
    const { owner } = this;
    const nested = owner.nest(start);
    const { supervisor } = nested;
    const below = { incarnation, nested, isKilled: false };
    this.below.set(id, below);
    let failure: SupervisorError | null = null;
    supervisor.events.on('event', owner.tell);
    nested.boot(because).then(
      () => owner.take({ type: 'ready', id, incarnation }),
      (error: SupervisorError) => {
        failure = error;
      },
    );
    void supervisor.done.then(() => {
      this.below.delete(id);
      this.ended(id);
      // A supervisor always ends with `shutdown`: a transient one that gave up is not restarted (OTP's classic trap).
      const process = below.isKilled ? KILLED : undefined;
      if (failure === null) owner.take({ type: 'exited', id, incarnation, reason: 'shutdown', process });
      else owner.take({ type: 'failed', id, incarnation, message: failure.message }, failure.cause);
    });
  }

  private remove(life: Life): void {
    if (life.spare !== null) {
      this.spares.delete(spareKey(life.id, life.spare));
      if (!this.hasSpares) this.owner.sparesGone();
      return;
    }
    if (this.lives.get(life.id) === life) this.lives.delete(life.id);
    this.ended(life.id);
    if (this.owner.state().template && life.wasReady) this.lastLives.set(life.id, life);
  }

  /** The limits of a process end with it; the pause before the restart and the next spare are still to come. */
  private ended(id: string): void {
    this.timers.clear(id, 'start', 'kill');
  }
}

/** A nested supervisor runs in this very process. */
const KILLED = { pid: process.pid, endedBy: 'killed' } as const;

const spareKey = (id: string, spare: number) => `${id} ${spare}`;
