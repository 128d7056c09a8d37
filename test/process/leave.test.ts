import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StageCommand } from '../../src/protocol/messages.js';
import { SOCKETS_VARIABLE } from '../../src/protocol/socket-paths.js';
import { encodeControl, OUTPUT, readFrames } from '../../src/protocol/stage-frames.js';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { ownIdentity } from '../../src/supervisor/processes.js';
import { ROOT } from '../helpers/app.js';
import { marked } from '../helpers/os.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, program, supervise } = useSupervisors();
const main = (part: string) => `${ROOT}/dist/src/${part}/${part}-process.js`;

/** The environment of a part, as from the root. */
const told = () => ({
  ...program('').env,
  TMPDIR: here.folder,
  [ROOT_MARK]: ownIdentity(),
  [SOCKETS_VARIABLE]: here.folder,
  REBOOT_CAMP_GATEWAY: JSON.stringify({
    began: Date.now(),
    port: 1,
    hosts: [],
    tokens: { presenter: 'a', viewer: 'b' },
    secret: 'c',
    folder: here.folder,
    pages: null,
  }),
});

describe('without a supervisor above it', () => {
  let shell: ChildProcess;
  const server = createServer();

  beforeEach(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    for (const pid of marked(here.mark)) process.kill(pid, 'SIGKILL');
    server.close();
  });

  /** Under a shell: a part that hears nothing ends what is above it, and that is not to be the test. */
  function start(part: string): void {
    const listening = (server as unknown as { _handle: { fd: number } })._handle.fd;
    const stdio = ['ignore', 'ignore', 'inherit', listening, 'ipc'] as const;
    shell = spawn('sh', ['-c', '"$0" "$1"; exit $?', process.execPath, main(part)], { env: told(), stdio: [...stdio] });
  }

  it.each(['stage', 'gateway'])('the %s leaves, when the channel closes before it can listen', async (part) => {
    start(part);
    shell.disconnect();
    const [code] = await once(shell, 'exit');
    expect(code).toBe(0);
  });

  it.each(['stage', 'gateway'])('the %s leaves, when the channel closes later', async (part) => {
    start(part);
    await once(shell, 'message');
    shell.disconnect();
    const [code] = await once(shell, 'exit');
    expect(code).toBe(0);
  });
});

describe('a stage that is asked to leave', () => {
  let socket: Socket;
  afterEach(() => socket?.destroy());

  it('a stage that is asked to leave begins no other demo while it ends the one before', async () => {
    const { supervisor } = supervise({
      children: [
        {
          id: 'stage',
          start: { ...program(process.execPath, [main('stage')]), env: told() },
          ready: 'notify',
          watchdog: 3000,
        },
      ],
    });
    await supervisor.start();
    socket = connect(join(here.folder, 'stage.sock'));
    const heard: string[] = [];
    readFrames(socket, ({ kind, payload }) => {
      if (kind !== OUTPUT) heard.push(payload.toString());
    });
    const send = (request: number, command: StageCommand) =>
      socket.write(encodeControl({ type: 'do', request, command }));
    send(1, { do: 'start', demo: 'isolation' });
    await until(() => heard.some((text) => text.includes('"done"')));
    send(2, { do: 'stop' });
    send(3, { do: 'start', demo: 'isolation' });
    await until(() => heard.some((text) => text.includes('"type":"exit"')));
    await supervisor.stop();
    expect(readdirSync(here.folder).filter((name) => name.startsWith('reboot-camp-'))).toEqual([]);
  });
});
