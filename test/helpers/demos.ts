/** The compiled demos, as they are played. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo } from '../../src/demo/demo.js';
import { ROOT } from './app.js';

export const DEMOS = join(ROOT, 'dist/demos');

export const demoNames = readdirSync(DEMOS).filter((name) => existsSync(join(DEMOS, name, 'demo.js')));

export const demoNamed = async (name: string) =>
  ((await import(join(DEMOS, name, 'demo.js'))) as { default: Demo }).default;

/** A whole program, or one line of the right one and what stands in its place. */
export type Replacement = string | { line: string; by: string };

/** The parts of the project that programs of demos import. */
const USED = [
  'src/supervisor',
  'src/demo/worker.js',
  'src/demo/charts/packing.js',
  'src/protocol/unix-socket.js',
  'src/system-error.js',
];

/** A copy of a demo's programs, some of them replaced. */
export function programsWith(
  demo: string,
  replaced: Record<string, Replacement>,
): { folder: string; remove: () => void } {
  const top = mkdtempSync(join(tmpdir(), 'reboot-test-programs-'));
  const folder = join(top, 'demos', demo);
  mkdirSync(join(top, 'demos'));
  cpSync(join(DEMOS, demo), folder, { recursive: true });
  // Whole, not linked: a program in a container has only what is below one folder.
  cpSync(join(DEMOS, 'common'), join(top, 'demos/common'), { recursive: true });
  for (const part of USED) cpSync(realpathSync(join(ROOT, 'dist', part)), join(top, part), { recursive: true });
  writeFileSync(join(top, 'package.json'), '{"type": "module"}');
  for (const [name, replacement] of Object.entries(replaced)) {
    const path = join(folder, name);
    writeFileSync(path, typeof replacement === 'string' ? replacement : withLine(path, replacement));
  }
  return { folder, remove: () => rmSync(top, { recursive: true }) };
}

function withLine(path: string, { line, by }: { line: string; by: string }): string {
  const source = readFileSync(path, 'utf8');
  if (!source.includes(line)) throw new Error(`There is no line ${line} in ${path} any more.`);
  return source.replace(line, by);
}
