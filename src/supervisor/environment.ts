/**
 * The variables by which a supervisor above this process passes it
 * data, by the conventions of systemd, s6 and Node and by our own.
 */
const MEANT_FOR_US = new Set([
  'STANDBY',
  'WATCHDOG_USEC',
  'WATCHDOG_PID',
  'LISTEN_FDS',
  'LISTEN_PID',
  'LISTEN_FDNAMES',
  'NOTIFICATION_FD',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
]);

/** The variables of `env` that are set. A name may be there with the value `undefined`, as in Node's `spawn`. */
export const variablesIn = (env: NodeJS.ProcessEnv): [string, string][] =>
  Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);

/**
 * `env` for a child, without the entries that are meant for this process, which a copy of `process.env` has too. An entry
 * with another value is meant for the child.
 */
export function handedOn(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const isOurs = (name: string, value: string) => MEANT_FOR_US.has(name) && process.env[name] === value;
  return Object.fromEntries(variablesIn(env).filter(([name, value]) => !isOurs(name, value)));
}
