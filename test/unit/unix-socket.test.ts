import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, serve } from '../../demos/common/http.js';
import { StageLink } from '../../src/gateway/stage-link.js';
import { EventLog } from '../../src/log/index.js';
import { SOCKET_NAME_BYTES, stageSocketPath } from '../../src/protocol/socket-paths.js';
import {
  makeSocketFolder,
  placesOfRuns,
  SOCKET_PATH_BYTES,
  SocketPathError,
  socketPath,
} from '../../src/protocol/unix-socket.js';
import { openSocketServer } from '../../src/stage/socket-server.js';

let folder: string;
let server: Server | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-path-'));
  server = null;
});
afterEach(async () => {
  if (server) await new Promise((resolve) => server?.close(resolve));
  rmSync(folder, { recursive: true });
});

/** A path in `folder` of so many bytes. */
const pathOf = (bytes: number, letter = 'a') => {
  const room = bytes - Buffer.byteLength(join(folder, 'x')) + 1;
  const size = Buffer.byteLength(letter);
  return join(folder, letter.repeat(Math.floor(room / size)) + 'b'.repeat(room % size));
};

describe('the path of a unix socket', () => {
  it('the path of a unix socket is returned as it is, and the kernel creates exactly that name, when it has as many bytes as the limit', async () => {
    const path = pathOf(SOCKET_PATH_BYTES);
    expect(socketPath(path)).toBe(path);
    server = createServer();
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([path]);
  });

  it.each([
    ['one byte longer than the limit', () => pathOf(SOCKET_PATH_BYTES + 1)],
    ['of few letters and too many bytes', () => pathOf(SOCKET_PATH_BYTES + 1, 'ü')],
    ['three times as long', () => pathOf(SOCKET_PATH_BYTES * 3)],
  ])('the path of a unix socket is refused in words that say its length and the limit, when it is %s', (_, make) => {
    const path = make();
    expect(() => socketPath(path)).toThrow(SocketPathError);
    expect(() => socketPath(path)).toThrow(`${SOCKET_PATH_BYTES} bytes`);
    expect(() => socketPath(path)).toThrow(`has ${Buffer.byteLength(path)}`);
  });

  it('the path of a unix socket is checked at the end that listens and at the end that connects, of stages and of demos', async () => {
    const path = pathOf(SOCKET_PATH_BYTES + 1);
    const inside = {
      epoch: 'e',
      log: new EventLog(() => 0),
      do: async () => {},
      snapshot: async () => ({ seq: 0, screens: [] }),
    };
    await expect(openSocketServer(path, inside)).rejects.toThrow(SocketPathError);
    expect(() => new StageLink(path)).toThrow(SocketPathError);
    expect(() => stageSocketPath(pathOf(SOCKET_PATH_BYTES), null)).toThrow(SocketPathError);
    await expect(async () => serve(path, () => '')).rejects.toThrow(SocketPathError);
    await expect(async () => ask(path, '/')).rejects.toThrow(SocketPathError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the path of a unix socket differs from that of every other stage, and no name is longer than the folder is made for', () => {
    const one = stageSocketPath(folder, null);
    const other = stageSocketPath(folder, '0123456789ab');
    expect(one).not.toBe(other);
    for (const path of [one, other]) {
      expect(path.slice(folder.length + 1).length).toBeLessThanOrEqual(SOCKET_NAME_BYTES);
    }
  });
});

describe('the folder for sockets', () => {
  const options = () => ({ nameBytes: 20, prefix: 'p-', place: folder });

  it('the folder for sockets is the one that is given, when all names fit into it', () => {
    expect(makeSocketFolder(folder, options())).toBe(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the folder for sockets is a new one in a short place that only this user can enter, when the one that is given is too long', () => {
    const short = makeSocketFolder(pathOf(SOCKET_PATH_BYTES - 20), options());
    expect(join(short, '..')).toBe(folder);
    expect(readdirSync(folder)[0]).toMatch(/^p-/);
    expect(statSync(short).mode & 0o777).toBe(0o700);
  });

  it('the folder for sockets is refused in words that name TMPDIR, the length, the limit and the way out, when no place is short enough', () => {
    const long = pathOf(SOCKET_PATH_BYTES - 10);
    const words = new RegExp(`TMPDIR.*${SOCKET_PATH_BYTES + 11} bytes.*${SOCKET_PATH_BYTES} is the limit.*Set TMPDIR`);
    expect(() => makeSocketFolder(long, { ...options(), place: join(folder, 'absent') })).toThrow(/ENOENT/);
    expect(() => makeSocketFolder(long, { ...options(), place: join(folder, 'absent') })).toThrow(words);
    mkdirSync(long);
    expect(() => makeSocketFolder(long, { ...options(), place: long })).toThrow(/too long as well/);
    expect(readdirSync(long)).toEqual([]);
  });

  it('the folder for sockets is looked for in TMPDIR and in the short place by the run that clears away', () => {
    expect(placesOfRuns('/somewhere')).toEqual(['/somewhere', '/tmp']);
    expect(placesOfRuns('/tmp')).toEqual(['/tmp']);
  });
});
