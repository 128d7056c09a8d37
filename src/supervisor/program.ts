/**
 * Can this program be run? A wrapper always starts; if the wrapper then finds nothing
 * to `exec`, the end looks like that of a program that failed. Therefore these checks
 * find before the start what execve(2) would refuse, and explain it in more words.
 */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { StartError } from './errors.js';
import { findProgram, noProgram, notRun, type Problem, pathOf, permissions, problemOf, whyNotFound } from './paths.js';
import { type Format, formatOf, HEAD_BYTES, handles, processorOf, runs } from './program-format.js';
import type { ProcessStart } from './spec.js';

export { findProgram };

/** Linux follows so many scripts whose interpreters are scripts. */
const MAX_INTERPRETERS = 5;

/** Throws a `StartError` if there is no such program, if this machine cannot run it, or if its folder or a socket is missing. */
export function checkThatItCanRun(start: ProcessStart): void {
  const { command, cwd, env = process.env as Record<string, string>, listen = [] } = start;
  for (const descriptor of listen) checkDescriptor(descriptor);
  if (cwd !== undefined) checkFolder(cwd);
  const file = findProgram(command, env.PATH, cwd);
  if (file === undefined) throw noProgram(command, env.PATH, cwd);
  if (process.platform === 'linux') checkFormat(file, { cwd, path: env.PATH });
}

/** The error has no path, because it is about no file: fstat(2) takes a descriptor. */
function checkDescriptor(descriptor: number): void {
  try {
    fstatSync(descriptor);
  } catch {
    const says = `it is to listen on file descriptor ${descriptor}, which is not open here: hold it as long as the child may start`;
    throw new StartError(says, { code: 'EBADF', syscall: 'fstat' });
  }
}

const closed = (code: string, path: string, says: string) => new StartError(says, { code, syscall: 'chdir', path });

function checkFolder(folder: string): void {
  const found = statOf(folder);
  if (!found.isDirectory()) throw closed('ENOTDIR', folder, `it is to run in ${folder}, which is not a folder`);
  try {
    accessSync(folder, constants.X_OK);
  } catch {
    const says = `it is to run in the folder ${folder}, which this user may not enter: ${permissions(found)}`;
    throw closed('EACCES', folder, says);
  }
}

function statOf(folder: string): Stats {
  try {
    return statSync(folder);
  } catch (error) {
    const { code = 'EINVAL' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw closed(code, folder, `there is no folder ${folder} for it to run in: make it`);
    throw closed(code, folder, `it is to run in the folder ${folder}, which ${whyNotFound(folder, code).says}`);
  }
}

/** Where a script's interpreter is looked for. */
interface Place {
  cwd: string | undefined;
  path: string | undefined;
}

/** Binaries that passed the checks, by path, with their version, because most programs are started again and again. */
const inOrder = new Map<string, string>();
/** A process that starts more different programs than this gains nothing from the list, so the list is cleared. */
const MOST_IN_ORDER = 100;

function checkFormat(file: string, place: Place, followed = 0): void {
  const { ino, ctimeMs } = statSync(file);
  const version = `${ino} ${ctimeMs}`;
  if (inOrder.get(file) === version) return;
  const head = headOf(file);
  // A program need not be readable to be run.
  if (!head) return;
  const format = formatOf(head);
  if (format.kind === 'script') {
    const interpreter = interpreterOf(file, format, place);
    if (followed === MAX_INTERPRETERS) {
      throw notRun('ELOOP', file, `${file} is a script for a script, ${followed} times over`);
    }
    checkFormat(interpreter, place, followed + 1);
    return;
  }
  const problem = format.kind === 'elf' ? problemOfElf(format) : NO_PROGRAM[format.kind];
  if (problem && !isHandled(file, head)) {
    throw notRun(problem.code, problem.path ?? file, `${file} ${problem.says}`);
  }
  if (inOrder.size >= MOST_IN_ORDER) inOrder.clear();
  inOrder.set(file, version);
}

type FileProblem = Problem & { path?: string };

const NO_PROGRAM: Record<'part' | 'unknown', FileProblem> = {
  part: { code: 'ENOEXEC', says: 'is a binary that is cut off, or was not linked: copy or build it again' },
  unknown: {
    code: 'ENOEXEC',
    says: 'is neither a binary nor a script that names its interpreter: begin it with a line like #!/bin/sh',
  },
};

function problemOfElf({ machine, loader }: Extract<Format, { kind: 'elf' }>): FileProblem | null {
  if (!runs(process.arch, machine)) {
    return { code: 'ENOEXEC', says: `is a program for ${processorOf(machine)}, and this machine is ${process.arch}` };
  }
  const problem = loader === null ? null : problemOf(loader);
  if (!problem) return null;
  const says = `needs ${loader}, which ${problem.says}: it was built for another C library, or that one is not installed`;
  return { code: problem.code, path: loader as string, says };
}

/** The file that is to read the script. Throws when there is none. */
function interpreterOf(file: string, format: Extract<Format, { kind: 'script' }>, { cwd, path }: Place): string {
  const { interpreter, argument } = format;
  if (interpreter === '') throw notRun('ENOEXEC', file, `${file} names no interpreter after its #!`);
  const place = pathOf(cwd ?? '.', interpreter);
  const problem = problemOf(place);
  if (problem) {
    const why = interpreter.endsWith('\r')
      ? 'its first line ends with a carriage return, which is taken for a part of the name'
      : `its interpreter ${interpreter} ${problem.says}`;
    throw notRun(problem.code, interpreter, `${file} cannot be run: ${why}`);
  }
  const name = basename(interpreter) === 'env' ? programForEnv(argument) : null;
  if (name === null) return place;
  const named = findProgram(name, path, cwd);
  if (named !== undefined) return named;
  const { code = 'ENOENT', message } = noProgram(name, path, cwd);
  const hint = /\s/.test(name) ? '; env takes all of it for one name, unless it begins with -S' : '';
  throw notRun(code, name, `${file} cannot be run: its interpreter is ${name}, and ${message}${hint}`);
}

/**
 * The program that env(1) is asked to run; null when the argument
 * is more than a name, because then only `env` itself can tell.
 */
function programForEnv(argument: string): string | null {
  const split = argument.startsWith('-S');
  const name = split ? argument.slice(2).trim().split(/\s/)[0] : argument;
  return name && !name.startsWith('-') && !name.includes('=') ? name : null;
}

function headOf(file: string): Buffer | null {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(fd, head));
  } catch {
    return null;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const HANDLERS = '/proc/sys/fs/binfmt_misc';

function isHandled(file: string, head: Buffer): boolean {
  try {
    return readdirSync(HANDLERS)
      .filter((name) => name !== 'register' && name !== 'status')
      .some((name) => handles(readFileSync(join(HANDLERS, name), 'utf8'), file, head));
  } catch {
    return false;
  }
}
