/** The compiled demos, as they are played. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo } from '../../src/stage/demo.js';
import { ROOT } from './app.js';

const DEMOS = join(ROOT, 'dist/demos');

export const demoNamed = async (name: string) =>
  ((await import(join(DEMOS, name, 'demo.js'))) as { default: Demo }).default;

/** A copy of a demo's programs, some of them replaced. */
export function programsWith(demo: string, replaced: Record<string, string>): { folder: string; remove: () => void } {
  const top = mkdtempSync(join(tmpdir(), 'reboot-test-programs-'));
  const folder = join(top, 'demos', demo);
  mkdirSync(join(top, 'demos'));
  cpSync(join(DEMOS, demo), folder, { recursive: true });
  symlinkSync(join(DEMOS, 'common'), join(top, 'demos/common'));
  writeFileSync(join(top, 'package.json'), '{"type": "module"}');
  for (const [name, source] of Object.entries(replaced)) writeFileSync(join(folder, name), source);
  return { folder, remove: () => rmSync(top, { recursive: true }) };
}
