/** What a supervisor above this process has said to it, by systemd's, s6's and Node's conventions and by our own. */
const SAID_TO_US = new Set([
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

/**
 * `env` for a child: without what was said to this process, which is in a copy of `process.env` too. An entry with
 * another value is meant for the child.
 */
export function handedOn(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const isOurs = (name: string, value: string) => SAID_TO_US.has(name) && process.env[name] === value;
  const entries = Object.entries(env) as [string, string][];
  return Object.fromEntries(entries.filter(([name, value]) => !isOurs(name, value)));
}
