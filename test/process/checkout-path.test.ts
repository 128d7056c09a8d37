/** A checkout may be in a folder of any name; where Node or Vite cannot use the name, the command says so. */
import { mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { byDay } from '../helpers/night.js';

let copy: Copy;
let parent: string;

beforeAll(() => {
  copy = copyProject();
  parent = mkdtempSync(join(tmpdir(), 'checkout-path-'));
});
afterAll(() => {
  copy?.remove();
  rmSync(parent, { recursive: true, force: true });
});

/** Runs the command in the copy of the project while the copy's folder is called `name`; resolves with its output and its exit code. */
async function answerIn(name: string, args: string[]): Promise<{ folder: string; code: unknown; text: string }> {
  const folder = join(parent, name);
  renameSync(copy.folder, folder);
  try {
    const command = run(args, { boot: join(folder, 'src/boot.cjs'), cwd: folder });
    const code = await command.exit;
    return { folder, code, text: command.stdout + command.stderr };
  } finally {
    renameSync(folder, copy.folder);
  }
}

describe('a checkout in a folder with a special name', () => {
  it.each(byDay(['100% done', "it's a [new] (talk) & more: *é*", '%25', 'C#', 'why?'], 2))(
    'plays a demo in %j',
    async (name) => {
      const { code, text } = await answerIn(name, ['demo', 'integrity', '--auto']);
      expect(text).toContain('PASS');
      expect(code).toBe(0);
    },
  );

  it.each(
    byDay(
      [
        ['C#', '#', 'present'],
        ['why?', '?', 'build'],
        ['why?', '?', 'dev'],
        ['100% done', '%', 'dev'],
      ],
      2,
    ),
  )('says in one sentence that Vite cannot build pages in %j, because of the %s, at %s', async (name, sign, args) => {
    const now = new Date();
    utimesSync(join(copy.folder, 'slides/03-isolation.md'), now, now);
    const { folder, code, text } = await answerIn(name, [args]);
    expect(text).toBe(`Vite cannot build pages in ${folder}, because of the ${sign} in its name. Rename the folder.\n`);
    expect(code).toBe(2);
  });

  it.skipIf(process.platform === 'win32')(
    'says in one sentence that Node cannot load modules behind a \\',
    async () => {
      const { folder, code, text } = await answerIn('back\\slash', ['demo']);
      expect(text).toBe(
        `Node cannot load modules from ${join(folder, 'src/build')}, because of the \\ in its name. Rename the folder, then try again.\n`,
      );
      expect(code).toBe(2);
    },
  );
});
