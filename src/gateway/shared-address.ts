import type { Role } from '../protocol/messages.js';
import type { Config } from './config.js';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

/** The page at `path` with the token of `role`, as a phone on this network opens it; null when only this machine may connect. */
export function sharedAddress(
  { hosts, tokens }: Pick<Config, 'hosts' | 'tokens'>,
  path: string,
  role: Role,
): string | null {
  const host = hosts.find((name) => !THIS_MACHINE.test(name));
  return host === undefined ? null : `http://${host}/${path}?token=${tokens[role]}`;
}
