/** The folder for temporary files belongs to all users of a machine: what another user puts there is believed by nobody. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFolderPrefix } from '../../src/stage/leftovers.js';
import { freePort, run } from '../helpers/app.js';

/** `nobody`; any user but root would do. */
const ANOTHER_USER = 65_534;
const isRoot = process.getuid?.() === 0;

let temporary: string;
let port: number;
let holder: Server;

beforeEach(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'foreign-run-'));
  port = await freePort();
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
});
afterEach(() => {
  holder.close();
  rmSync(temporary, { recursive: true, force: true });
});

// Only root can give a folder to another user.
describe.skipIf(!isRoot)('a folder of another user that looks like that of a run', () => {
  const RUN_FILES: [string, (path: string) => void][] = [
    ['a file that names this port', (path) => writeFileSync(path, JSON.stringify({ port, token: 'x' }))],
    ['a named pipe', (path) => execFileSync('mkfifo', [path])],
  ];

  it.each(RUN_FILES)(
    'is not taken for a talk of this user, and keeps no command waiting, if it holds %s',
    async (_, put) => {
      const folder = join(temporary, `${runFolderPrefix()}x`);
      mkdirSync(folder);
      put(join(folder, 'run.json'));
      chownSync(folder, ANOTHER_USER, ANOTHER_USER);
      const command = run(['present', '--no-open', '--port', `${port}`], { env: { TMPDIR: temporary } });
      expect(await command.exit).toBe(2);
      expect(command.stderr).toContain(`Port ${port} is taken. Stop what uses it`);
      expect(command.stderr).not.toContain('Reboot Camp itself');
    },
  );
});
