/** Units for systemd: a service for each process, a target for each supervisor. systemd.service(5), systemd.unit(5). */
import { variablesIn } from '../supervisor/environment.js';
import type { Restart } from '../supervisor/index.js';
import type { UnitFile } from './file.js';
import type { Service } from './service.js';

const RESTART: Record<Restart, string> = { permanent: 'always', transient: 'on-failure', temporary: 'no' };

/** In a value `%` begins a specifier; within quotes a backslash escapes. */
const quoted = (text: string) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('\n', '\\n')}"`;
/** In a command line, `$` begins a variable, too. */
const inCommand = (text: string) => quoted(text).replaceAll('$', '$$$$');
/** A path is taken as it stands. */
const path = (text: string) => text.replaceAll('%', '%%');

const seconds = (ms: number) => ms / 1000;

export const serviceName = (tree: string, id: string) => `${tree}-${id}.service`;
const targetName = (tree: string, supervisor: string) => `${tree}-${supervisor}.target`;

export function systemdFiles(tree: string, services: Service[]): UnitFile[] {
  const supervisors = [...new Set(services.flatMap(({ above }) => above))];
  return [
    ...supervisors.map((id) => ({ path: targetName(tree, id), text: target(tree, id, services) })),
    ...services.map((service) => ({ path: serviceName(tree, service.id), text: unit(tree, service) })),
  ];
}

function target(tree: string, id: string, services: Service[]): string {
  const own = services.filter(({ above }) => above.at(-1) === id).map((service) => serviceName(tree, service.id));
  const below = services.flatMap(({ above }) => above.filter((_, at) => above[at - 1] === id));
  const wanted = [...own, ...new Set(below.map((supervisor) => targetName(tree, supervisor)))];
  return `[Unit]
Description=${tree}: all that is below ${id}
Wants=${wanted.join(' ')}
`;
}

function unit(tree: string, service: Service): string {
  const { id, start, restart, above, after, boundTo } = service;
  const names = (ids: string[]) => ids.map((other) => serviceName(tree, other)).join(' ');
  return lines([
    '[Unit]',
    `Description=${tree}: ${id}`,
    after.length > 0 && `After=${names(after)}`,
    // Stopped and started again with them: what a strategy asks for.
    `PartOf=${[...above.map((one) => targetName(tree, one)), boundTo.length > 0 && names(boundTo)].filter(Boolean).join(' ')}`,
    // Starts are counted here, restarts in the tree: the first start is one more.
    `StartLimitIntervalSec=${seconds(service.period)}`,
    `StartLimitBurst=${service.intensity + 1}`,
    '',
    '[Service]',
    start.cwd !== undefined && `WorkingDirectory=${path(start.cwd)}`,
    ...variablesIn(start.env ?? {}).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    `ExecStart=${[start.command, ...(start.args ?? [])].map(inCommand).join(' ')}`,
    `Restart=${RESTART[restart]}`,
    `RestartSec=${seconds(service.backoff)}`,
    ...shutdownOf(service),
    service.memoryMax > 0 && `MemoryMax=${service.memoryMax}`,
  ]);
}

function shutdownOf({ shutdown }: Service): string[] {
  if (shutdown === 'brutal_kill') return ['KillSignal=SIGKILL'];
  return [`TimeoutStopSec=${shutdown === 'infinity' ? shutdown : seconds(shutdown)}`];
}

const lines = (all: (string | false)[]) => `${all.filter((line) => line !== false).join('\n')}\n`;
