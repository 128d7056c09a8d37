/** A refusal. `code` is OTP's own word for it (`already_present`, `invalid_shutdown`, ...); `message` says what to do. */
export class SupervisorError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of `already_started`: the process that runs. */
    readonly pid?: number,
  ) {
    super(message);
    this.name = 'SupervisorError';
  }
}
