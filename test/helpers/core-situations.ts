/** One child of a supervisor in each situation that it can be in, and each event that can meet it there. */
import { transition } from '../../src/supervisor/core.js';
import type { SupervisorSpec } from '../../src/supervisor/spec.js';
import type { ChildState, Command, Event, Request, State, Timer } from '../../src/supervisor/state.js';
import { eager, PLENTY } from './core-cases.js';
import { child, Driver } from './core-driver.js';

/** The child that is looked at has all that a child can have: a start that takes time, a pause, and a spare. */
const SPEC: SupervisorSpec = { ...PLENTY, children: [child('a', { ready: 'notify', standby: true }), eager('b')] };

const booted = (): Driver => new Driver(SPEC).boot().settle();
const slow = (driver: Driver, id: string): Driver => {
  driver.slow.add(id);
  return driver;
};
const deaf = (driver: Driver, ...ids: string[]): Driver => {
  for (const id of ids) driver.deaf.add(id);
  return driver;
};
const called = (driver: Driver, request: Request): Driver => {
  driver.call(request);
  return driver;
};
const terminated = (driver: Driver): Driver => called(driver, { verb: 'terminate_child', id: 'a' });

/**
 * How each situation comes about. Its name is the phase of the supervisor and the status of the child; one with a bracket
 * is the same by way of a call, which only a few events tell from the first.
 */
export const SITUATIONS: Record<string, () => Driver> = {
  'new, down': () => new Driver(SPEC),
  'new, starting': () => slow(new Driver(SPEC), 'a').boot(),
  'running, down': () => terminated(booted()),
  'running, starting': () => slow(booted(), 'a').exit('a'),
  'running, starting (restart_child)': () =>
    called(slow(terminated(booted()), 'a'), { verb: 'restart_child', id: 'a' }),
  'running, starting (start_child)': () => {
    const { children } = new Driver(SPEC).state;
    const driver = terminated(booted());
    const { spec } = children[0] as ChildState;
    return called(slow(called(driver, { verb: 'delete_child', id: 'a' }), 'a'), { verb: 'start_child', spec });
  },
  'running, up': booted,
  'running, stopping': () => terminated(deaf(booted(), 'a')),
  // The end of b came before the start of a failed, so the retry waits until b is there again.
  'running, restarting': () => slow(slow(booted(), 'a').exit('a'), 'b').exit('b').fail('a'),
  'running, pausing': () => new Driver(SPEC).boot().exit('a'),
  'stopping, starting': () => deaf(slow(booted(), 'a').exit('a'), 'b').stop(),
  'stopping, up': () => deaf(booted(), 'b').stop(),
  'stopping, stopping': () => deaf(booted(), 'a').stop(),
  'done, down': () => booted().stop(),
};

const CALL = 1986;
const request = (verb: Request['verb'], state: State): Request => {
  const spec =
    state.children.find((one) => one.spec.id === 'a')?.spec ?? (new Driver(SPEC).state.children[0] as ChildState).spec;
  switch (verb) {
    case 'start_child':
      return { verb, spec };
    case 'start_instance':
      return { verb, args: [] };
    case 'terminate_instance':
      return { verb, id: 'a', incarnation: incarnationIn(state) };
    case 'code_change':
      return { verb, flags: state.flags, children: state.children.map((one) => one.spec) };
    default:
      return { verb, id: 'a' };
  }
};

const find = (state: State) => state.children.find(({ spec }) => spec.id === 'a');
const incarnationIn = (state: State) => find(state)?.incarnation ?? 0;

/** The event of that name for the child; `late`: it is about the life before this one. */
export function eventFor(name: string, state: State, late = 0): Event {
  const [type, detail] = name.split(' ') as [Event['type'], string];
  const incarnation = incarnationIn(state) - late;
  const id = 'a';
  switch (type) {
    case 'boot':
      return { type, because: 'boot' };
    case 'stop':
      return { type };
    case 'failed':
      return { type, id, incarnation, message: 'ENOENT' };
    case 'exited':
      return { type, id, incarnation, reason: 'abnormal' };
    case 'hung':
      return { type, id, incarnation, silentMs: 1000 };
    case 'overweight':
      return { type, id, incarnation, bytes: 1000 };
    case 'spare_warm':
    case 'spare_gone':
      return { type, id, spare: (find(state)?.spares ?? 0) - late };
    case 'timer':
      return { type, timer: { name: detail as Timer['name'], id, incarnation } };
    case 'call':
      return { type, call: CALL, request: request(detail as Request['verb'], state) };
    default:
      return { type, id, incarnation };
  }
}

/** A command in words. */
function said(command: Command): string {
  switch (command.do) {
    case 'spawn':
    case 'promote':
      return `${command.do} ${command.id}`;
    case 'terminate':
      return `${command.force ? 'kill' : 'terminate'} ${command.id}`;
    case 'grow':
    case 'drop':
      return `${command.do} spare of ${command.id}`;
    case 'timer':
      return `timer ${command.timer.name}`;
    case 'reply':
      return `reply ${command.reply.ok ? 'ok' : command.reply.code}`;
    default:
      return command.do;
  }
}

/** The result of an event: the child's next status, and the commands; `waits`: the event is in the mailbox. */
export function outcome(state: State, event: Event, now: number): { next: string; commands: string } {
  const turn = transition(state, event, now);
  const after = find(turn.state);
  const spare = after?.spare ? ` + ${after.spare.warm ? 'warm' : 'booting'} spare` : '';
  const waits = turn.state.mailbox.length > state.mailbox.length ? ['waits'] : [];
  const commands = [...turn.commands.map(said), ...waits].join(', ');
  return { next: `${after?.status ?? 'removed'}${spare}`, commands: commands || 'nothing' };
}
