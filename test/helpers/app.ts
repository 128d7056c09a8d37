import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { SOCKETS_VARIABLE } from '../../src/protocol/socket-paths.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { argumentsOf, isChildOf } from './os.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  process: ChildProcess;
  /** All that came so far. */
  stdout: string;
  stderr: string;
  exit: Promise<number | NodeJS.Signals>;
}

/** A command as its user runs it, without npm in between. */
export function run(
  args: string[],
  options: { env?: Record<string, string>; cwd?: string; boot?: string; detached?: boolean } = {},
): Run {
  const child = spawn(process.execPath, [options.boot ?? `${ROOT}/src/boot.cjs`, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, CI: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: options.detached ?? false,
  });
  const result: Run = {
    process: child,
    stdout: '',
    stderr: '',
    exit: new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? (signal as NodeJS.Signals)))),
  };
  child.stdout.on('data', (data) => {
    result.stdout += data;
  });
  child.stderr.on('data', (data) => {
    result.stderr += data;
  });
  child.stdin.on('error', () => {});
  return result;
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface App extends Run {
  port: number;
  origin: string;
  /** With the presenter's token. */
  address: string;
  token: string;
  stop(): Promise<void>;
}

/** Whether its gateway answers. The first question after a death may still go over the line to the dead one. */
export const isHealthy = ({ origin }: App): Promise<boolean> =>
  fetch(`${origin}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The pid of its gateway; undefined while there is none. */
export const gatewayOf = (app: App): number | undefined =>
  processesWith('REBOOT_CAMP_GATEWAY').find(({ pid }) => isChildOf(pid, app.process.pid))?.pid;

/** The pids of its stages. Their order is that of the pids, which begin at the bottom when the system has used all of them. */
const stagesOf = (app: App): number[] =>
  processesWith(SOCKETS_VARIABLE).flatMap(({ pid }) => (isChildOf(pid, app.process.pid) ? [pid] : []));

/** The stage of a learner bears the learner's name behind its program. */
const isOfLearner = (pid: number): boolean => !argumentsOf(pid).at(-1)?.endsWith('.js');

/** The pid of its presenter's stage; undefined while there is none. */
export const stageOf = (app: App): number | undefined => stagesOf(app).find((pid) => !isOfLearner(pid));

/** The pids of the stages of its learners. */
export const learnerStagesOf = (app: App): number[] => stagesOf(app).filter(isOfLearner);

/** The whole app, on a free port if none is named; resolves when it listens. */
export async function startApp(
  command: 'present' | 'dev' | 'replay' = 'present',
  more: string[] = [],
  options: Parameters<typeof run>[1] & { port?: number } = {},
): Promise<App> {
  const port = options.port ?? (await freePort());
  const app = run([command, '--port', String(port), '--no-open', ...more], options);
  const address = await new Promise<string>((resolve, reject) => {
    app.process.stdout?.on('data', () => {
      const found = /http:\S+token=\S+/.exec(app.stdout);
      // The last line: everything else was printed by then.
      if (found && app.stdout.includes('Stop: Ctrl-C')) resolve(found[0]);
    });
    app.exit.then((code) => reject(new Error(`the app ended with ${code}: ${app.stdout}${app.stderr}`)));
  });
  return Object.assign(app, {
    port,
    address,
    origin: `http://127.0.0.1:${port}`,
    token: new URL(address).searchParams.get('token') as string,
    stop: async () => {
      app.process.kill('SIGTERM');
      await app.exit;
    },
  });
}
