/** A refusal. `code` is OTP's own word for it (`already_present`, `invalid_shutdown`, ...); `message` says what to do. */
export class SupervisorError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** The process that runs; with `already_started` only. */
    readonly pid?: number,
    /** The error of the operating system, or the end of the process; with `start_failed` and `failed_to_start_child` only. */
    override readonly cause?: StartError,
  ) {
    super(message);
    this.name = 'SupervisorError';
  }
}

/** The facts about a start that failed; the reason decides which fields there are. Their names are those of Node and of execa. */
export interface StartFailure {
  /** The name of the system's error, when no process came to be: `ENOENT`, `EACCES`, `ENOEXEC`, `EAGAIN`, ... */
  code?: string;
  /** The system call that has refused, or that would refuse: `execve`, `chdir`, `fstat`, `spawn`. */
  syscall?: string;
  /** The file or folder that the error is about; undefined when it is about a descriptor of `listen`. */
  path?: string;
  /** The exit code of the process, when it ended before it was ready; null after a signal. */
  exitCode?: number | null;
  /** The signal that ended the process; null after an exit code. KILL also when the time for the start was over. */
  signal?: NodeJS.Signals | null;
  /** How long the process ran, in ms. */
  uptimeMs?: number;
}

/** A start that failed: no process came to be, or it ended before it was ready. */
export class StartError extends Error implements StartFailure {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly exitCode?: number | null;
  readonly signal?: NodeJS.Signals | null;
  readonly uptimeMs?: number;

  constructor(message: string, failure: StartFailure) {
    super(message);
    this.name = 'StartError';
    Object.assign(this, failureIn(failure));
  }
}

/** The fields of a failure that are set, without any other properties of the given object. */
export function failureIn({ code, syscall, path, exitCode, signal, uptimeMs }: StartFailure): StartFailure {
  const fields = { code, syscall, path, exitCode, signal, uptimeMs };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The failure that the operating system reports in an error of Node's; undefined for any other error. */
export function systemFailure(error: unknown): StartFailure | undefined {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (!(error instanceof Error) || typeof code !== 'string' || typeof syscall !== 'string') return undefined;
  // Node names the program that it was to spawn, and that is a wrapper of ours.
  return { code, syscall: syscall.split(' ')[0], path };
}
