/** Ways into a container, the best known first. Each gives the program process number 1 and a network of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Requirement } from '../../src/demo/index.js';
import { LIMITS } from './limits.js';

export interface Place {
  /** Read only inside. */
  programs: string;
  /** The things that inside and outside share. */
  gate: string;
  name: string;
}

export interface Way extends Requirement {
  trial: string[];
  /** The command line that runs `program` as process number 1. */
  enter(program: string[], place: Place): string[];
  /** Its number outside. */
  pidOutside(starter: number, place: Place): number;
  /** The numbers of all who are inside with it. */
  people(pid: number, place: Place): number[];
  signal(signal: NodeJS.Signals, pid: number, place: Place): void;
  /** Docker has limits of its own; the others are put behind walls by us. */
  hasLimits: boolean;
}

const IMAGE = 'node:22-slim';

/** The only child of the one that we have started. */
const onlyChild = (starter: number) => Number(readFileSync(`/proc/${starter}/task/${starter}/children`, 'utf8').trim());

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

function sharingItsNamespace(pid: number): number[] {
  const namespace = namespaceOf(pid);
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((other) => namespace !== null && namespaceOf(other) === namespace);
}

const asAnyProcess = {
  pidOutside: onlyChild,
  people: sharingItsNamespace,
  signal: (signal: NodeJS.Signals, pid: number) => void process.kill(pid, signal),
};

const askDocker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' }).stdout;

const docker: Way = {
  command: 'docker',
  package: 'docker.io',
  // Nothing is fetched: `docker pull` is for machines with a network.
  trial: ['image', 'inspect', IMAGE],
  enter: ([, ...args], { programs, gate, name }) => [
    ...['docker', 'run', '--rm', '--interactive', '--name', name, '--network', 'none', '--read-only'],
    ...['--pids-limit', String(LIMITS.processes), '--memory', String(LIMITS.bytes)],
    ...['--memory-swap', String(LIMITS.bytes), '--tmpfs', '/tmp', '--volume', `${programs}:${programs}:ro`],
    ...['--volume', `${gate}:${gate}`, '--workdir', gate, IMAGE, 'node', ...args],
  ],
  pidOutside: (_, { name }) => Number(askDocker('inspect', '--format', '{{.State.Pid}}', name)),
  people: (_, { name }) => askDocker('top', name, '-eo', 'pid').split('\n').slice(1).filter(Boolean).map(Number),
  signal: (signal, _, { name }) => void askDocker('kill', '--signal', signal, name),
  hasLimits: true,
};

const SYSTEM = [
  ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
  // The project may be below /tmp, as one that was unpacked to be tried.
  ...['--ro-bind', process.execPath, process.execPath],
];

const bwrap: Way = {
  command: 'bwrap',
  package: 'bubblewrap',
  trial: ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', 'true'],
  enter: (program, { programs, gate }) => [
    ...['bwrap', '--unshare-all', '--as-pid-1', '--die-with-parent', ...SYSTEM],
    ...['--ro-bind', programs, programs, '--bind', gate, gate, '--chdir', gate, ...program],
  ],
  ...asAnyProcess,
  hasLimits: false,
};

const NEW = ['--user', '--map-root-user', '--pid', '--fork', '--mount', '--mount-proc', '--net', '--ipc', '--uts'];

/** The bare system calls: its files are still everybody's. */
const unshare: Way = {
  command: 'unshare',
  package: 'util-linux',
  trial: [...NEW, 'true'],
  enter: (program, { gate }) => ['unshare', ...NEW, '--kill-child', `--wd=${gate}`, ...program],
  ...asAnyProcess,
  hasLimits: false,
};

export const WAYS = [docker, bwrap, unshare];

export const works = ({ command, trial }: Way): boolean => spawnSync(command, trial, { stdio: 'ignore' }).status === 0;

/** All of the compiled project: what a program imports is in there. */
export const programsAround = (file: string) => dirname(dirname(dirname(file)));
