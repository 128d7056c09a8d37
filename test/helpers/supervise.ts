/** Supervisors of real processes for a test; after each test nothing of them is left. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import {
  type ChildSpec,
  type Launch,
  Supervisor,
  type SupervisorEvent,
  type SupervisorSpec,
} from '../../src/supervisor/index.js';
import { cleanliness, markedEnv, newMark, WORKERS } from './os.js';
import { until } from './until.js';

/** Restarts are not what a test that has these is about. */
export const PLENTY = { intensity: 1000, period: 1000 };

/** To be called at the top of a test file. */
export function useSupervisors() {
  const here = { mark: '', folder: '' };
  let assertClean: () => Promise<void>;
  let supervisors: Supervisor[] = [];

  beforeEach(() => {
    here.mark = newMark();
    here.folder = mkdtempSync(join(tmpdir(), 'reboot-test-'));
    assertClean = cleanliness(here.mark);
  });

  afterEach(async () => {
    await Promise.all(supervisors.map((supervisor) => supervisor.stop()));
    supervisors = [];
    rmSync(here.folder, { recursive: true });
    await assertClean();
  });

  const program = (command: string, args: string[] = []) => ({
    command,
    args,
    env: markedEnv(here.mark),
    cwd: here.folder,
  });
  const sleeper = (id: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
    id,
    start: program('sleep', ['1000']),
    backoff: 0,
    ...more,
  });
  const actor = (id: string, acts: string[], more: Partial<ChildSpec> = {}): ChildSpec => ({
    id,
    start: program(process.execPath, [join(WORKERS, 'actor.mjs'), ...acts]),
    backoff: 0,
    ready: 'notify',
    ...more,
  });
  const supervise = (spec: SupervisorSpec, launch?: Launch) => {
    const one = observed(spec, launch);
    supervisors.push(one.supervisor);
    return one;
  };
  return { here, program, sleeper, actor, supervise };
}

function observed(spec: SupervisorSpec, launch?: Launch) {
  const supervisor = new Supervisor(spec, launch);
  const events: SupervisorEvent[] = [];
  supervisor.events.on('event', (event) => events.push(event));
  const pid = (id: string) => {
    const child = supervisor
      .parentOf(id)
      ?.whichChildren()
      .find((info) => info.id === id)?.child;
    return typeof child === 'number' ? child : 0;
  };
  const of = <T extends SupervisorEvent['type']>(type: T, id?: string) =>
    events.filter(
      (event): event is Extract<SupervisorEvent, { type: T }> => event.type === type && (!id || event.id === id),
    );
  const message = async (id: string, type: string) => {
    const find = () => of('message', id).findLast(({ value }) => (value as { type?: string } | null)?.type === type);
    await until(() => find() !== undefined, { what: `${id} tells ${type}` });
    return find()?.value as { pid: number };
  };
  /** Resolves when `id` has another process than `old`, and that is ready. */
  const reborn = async (id: string, old: number) => {
    const ready = () => of('ready', id).findLast((event) => event.pid !== old);
    await until(() => pid(id) !== old && ready()?.pid === pid(id), { what: `${id} is reborn` });
    return pid(id);
  };
  return { supervisor, events, pid, of, message, reborn };
}
