import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChildSpec, ProcessStart, SupervisorEvent } from '../../src/supervisor/index.js';
import { bundle, isRunning, markedEnv } from '../helpers/os.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, program, sleeper, supervise } = useSupervisors();

const at = (name: string) => join(here.folder, name);
/** A file in the test's own folder. */
function file(name: string, content: string | Buffer, mode = 0o755): string {
  writeFileSync(at(name), content);
  chmodSync(at(name), mode);
  return at(name);
}

/** A link to a folder; `..` of that folder holds a program `behind-link`, and the folder that holds the link does not. */
function linkedFolder(): string {
  mkdirSync(at('real/inner'), { recursive: true });
  file('real/behind-link', '#!/bin/sh\nexec sleep 1000\n');
  symlinkSync('real/inner', at('link'));
  return at('link');
}

/** More descriptors than a process has. */
const CLOSED = 1_000_000;

interface Failure {
  start: ProcessStart;
  code: string;
  /** The system call of the error: execve(2), unless something else is given. */
  syscall?: string;
  /** The path of the error: the command, unless something else is given; null for none. */
  path?: string | null;
  says: string;
}

const inFolder = (start: Partial<ProcessStart> & { command: string }): ProcessStart => ({ ...program('x'), ...start });

const failures: [string, () => Failure][] = [
  [
    'a name that no folder of the PATH has',
    () => ({
      start: program('no-such-program'),
      code: 'ENOENT',
      says: `there is no program no-such-program in the folders of the PATH, ${process.env.PATH}`,
    }),
  ],
  [
    'a path where nothing is',
    () => ({ start: program('./nobody'), code: 'ENOENT', says: 'there is no program ./nobody: install it' }),
  ],
  [
    'a path below a file',
    () => ({
      start: program(`${file('file', 'text')}/program`),
      code: 'ENOENT',
      says: `there is no program ${at('file')}/program`,
    }),
  ],
  [
    'a file that is not executable',
    () => ({
      start: program(file('script', '#!/bin/sh\n', 0o644)),
      code: 'EACCES',
      says: `${at('script')} exists but is not executable: chmod +x ${at('script')}`,
    }),
  ],
  [
    'a file of the PATH that is not executable',
    () => {
      file('script', '#!/bin/sh\n', 0o644);
      const env = { ...markedEnv(here.mark), PATH: `/nowhere:${here.folder}` };
      return {
        start: inFolder({ command: 'script', args: [], env }),
        code: 'EACCES',
        path: at('script'),
        says: `${at('script')} exists but is not executable`,
      };
    },
  ],
  [
    'a folder',
    () => ({
      start: program(here.folder),
      code: 'EACCES',
      says: `${here.folder} is a folder, not a program`,
    }),
  ],
  [
    'a named pipe',
    () => {
      execFileSync('mkfifo', ['-m', '755', at('pipe')]);
      return { start: program(at('pipe')), code: 'EACCES', says: `${at('pipe')} is not a file` };
    },
  ],
  [
    'a symbolic link to nothing',
    () => {
      symlinkSync('gone/away', at('link'));
      const says = `${at('link')} is a symbolic link to gone/away, which does not exist`;
      return { start: program('./link'), code: 'ENOENT', path: at('link'), says };
    },
  ],
  [
    'a symbolic link to itself',
    () => {
      symlinkSync('link', at('link'));
      return { start: program(at('link')), code: 'ELOOP', says: `${at('link')} is a symbolic link that leads back` };
    },
  ],
  [
    'a program with a slash behind its name',
    () => {
      const start = program(`${file('script', '#!/bin/sh\n')}/`);
      return { start, code: 'ENOENT', says: `there is no program ${at('script')}/` };
    },
  ],
  [
    'a path that leads back out of a file',
    () => {
      const start = program(`${file('script', '#!/bin/sh\n')}/../script`);
      return { start, code: 'ENOENT', says: `there is no program ${at('script')}/../script` };
    },
  ],
  [
    'a path that leads back out of a folder that does not exist',
    () => {
      file('script', '#!/bin/sh\n');
      const start = program(`${here.folder}/nowhere/../script`);
      return { start, code: 'ENOENT', says: `there is no program ${here.folder}/nowhere/../script` };
    },
  ],
  [
    'an interpreter whose path leads back out of a folder that does not exist',
    () => ({
      start: program(file('script', '#!/no/such/../../bin/sh\n')),
      code: 'ENOENT',
      path: '/no/such/../../bin/sh',
      says: `${at('script')} cannot be run: its interpreter /no/such/../../bin/sh does not exist`,
    }),
  ],
  [
    'a socket that is not held any more',
    () => ({
      start: { ...program('sleep', ['1000']), listen: [CLOSED] },
      syscall: 'fstat',
      code: 'EBADF',
      path: null,
      says: `it is to listen on file descriptor ${CLOSED}, which is not open here`,
    }),
  ],
  [
    'a script whose interpreter does not exist',
    () => ({
      start: program(file('script', '#!/no/such -e\n')),
      code: 'ENOENT',
      path: '/no/such',
      says: `${at('script')} cannot be run: its interpreter /no/such does not exist`,
    }),
  ],
  [
    'a script whose interpreter is not executable',
    () => {
      const interpreter = file('interpreter', '#!/bin/sh\n', 0o644);
      return {
        start: program(file('script', `#!${interpreter}\n`)),
        code: 'EACCES',
        path: interpreter,
        says: `its interpreter ${interpreter} exists but is not executable: chmod +x ${interpreter}`,
      };
    },
  ],
  [
    'a script whose interpreter is a script whose interpreter does not exist',
    () => {
      const interpreter = file('interpreter', '#!/no/such\n');
      return {
        start: program(file('script', `#!${interpreter}\n`)),
        code: 'ENOENT',
        path: '/no/such',
        says: `${interpreter} cannot be run: its interpreter /no/such does not exist`,
      };
    },
  ],
  [
    'a script that is its own interpreter',
    () => ({
      start: program(file('script', `#!${at('script')}\n`)),
      code: 'ELOOP',
      says: `${at('script')} is a script for a script, 5 times over`,
    }),
  ],
  [
    'a script whose interpreter env does not find',
    () => ({
      start: program(file('script', '#!/usr/bin/env no-such-program\n')),
      code: 'ENOENT',
      path: 'no-such-program',
      says: `${at('script')} cannot be run: its interpreter is no-such-program, and there is no program no-such-program`,
    }),
  ],
  [
    'a script whose env is given an option too many',
    () => ({
      start: program(file('script', '#!/usr/bin/env sh -e\n')),
      code: 'ENOENT',
      path: 'sh -e',
      says: 'env takes all of it for one name, unless it begins with -S',
    }),
  ],
  [
    'a script with the line ends of another system',
    () => ({
      start: program(file('script', '#!/bin/sh\r\nexit\r\n')),
      code: 'ENOENT',
      path: '/bin/sh\r',
      says: `${at('script')} cannot be run: its first line ends with a carriage return`,
    }),
  ],
  [
    'a script with no interpreter behind its #!',
    () => ({
      start: program(file('script', '#!\nexit\n')),
      code: 'ENOEXEC',
      says: `${at('script')} names no interpreter after its #!`,
    }),
  ],
  [
    'a script that does not say what it is',
    () => ({
      start: program(file('script', 'exec sleep 1000\n')),
      code: 'ENOEXEC',
      says: `${at('script')} is neither a binary nor a script that names its interpreter: begin it with a line like #!/bin/sh`,
    }),
  ],
  ['an empty file', () => ({ start: program(file('empty', '')), code: 'ENOEXEC', says: `${at('empty')} is neither` })],
  [
    'a binary for another processor',
    () => ({
      start: program(
        file(
          'binary',
          patched((bytes) => bytes.writeUInt16LE(process.arch === 's390x' ? 62 : 22, 18)),
        ),
      ),
      code: 'ENOEXEC',
      says: `${at('binary')} is a program for ${process.arch === 's390x' ? 'x64' : 's390x'}, and this machine is ${process.arch}`,
    }),
  ],
  [
    'a binary that is cut off',
    () => ({
      start: program(file('binary', patched(() => {}).subarray(0, 40))),
      code: 'ENOEXEC',
      says: `${at('binary')} is a binary that is cut off`,
    }),
  ],
  [
    'a binary that is cut off behind its header',
    () => ({
      start: program(file('binary', patched(() => {}).subarray(0, 200))),
      code: 'ENOEXEC',
      says: `${at('binary')} is a binary that is cut off`,
    }),
  ],
  [
    'a binary for another C library',
    () => {
      const loader = /\/lib[^\0]*\/ld-[^\0]*/.exec(patched(() => {}).toString('latin1'))?.[0] as string;
      const missing = `${loader.slice(0, -1)}~`;
      const bytes = patched((all) => all.write(missing, all.indexOf(loader), 'latin1'));
      return {
        start: program(file('binary', bytes)),
        code: 'ENOENT',
        path: missing,
        says: `${at('binary')} needs ${missing}, which does not exist: it was built for another C library`,
      };
    },
  ],
  [
    'a working folder that is not there',
    () => ({
      start: inFolder({ command: 'true', args: [], cwd: at('nowhere') }),
      syscall: 'chdir',
      code: 'ENOENT',
      path: at('nowhere'),
      says: `there is no folder ${at('nowhere')} for it to run in`,
    }),
  ],
  [
    'a working folder that is a file',
    () => ({
      start: inFolder({ command: 'true', args: [], cwd: file('file', '') }),
      syscall: 'chdir',
      code: 'ENOTDIR',
      path: at('file'),
      says: `it is to run in ${at('file')}, which is not a folder`,
    }),
  ],
  [
    'a working folder below a file',
    () => ({
      start: inFolder({ command: 'true', args: [], cwd: join(file('file', ''), 'folder') }),
      syscall: 'chdir',
      code: 'ENOTDIR',
      path: at('file/folder'),
      says: `it is to run in the folder ${at('file/folder')}, which does not exist`,
    }),
  ],
  [
    'a working folder that is a link to itself',
    () => {
      symlinkSync('link', at('link'));
      return {
        start: inFolder({ command: 'true', args: [], cwd: at('link') }),
        syscall: 'chdir',
        code: 'ELOOP',
        path: at('link'),
        says: `it is to run in the folder ${at('link')}, which is a symbolic link that leads back to itself`,
      };
    },
  ],
  [
    'arguments that are too long',
    () => ({
      start: program('true', Array(400).fill('x'.repeat(100_000))),
      syscall: 'spawn',
      code: 'E2BIG',
      says: 'its arguments and its environment are longer than the system allows',
    }),
  ],
];

/** A binary of this machine, changed. */
function patched(change: (bytes: Buffer) => void): Buffer {
  const bytes = readFileSync('/bin/true');
  change(bytes);
  return bytes;
}

describe.runIf(process.platform === 'linux')('a start that fails', () => {
  it.each(failures)('%s: says what is wrong, at the boot', async (_, given) => {
    const { start, code, syscall = 'execve', path = start.command, says } = given();
    const { supervisor, of } = supervise({ children: [{ id: 'b', start }] });
    const error = await supervisor.start().then(
      () => null,
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: 'failed_to_start_child', cause: { name: 'StartError', code, syscall } });
    expect(error.cause.path).toBe(path ?? undefined);
    expect(error.message).toContain(says);
    expect(error.message).toMatch(/^b could not start: .*[^.]\.$/s);
    expect(error.cause.message).toContain(says);
    expect(of('start')).toEqual([]);
  });

  it.each(failures)('%s: says what is wrong, when it is asked for', async (_, given) => {
    const { start, code, syscall = 'execve', path = start.command, says } = given();
    const { supervisor } = supervise({ children: [sleeper('a')] });
    await supervisor.start();
    const error = await supervisor.startChild({ id: 'b', start }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'start_failed', cause: { code, syscall } });
    expect(error.cause.path).toBe(path ?? undefined);
    expect(error.message).toContain(says);
    expect(supervisor.countChildren().specs).toBe(1);
  });

  it('says so in the events of a restart, with the error’s name and its file', async () => {
    const script = file('script', '#!/bin/sh\nexec sleep 1000\n');
    const { supervisor, of, pid } = supervise({
      ...PLENTY,
      children: [{ id: 'a', start: program(script), backoff: 0 }],
    });
    await supervisor.start();
    // A file that is being executed cannot be written: execve(2), ETXTBSY.
    renameSync(file('next', '#!/no/such\n'), script);
    const a = pid('a');
    process.kill(a, 'SIGKILL');
    await until(() => of('failed').length > 0);
    expect(of('failed')[0]).toMatchObject({ id: 'a', code: 'ENOENT', syscall: 'execve', path: '/no/such' });
    expect(of('failed')[0]?.message).toContain('its interpreter /no/such does not exist');
  });

  it('says so through a supervisor below', async () => {
    const start = { children: [{ id: 'x', start: program(file('script', '#!/no/such\n')) }] };
    const { supervisor } = supervise({ children: [{ id: 'below', start }] });
    await expect(supervisor.start()).rejects.toMatchObject({
      code: 'failed_to_start_child',
      message: expect.stringMatching(/^below could not start: x could not start: .*\/no\/such does not exist\.$/),
      cause: { code: 'ENOENT', path: '/no/such' },
    });
  });

  it.each([
    ['exit 3', 3, null],
    ['kill -SEGV $$', null, 'SIGSEGV'],
  ] as const)('has how the process ended when "%s" ends it before it is ready', async (script, exitCode, signal) => {
    const a: ChildSpec = { id: 'a', start: program('sh', ['-c', script]), ready: 'notify' };
    const boot = await supervise({ children: [a] })
      .supervisor.start()
      .catch((reason) => reason);
    const { supervisor } = supervise({ children: [] });
    await supervisor.start();
    const asked = await supervisor.startChild(a).catch((reason) => reason);
    expect([boot.code, asked.code]).toEqual(['failed_to_start_child', 'start_failed']);
    for (const { cause } of [boot, asked]) {
      expect({ ...cause }).toEqual({ name: 'StartError', exitCode, signal, uptimeMs: expect.any(Number) });
      expect(cause.uptimeMs).toBeGreaterThan(0);
    }
  });

  it('has KILL for its signal, and the time it had, when it was never ready', async () => {
    const startTimeout = 100;
    const children = [sleeper('a', { ready: 'notify', startTimeout })];
    const { message, cause } = await supervise({ children })
      .supervisor.start()
      .catch((reason) => reason);
    expect(message).toBe('a could not start: it was not ready within 100 ms, its startTimeout.');
    expect(cause).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    // Timers of Node count whole milliseconds.
    expect(cause.uptimeMs).toBeGreaterThanOrEqual(startTimeout - 1);
  });

  it('has how the process ended in the events of a restart', async () => {
    const script = '[ -e second ] && exit 4; : > second; echo >&3; exec sleep 1000';
    const a: ChildSpec = { id: 'a', start: program('sh', ['-c', script]), ready: 'newline', backoff: 0 };
    const { supervisor, of, pid } = supervise({ intensity: 1, children: [a] });
    await supervisor.start();
    process.kill(pid('a'), 'SIGKILL');
    await until(() => of('failed').length > 0);
    const { uptimeMs, ...failed } = of('failed')[0] as Extract<SupervisorEvent, { type: 'failed' }>;
    expect(failed).toEqual({
      type: 'failed',
      id: 'a',
      message: 'a could not start: it ended before it was ready (exit 4).',
      exitCode: 4,
      signal: null,
    });
    expect(uptimeMs).toBeGreaterThan(0);
  });
});

describe.runIf(process.platform === 'linux')('a start that does not fail', () => {
  it.each([
    ['a script for a script', () => file('script', `#!${file('interpreter', '#!/bin/sh\nexec sleep 1000\n')}\n`)],
    [
      'an interpreter by a path relative to the working folder',
      () => {
        file('interpreter', '#!/bin/sh\nexec sleep 1000\n');
        return file('script', '#!./interpreter\n');
      },
    ],
    ['an interpreter that env finds', () => file('script', '#!/usr/bin/env sh\nexec sleep 1000\n')],
    ['an interpreter that env finds, with options', () => file('script', '#!/usr/bin/env -S sh -e\nexec sleep 1000\n')],
    [
      'an interpreter that env finds, with an environment',
      () => file('script', '#!/usr/bin/env -S A=1 sh\nexec sleep 1000\n'),
    ],
    ['an interpreter behind blanks, with an option', () => file('script', '#!  /bin/sh   -e  \nexec sleep 1000\n')],
    [
      'a symbolic link to a program',
      () => {
        symlinkSync('/bin/sh', at('shell'));
        return file('script', `#!${at('shell')}\nexec sleep 1000\n`);
      },
    ],
    ['a path that leads back out of a linked folder', () => `${linkedFolder()}/../behind-link`],
    [
      'an interpreter whose path leads back out of a linked folder',
      () => file('script', `#!${linkedFolder()}/../behind-link\n`),
    ],
  ])('%s', async (_, command) => {
    const { supervisor, pid } = supervise({ children: [{ id: 'a', start: program(command()) }] });
    await supervisor.start();
    expect(isRunning(pid('a'))).toBe(true);
  });

  it.each([
    ['the working folder', () => ({ cwd: linkedFolder(), command: '../behind-link' })],
    [
      'a folder of the PATH',
      () => ({ command: 'behind-link', env: { PATH: `${linkedFolder()}/..:${process.env.PATH}` } }),
    ],
  ])('a program is found when its path leads back out of %s, which is a link', async (_, given) => {
    const { env, ...rest } = given() as Partial<ProcessStart> & { command: string };
    const start = inFolder({ args: [], ...rest, env: { ...markedEnv(here.mark), ...env } });
    const { supervisor, pid } = supervise({ children: [{ id: 'a', start }] });
    await supervisor.start();
    expect(isRunning(pid('a'))).toBe(true);
  });

  it('the next folder of the PATH is looked into when a file of the first is not executable', async () => {
    mkdirSync(at('first'));
    writeFileSync(at('first/sleep'), '#!/bin/sh\n');
    const env = { ...markedEnv(here.mark), PATH: `${at('first')}:${process.env.PATH}` };
    const { supervisor, pid } = supervise({
      children: [{ id: 'a', start: { command: 'sleep', args: ['1000'], env } }],
    });
    await supervisor.start();
    expect(isRunning(pid('a'))).toBe(true);
  });
});

describe.runIf(process.platform === 'linux')('a supervisor whose own working folder was removed', () => {
  it.each([
    ['runs a program that a later folder of the PATH has', { command: 'true', env: { PATH: 'bin:/bin' } }, 'null'],
    [
      'names the program that a relative path does not find',
      { command: './no-such' },
      '"there is no program ./no-such',
    ],
  ])('a supervisor whose own working folder was removed %s', async (_, start, says) => {
    const { file: module, remove } = await bundle('src/supervisor/index.ts');
    try {
      mkdirSync(at('removed'));
      const code = `
        const { Supervisor } = await import(${JSON.stringify(module)});
        process.chdir(${JSON.stringify(at('removed'))});
        (await import('node:fs')).rmdirSync(${JSON.stringify(at('removed'))});
        const child = { id: 'a', restart: 'temporary', start: ${JSON.stringify(start)} };
        const failure = await new Supervisor({ children: [child] }).start().then(() => null, ({ cause }) => cause.message);
        console.log(JSON.stringify(failure));
      `;
      const options = { cwd: '/', env: markedEnv(here.mark), encoding: 'utf8' } as const;
      expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], options)).toContain(says);
    } finally {
      await remove();
    }
  });
});

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('for a user who may not', () => {
  const NOBODY = 65534;

  /** How a start of `start` ends when that user asks for it. */
  async function failureOf(start: ProcessStart): Promise<{ code: string; path: string; message: string }> {
    const { file: module, remove } = await bundle('src/supervisor/index.ts');
    try {
      chmodSync(join(module, '..'), 0o755);
      chmodSync(here.folder, 0o755);
      const code = `
        const { Supervisor } = await import(${JSON.stringify(module)});
        const supervisor = new Supervisor({ children: [{ id: 'a', start: ${JSON.stringify(start)} }] });
        const { message, cause } = await supervisor.start().catch((error) => error);
        console.log(JSON.stringify({ message, code: cause.code, path: cause.path }));
      `;
      const host = spawn(process.execPath, ['--input-type=module', '-e', code], {
        cwd: '/',
        uid: NOBODY,
        gid: NOBODY,
        env: markedEnv(here.mark),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      for await (const chunk of host.stdout) text += chunk;
      return JSON.parse(text);
    } finally {
      await remove();
    }
  }

  it('a working folder that this user may not enter', async () => {
    mkdirSync(at('mine'), { mode: 0o700 });
    const failure = await failureOf({ ...program('true'), cwd: at('mine') });
    expect(failure).toMatchObject({ code: 'EACCES', path: at('mine') });
    expect(failure.message).toContain(
      `it is to run in the folder ${at('mine')}, which this user may not enter: its mode is 700, its owner 0, its group 0`,
    );
  });

  it('a program that this user may not run', async () => {
    const script = file('script', '#!/bin/sh\n', 0o700);
    const failure = await failureOf(program(script));
    expect(failure).toMatchObject({ code: 'EACCES', path: script });
    expect(failure.message).toContain(
      `${script} may not be run by this user: its mode is 700, its owner 0, its group 0`,
    );
  });

  it('a program in a folder that this user may not enter', async () => {
    mkdirSync(at('mine'), { mode: 0o700 });
    const script = file('mine/script', '#!/bin/sh\n');
    const failure = await failureOf(program(script));
    expect(failure).toMatchObject({ code: 'EACCES', path: script });
    expect(failure.message).toContain(`${script} is in a folder that this user may not enter`);
  });

  it('a binary that this user may run and not read runs', async () => {
    const binary = file('binary', readFileSync('/bin/true'), 0o711);
    chmodSync(here.folder, 0o755);
    const { file: module, remove } = await bundle('src/supervisor/index.ts');
    try {
      chmodSync(join(module, '..'), 0o755);
      const code = `
        const { Supervisor } = await import(${JSON.stringify(module)});
        const start = ${JSON.stringify(program(binary))};
        const supervisor = new Supervisor({ children: [{ id: 'a', restart: 'temporary', start }] });
        supervisor.events.on('event', ({ type, code }) => type === 'exit' && console.log(code));
        await supervisor.start();
      `;
      const options = { cwd: '/', uid: NOBODY, gid: NOBODY, env: markedEnv(here.mark), encoding: 'utf8' } as const;
      expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], options)).toBe('0\n');
    } finally {
      await remove();
    }
  });
});
