/**
 * Our supervisor, asked the same as OTP's and answering in the same words. The real `Supervisor` with processes that
 * are not there: so the shell is compared too, and as these processes do nothing by themselves, the order is exact.
 */
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import {
  type ChildSpec,
  type Started,
  Supervisor,
  SupervisorError,
  type SupervisorSpec,
} from '../../src/supervisor/index.js';
import type { Command, Spec, Tree } from './commands.js';
import { World } from './world.js';

type Call = Extract<Command, { do: 'call' }>;

/** OTP restarts at once, always. */
const childSpec = ({ tree, ...spec }: Spec): ChildSpec => ({
  ...spec,
  backoff: 0,
  start: tree ? supervisorSpec(tree) : { command: spec.id },
});

const supervisorSpec = ({ children, period = 3600, ...flags }: Tree): SupervisorSpec => ({
  ...flags,
  period: period * 1000,
  children: children.map(childSpec),
});

function said(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  if (typeof answer !== 'object' || answer === null) return 'ok';
  const { pid, info } = answer as Started;
  if (info !== undefined) return `ok ${info}`;
  return pid === undefined ? 'ok undefined' : 'ok';
}

const words = async (work: () => unknown): Promise<string> => {
  try {
    return said(await work());
  } catch (error) {
    if (error instanceof SupervisorError) return error.code;
    throw error;
  }
};

interface Answer {
  number: number;
  verb: string;
  word: string;
}

class Ours {
  private readonly world = new World();
  private top: Supervisor | null = null;
  private isOver = true;
  private answers: Answer[] = [];
  private asked = 0;

  async take(command: Command): Promise<string> {
    this.answers = [];
    this.world.events = [];
    await this.do(command);
    await quiet();
    // One mailbox answers in the order it was asked; which promise is heard first means nothing.
    const answers = this.answers.sort((a, b) => a.number - b.number).map(({ verb, word }) => `${verb}: ${word}`);
    return [answers.join(', '), this.world.events.join(', '), this.state()].join(' | ');
  }

  private async do(command: Command): Promise<void> {
    switch (command.do) {
      case 'boot':
        return this.boot(command.tree);
      case 'plan':
        return this.world.plan(command.what, command.id);
      case 'release':
        return this.world.release(command.how);
      case 'exit':
        return this.world.exit(command.id, command.reason);
      case 'call':
        if (!command.whenIdle || this.isIdle) this.answer(command.verb, () => this.call(command));
        return;
      case 'change':
        if (!command.whenIdle || this.isIdle) this.answer('code_change', () => this.change(command.on, command.tree));
        return;
      case 'stop':
        return this.stop();
      case 'outlast':
        await vi.advanceTimersToNextTimerAsync();
        return;
      case 'pass':
        await vi.advanceTimersByTimeAsync(command.ms);
    }
  }

  private get isIdle(): boolean {
    return !this.isOver && !this.world.held;
  }

  private answer(verb: string, work: () => unknown): void {
    const number = this.asked++;
    void words(work).then((word) => this.answers.push({ number, verb, word }));
  }

  private boot(tree: Tree): void {
    this.answer('boot', () => {
      const top = new Supervisor(supervisorSpec(tree), this.world.launch);
      this.top = top;
      this.isOver = false;
      top.events.on('event', (event) => {
        // Ours numbers the instances of a template; OTP gives its name to all.
        if (event.type === 'giveup') this.world.events.push(`giveup ${event.id.replace(/-\d+$/, '')}`);
        if (event.type === 'shutdown_error' && !/-\d+$/.test(event.id)) {
          this.world.events.push(`shutdown_error ${event.reason} ${event.id}`);
        }
      });
      const start = top.start();
      void this.watch(top, start);
      return start;
    });
  }

  private async watch(top: Supervisor, start: Promise<void>): Promise<void> {
    const { reason } = await top.done;
    this.isOver = true;
    await start.then(
      () => this.world.events.push(`ended ${reason}`),
      () => {},
    );
  }

  /** OTP's supervisor cannot be stopped while it waits for a child; ours can, so neither is asked to. */
  private async stop(): Promise<void> {
    this.world.forgetPlans();
    while (this.world.held) {
      this.world.release('ok');
      await quiet();
    }
    if (!this.isOver) void this.top?.stop();
  }

  private change(on: string, tree: Tree): Promise<void> {
    return this.find(on).codeChange(supervisorSpec(tree));
  }

  private find(name: string): Supervisor {
    const supervisor = name === 'top' ? this.top : this.top?.nested(name);
    if (!supervisor || this.isOver) throw new SupervisorError('noproc', `${name} does not run.`);
    return supervisor;
  }

  private call({ on, verb, arg }: Call): unknown {
    const supervisor = this.find(on);
    if (Array.isArray(arg)) return supervisor.startChild(arg);
    if (typeof arg === 'object' && 'pid' in arg) return supervisor.terminateChild(this.world.pidOf(arg.pid));
    if (typeof arg === 'object') return supervisor.startChild(childSpec(arg));
    if (verb === 'get_childspec') {
      const { restart, shutdown, type, significant } = supervisor.getChildSpec(arg);
      return `${restart} ${shutdown} ${type} ${significant}`;
    }
    if (verb === 'terminate_child') return supervisor.terminateChild(arg);
    return verb === 'restart_child' ? supervisor.restartChild(arg) : supervisor.deleteChild(arg);
  }

  private state(): string {
    if (this.world.held) return 'busy';
    return this.isOver || !this.top ? 'ended' : this.children(this.top);
  }

  private children(supervisor: Supervisor): string {
    const children = supervisor.whichChildren().reverse();
    const { specs, active, supervisors, workers } = supervisor.countChildren();
    const shown = children.map(({ id, child }) => {
      if (child === undefined) return `${id}-`;
      if (child === 'restarting') return `${id}?`;
      const nested = supervisor.nested(id);
      return nested ? `${id}{${this.children(nested)}}` : this.world.nameOf(child);
    });
    return [...shown, `${specs}/${active}/${supervisors}/${workers}`].join(' ');
  }
}

/** These processes take no time, so whatever happens by itself has happened. Needs a clock that is not real. */
const quiet = () => setImmediate();

/** One answer for each command. */
export async function playOurs(script: Command[]): Promise<string[]> {
  const ours = new Ours();
  const answers: string[] = [];
  for (const command of script) answers.push(await ours.take(command));
  return answers;
}
