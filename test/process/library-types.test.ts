/** The packages' types as a program of others sees them: by its own compiler options, which need not be ours. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../helpers/app.js';
import { byDay } from '../helpers/night.js';

const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const { name, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  name: string;
  exports: Record<string, unknown>;
};
const MODULES = Object.keys(exports).map((path) => join(name, path));

const PROGRAM = `
import { type ChildSpec, launchProcess, StartError, Supervisor, SupervisorError } from 'reboot-camp/supervisor';
const child: ChildSpec = { id: 'a', start: { command: 'true' }, ready: 'notify' };
const env = { ...process.env };
const frozen = Object.freeze({ id: 'b', start: { command: 'true', args: ['1'], env }, significant: false } as const);
new Supervisor(Object.freeze({ strategy: 'one_for_all', children: [frozen] } as const));
const supervisor = new Supervisor({ children: [child] }, (spec, on) =>
  launchProcess(spec, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }, on),
);
supervisor.events.on('event', (event) => {
  if (event.type === 'exit') process.exitCode = event.code ?? 1;
});
supervisor.start().catch((error: unknown) => {
  if (error instanceof SupervisorError && error.cause instanceof StartError) console.error(error.cause.path);
});
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-types-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const imports = MODULES.map((path, at) => `export * as module${at} from '${path}';\n`);
  writeFileSync(join(folder, 'program.ts'), imports.join('') + PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The output of the compiler for the program; empty when the program compiles. */
function mistakes(options: string[]): Promise<string> {
  const node = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  const given = ['--strict', '--noEmit', '--target', 'es2022', ...node, ...options, join(folder, 'program.ts')];
  return new Promise((resolve) => {
    execFile(process.execPath, [COMPILER, '--ignoreConfig', ...given], { cwd: folder }, (error, stdout, stderr) =>
      resolve(error ? stdout + stderr || error.message : ''),
    );
  });
}

describe('a TypeScript program that imports each module of the package', () => {
  it.each(
    byDay(
      [
        ['without more options', '--module', 'nodenext'],
        ['for a bundler', '--module', 'esnext', '--moduleResolution', 'bundler'],
        ['with exactOptionalPropertyTypes', '--module', 'nodenext', '--exactOptionalPropertyTypes'],
        ['with noPropertyAccessFromIndexSignature', '--module', 'nodenext', '--noPropertyAccessFromIndexSignature'],
        ['with erasableSyntaxOnly', '--module', 'nodenext', '--erasableSyntaxOnly'],
        [
          'with noUnusedLocals and noUnusedParameters',
          '--module',
          'nodenext',
          '--noUnusedLocals',
          '--noUnusedParameters',
        ],
        ['for an older library', '--module', 'nodenext', '--lib', 'es2022'],
      ],
      2,
    ),
  )('compiles %s', async (...[_, ...options]) => {
    expect(await mistakes(options)).toBe('');
  });

  it('does not compile when it gives a child spec a value of the wrong type', async () => {
    const wrong = join(folder, 'wrong.ts');
    writeFileSync(
      wrong,
      "import { Supervisor } from 'reboot-camp/supervisor';\nnew Supervisor({ children: [{ id: 1, start: { command: 'true' } }] });\n",
    );
    expect(await mistakes(['--module', 'nodenext', wrong])).toMatch(/^wrong\.ts.*TS2322/m);
  });
});
