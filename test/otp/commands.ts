/** The commands to a supervisor, to OTP's and to ours, and how the answers are compared. */
import type { AutoShutdown, Restart, Strategy } from '../../src/supervisor/spec.js';

export interface Spec {
  id: string;
  restart?: Restart;
  significant?: boolean;
  shutdown?: number | 'brutal_kill' | 'infinity';
  /** A nested supervisor; a worker has none. */
  tree?: Tree;
}

export interface Tree {
  strategy?: Strategy;
  intensity?: number;
  /** Whole seconds, as in OTP. */
  period?: number;
  autoShutdown?: AutoShutdown;
  children: Spec[];
}

/** The result of the next start of a worker; `deaf`: its next polite end is held. */
export type Plan = 'ok' | 'info' | 'ignore' | 'fail' | 'die' | 'hold' | 'deaf';
export type Verb = 'start_child' | 'terminate_child' | 'restart_child' | 'delete_child' | 'get_childspec';

export type Command =
  | { do: 'boot'; tree: Tree }
  | { do: 'plan'; what: Plan; id: string }
  /** The start or end that is held comes about after all, or fails. */
  | { do: 'release'; how: 'ok' | 'fail' }
  | { do: 'exit'; id: string; reason: 'normal' | 'shutdown' | 'crash' }
  /** `arg`: an id, a spec, the name of an instance to be made of a template, or that of one that was. */
  | { do: 'call'; on: string; verb: Verb; arg: string | Spec | [string] | { pid: string }; whenIdle?: boolean }
  | { do: 'change'; on: string; tree: Tree; whenIdle?: boolean }
  | { do: 'stop' }
  /** The supervisor loses its patience with the one who is deaf. */
  | { do: 'outlast'; id: string }
  | { do: 'pass'; ms: number };

/** How Erlang writes it: names become atoms, lists lists, objects maps. */
function term(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(term).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `#{${fields.map(([key, field]) => `${snake(key)} => ${key === 'tree' ? treeTerm(field as Tree) : term(field)}`).join(', ')}}`;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const treeTerm = ({ children, ...flags }: Tree) => `{${term({ period: 3600, ...flags })}, ${term(children)}}`;

const argument = (arg: Extract<Command, { do: 'call' }>['arg']) =>
  typeof arg === 'object' && 'pid' in arg ? `{pid, ${arg.pid}}` : term(arg);

const idle = ({ whenIdle }: { whenIdle?: boolean }, text: string) => (whenIdle ? `{when_idle, ${text}}` : text);

/** One command as a line for the oracle. */
export function line(command: Command): string {
  switch (command.do) {
    case 'boot':
      return `{boot, ${treeTerm(command.tree)}}`;
    case 'plan':
      return `{plan, ${command.what}, ${command.id}}`;
    case 'release':
      return `{release, ${command.how}}`;
    case 'exit':
      return `{exit, ${command.id}, ${command.reason}}`;
    case 'call':
      return idle(command, `{call, ${command.on}, ${command.verb}, [${argument(command.arg)}]}`);
    case 'change':
      return idle(command, `{change, ${command.on}, ${treeTerm(command.tree)}}`);
    case 'stop':
      return 'stop';
    case 'outlast':
      return `{outlast, ${command.id}}`;
    case 'pass':
      return `{pass, ${command.ms}}`;
  }
}

const ENDS = /(?:stop|kill) x_\w+(?:, (?:stop|kill) x_\w+)+/g;
const INSTANCES = /x_\w+(?: x_\w+)+/g;

const sorted = (separator: string) => (list: string) => list.split(separator).sort().join(separator);

/** The instances of a template are in no order, and end together in none. */
export const comparable = (answer: string) => answer.replace(ENDS, sorted(', ')).replace(INSTANCES, sorted(' '));

/** Both answers to each command that they differ on, among the others. */
export function sideBySide(script: Command[], theirs: string[], ours: string[]): string {
  return script
    .map((command, number) => {
      const [otp, own] = [theirs[number], ours[number]];
      const answers = otp === own ? `    both: ${otp}` : `!!  OTP:  ${otp}\n!!  ours: ${own}`;
      return `${line(command)}\n${answers}`;
    })
    .join('\n');
}
