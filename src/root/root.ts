/** The root: supervises gateway and stage, and does nothing else. Standard library only, so that nothing here can fail. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SOCKET_NAME_BYTES, SOCKETS_VARIABLE, TALK_VARIABLE } from '../protocol/socket-paths.js';
import { makeSocketFolder } from '../protocol/unix-socket.js';
import { makeRunFolder, ROOT_MARK, runFolderPrefix } from '../stage/leftovers.js';
import { type HeldSocket, Supervisor } from '../supervisor/index.js';
import { ownIdentity } from '../supervisor/processes.js';
import { learnersSpec, serveLearners } from './learners.js';

export interface RootOptions {
  /** Where browsers reach us; closed at the end. */
  listening: HeldSocket;
  /** Names by which pages may call us, without port. */
  names: string[];
  /** The built pages, or null to build them on the fly. */
  pages: string | null;
  /** The file into which the talk is recorded; its head is there already. */
  record?: string | undefined;
  /** A recorded talk that is played in place of a talk process and a stage. `from`: where it begins, in ms of the recording. */
  replay?: { file: string; speed: number; from: number } | undefined;
  /** Its abort ends everything in order, a start that is under way as well. */
  signal?: AbortSignal;
}

export interface Root {
  tokens: { presenter: string; remote: string; learner: string; viewer: string };
  supervisor: Supervisor;
  /** Ends everything in order. */
  stop(): Promise<void>;
}

/** The folder of the parts, each with the program of its process. */
const SOURCES = dirname(import.meta.dirname);
/** Two children that die as soon as they start, one start a second each, just stay within it. */
const INTENSITY = 20;
const PERIOD_MS = 10_000;
/** Time for a stage to end its demo in order, one worker after the other, each of which may take its two seconds. */
const STAGE_SHUTDOWN_MS = 60_000;
/** Gateway and stage never work for long without a pause; a busy machine may hold them up for a second or two. */
const WATCHDOG_MS = 3000;
/** In the folder of the run, for its owner alone: the port and the presenter's token, for a second start on that port. */
export const RUN_FILE = 'run.json';
const secret = () => randomBytes(16).toString('base64url');

/** Starts the app. Rejects, with nothing left running, when it cannot. */
export async function startRoot({ listening, names, pages, record, replay, signal }: RootOptions): Promise<Root> {
  const { port } = listening;
  const folder = makeRunFolder();
  const sockets = socketFolderFor(folder);
  const tokens = { presenter: secret(), remote: secret(), learner: secret(), viewer: secret() };
  const hosts = hostHeaders(names, port);
  const config = { began: Date.now(), port, hosts, tokens, secret: secret(), folder: sockets, pages };
  const env = { ...inherited(), [ROOT_MARK]: ownIdentity() };
  const program = (name: string, ...args: string[]) => ({
    command: process.execPath,
    args: [join(SOURCES, name, `${name}-process.js`), ...args],
  });
  // A stage that is killed leaves its demo's folder: in ours, it goes with it.
  const stageEnv = { ...env, [SOCKETS_VARIABLE]: sockets, TMPDIR: folder };
  const stage = {
    id: 'stage',
    start: { ...program('stage'), env: stageEnv },
    ready: 'notify',
    watchdog: WATCHDOG_MS,
    shutdown: STAGE_SHUTDOWN_MS,
  } as const;

  const talk = {
    id: 'talk',
    start: { ...program('talk'), env: { ...env, [TALK_VARIABLE]: sockets } },
    ready: 'notify',
    watchdog: WATCHDOG_MS,
  } as const;

  const reader = (name: string, ...args: string[]) =>
    ({
      id: name,
      start: { ...program(name, sockets, ...args), env },
      ready: 'notify',
      watchdog: WATCHDOG_MS,
    }) as const;
  const shown = replay
    ? [reader('replay', replay.file, String(Date.now()), String(replay.speed), String(replay.from))]
    : [talk, stage];
  // A recorder that has nothing more to do ends by itself.
  const recorder = record === undefined ? [] : [{ ...reader('recorder', record), restart: 'transient' as const }];

  const supervisor = new Supervisor({
    strategy: 'one_for_one',
    intensity: INTENSITY,
    period: PERIOD_MS,
    children: [
      ...shown,
      ...recorder,
      learnersSpec(stage),
      {
        id: 'gateway',
        start: {
          ...program('gateway'),
          env: { ...env, REBOOT_CAMP_GATEWAY: JSON.stringify(config) },
          // While a gateway is being reborn, those who call wait in here and are not turned away.
          listen: [listening.fd],
        },
        ready: 'notify',
        watchdog: WATCHDOG_MS,
      },
    ],
  });
  serveLearners(supervisor);
  const cleanUp = () => {
    process.off('exit', cleanUp);
    // Alive only if this process ends out of order: it is not to write where we remove.
    supervisor.signal('stage', 'SIGKILL');
    listening.close();
    for (const one of [folder, sockets]) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', cleanUp);
  const stop = async () => {
    await supervisor.stop();
    cleanUp();
  };
  signal?.addEventListener('abort', () => void supervisor.stop());
  await supervisor.start().catch((error) => {
    cleanUp();
    throw error;
  });
  writeFileSync(join(folder, RUN_FILE), JSON.stringify({ port, token: tokens.presenter }), { mode: 0o600 });
  return { tokens, supervisor, stop };
}

/** Where the stages' sockets are: in the folder of the run, or in a shorter one. Throws, with neither left, when none fits. */
function socketFolderFor(folder: string): string {
  try {
    return makeSocketFolder(folder, { nameBytes: SOCKET_NAME_BYTES, prefix: runFolderPrefix() });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** The values of `Host` that browsers send: the port is left out when it is HTTP's own. */
const hostHeaders = (names: string[], port: number) =>
  names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));

/** The user's environment, without what would change how a Node program runs. */
function inherited(): Record<string, string> {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return rest as Record<string, string>;
}
