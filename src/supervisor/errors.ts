/** A refusal. `code` is OTP's own word for it (`already_present`, `invalid_shutdown`, ...); `message` says what to do. */
export class SupervisorError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of `already_started`: the process that runs. */
    readonly pid?: number,
    /** Of `start_failed` and `failed_to_start_child`: what the operating system said, or how the process ended. */
    override readonly cause?: StartError,
  ) {
    super(message);
    this.name = 'SupervisorError';
  }
}

/** What is known of a start that failed; why it failed says which fields there are. Their names are those of Node and of execa. */
export interface StartFailure {
  /** When no process came to be: the name of the system's error, `ENOENT`, `EACCES`, `ENOEXEC`, `EAGAIN`, ... */
  code?: string;
  /** The system call that has refused, or that would: `execve`, `chdir`, `fstat`, `spawn`. */
  syscall?: string;
  /** The file or folder that the error is about. */
  path?: string;
  /** When the process ended before it was ready: its exit code; null after a signal. */
  exitCode?: number | null;
  /** The signal that ended it; null after an exit code. KILL also when the time for the start was over. */
  signal?: NodeJS.Signals | null;
  /** How long it lived, in ms. */
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

/** The fields of a failure that there are, without any others that a thing has. */
export function failureIn({ code, syscall, path, exitCode, signal, uptimeMs }: StartFailure): StartFailure {
  const fields = { code, syscall, path, exitCode, signal, uptimeMs };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What the operating system says in an error of Node's; undefined for any other error. */
export function systemFailure(error: unknown): StartFailure | undefined {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (!(error instanceof Error) || typeof code !== 'string' || typeof syscall !== 'string') return undefined;
  // Node says which program it was to spawn, and that is a wrapper of ours.
  return { code, syscall: syscall.split(' ')[0], path };
}
