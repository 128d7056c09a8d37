/** A refusal. `code` is OTP's own word for it (`already_present`, `invalid_shutdown`, ...); `message` says what to do. */
export class SupervisorError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of `already_started`: the process that runs. */
    readonly pid?: number,
    /** Of `start_failed` and `failed_to_start_child`: what the operating system said, if it was asked. */
    override readonly cause?: StartError,
  ) {
    super(message);
    this.name = 'SupervisorError';
  }
}

/** No process came to be. `code` is the name of execve(2)'s error (`ENOENT`, `EACCES`, `ENOEXEC`, ...), `path` what it is about. */
export class StartError extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'StartError';
  }
}
