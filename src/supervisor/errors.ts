/** A refusal. `code` is OTP's own word for it (`already_present`, `invalid_shutdown`, ...); `message` says what to do. */
export class SupervisorError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'SupervisorError';
  }
}
