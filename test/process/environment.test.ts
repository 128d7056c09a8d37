import { afterEach, describe, expect, it } from 'vitest';
import type { ChildSpec, ProcessStart } from '../../src/supervisor/index.js';
import { markedEnv } from '../helpers/os.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, supervise } = useSupervisors();

/** Tells its environment when it is wanted, a spare at its promotion. */
const TELLER = `
  const tell = () => { process.send(process.env); process.send({ type: 'ready' }); };
  process.on('message', ({ type }) => type === 'promote' && tell());
  if (process.env.STANDBY === '1') process.send({ type: 'standby' });
  else tell();
`;
const teller = (id: string, start: Partial<ProcessStart> = {}, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id,
  start: { command: process.execPath, args: ['-e', TELLER], ...start },
  ready: 'notify',
  backoff: 0,
  ...more,
});

const own = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
});

/** The environment of the child, without the mark of its supervisor. */
function found(messages: { value: unknown }[]): Record<string, string> {
  const { SUPERVISED_BY: _, ...env } = (messages.at(-1) as { value: Record<string, string> }).value;
  return env;
}

describe('the environment of a child', () => {
  it('the environment of a child is the one of its spec, with each name and each value as it stands there', async () => {
    // Names that are none of a shell's variables, and variables that a shell changes, or refuses to begin with.
    const odd = { 'app.name': '1', 'X-Y': '2', é: '3', OPTIND: 'x', PPID: '1', IFS: 'x', OLDPWD: '/x', EMPTY: '' };
    const env = { ...markedEnv(here.mark), ...odd };
    const { supervisor, of } = supervise({ children: [teller('a', { env })] });
    await supervisor.start();
    expect(found(of('message', 'a'))).toEqual(env);
  });

  const SAID = {
    WATCHDOG_USEC: '1000000',
    WATCHDOG_PID: '1',
    LISTEN_FDS: '1',
    LISTEN_PID: '1',
    LISTEN_FDNAMES: 'http',
    NOTIFICATION_FD: '3',
  };

  it.each<[string, () => Partial<ProcessStart>, Partial<ChildSpec>]>([
    ['without an environment of its own', () => ({}), {}],
    ['with a copy of the environment of its supervisor', () => ({ env: { ...process.env } }), {}],
    ['that takes the place of another', () => ({}), { standby: true }],
  ])('%s has nothing of what was said to its supervisor', async (_, start, more) => {
    Object.assign(process.env, SAID, markedEnv(here.mark));
    const { supervisor, of, pid, reborn } = supervise({ ...PLENTY, children: [teller('a', start(), more)] });
    await supervisor.start();
    if (more.standby) {
      await until(() => supervisor.tree().children[0]?.spare === 'warm', { what: 'a spare is warm' });
      const before = pid('a');
      process.kill(before, 'SIGKILL');
      await reborn('a', before);
    }
    expect(Object.keys(found(of('message', 'a'))).filter((name) => name in SAID)).toEqual([]);
  });

  it('the environment of a child keeps what its spec says to it, though something else was said to its supervisor', async () => {
    Object.assign(process.env, SAID);
    const env = { ...markedEnv(here.mark), LISTEN_FDNAMES: 'https' };
    const { supervisor, of } = supervise({ children: [teller('a', { env })] });
    await supervisor.start();
    expect(found(of('message', 'a'))).toEqual(env);
  });
});
