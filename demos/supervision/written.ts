import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supervisorSpec } from '../../src/demo/tree.js';
import { type Service, servicesOf } from '../../src/units/service.js';
import { region } from './region.js';

/** The region of that shop as a list of services, to be run right here: its one shop. */
export function servicesFor(shop: string): Service[] {
  const programs = dirname(fileURLToPath(import.meta.url));
  const around = { programs, cwd: process.cwd(), env: process.env as Record<string, string> };
  return servicesOf('region', supervisorSpec(region(shop), around));
}
