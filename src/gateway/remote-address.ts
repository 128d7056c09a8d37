import type { Config } from './config.js';

const THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/;

/** The address of the remote as a phone on this network opens it; null when only this machine may connect. */
export function remoteAddress({ hosts, tokens }: Pick<Config, 'hosts' | 'tokens'>): string | null {
  const host = hosts.find((name) => !THIS_MACHINE.test(name));
  return host === undefined ? null : `http://${host}/remote?token=${tokens.remote}`;
}
