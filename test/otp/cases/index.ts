/** The cases that run each time, and not only by chance: those of OTP's own tests of its supervisor. */
import type { Command } from '../commands.js';
import { calls, specs } from './calls.js';
import { mended } from './mended.js';
import { deaths, ends, exits, loop, order } from './restarts.js';
import { retries } from './retries.js';
import { changes, templates } from './templates.js';
import { shutdowns, trees } from './trees.js';

export const cases: Record<string, Command[]> = {
  ...order,
  ...deaths,
  ...loop,
  ...exits,
  ...ends,
  ...specs,
  ...calls,
  ...trees,
  ...shutdowns,
  ...templates,
  ...changes,
  ...mended,
  ...retries,
};
