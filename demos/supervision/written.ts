import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supervisorSpec } from '../../src/stage/tree.js';
import { type Service, servicesOf } from '../../src/units/service.js';
import { region } from './region.js';

/** The region of that shop as a list of services, to be run right here: its one shop. */
export function servicesFor(shop: string): Service[] {
  const programs = dirname(fileURLToPath(import.meta.url));
  // The line to our own supervisor is not for others.
  const { NODE_CHANNEL_FD, NODE_CHANNEL_SERIALIZATION_MODE, ...env } = process.env as Record<string, string>;
  return servicesOf('region', supervisorSpec(region(shop), { programs, cwd: process.cwd(), env }));
}
