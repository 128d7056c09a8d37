import { networkInterfaces } from 'node:os';

/** The addresses of this machine on its networks, as a phone would open them. */
export const lanAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
