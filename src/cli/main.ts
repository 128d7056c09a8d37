import { SupervisorError } from '../supervisor/index.js';
import { UsageError } from './usage.js';

const COMMANDS: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
  demo: () => import('./demo.js'),
  present: () => import('./present.js'),
  dev: () => import('./dev.js'),
  check: () => import('./check.js'),
  record: () => import('./record.js'),
};

/** Runs a command; its number becomes the exit code: 0 well, 1 not, 2 bad usage. */
export async function main(command: string, args: string[]): Promise<void> {
  const load = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  try {
    if (!load) throw new UsageError(`There is no command ${command}; there are ${Object.keys(COMMANDS).join(', ')}.`);
    const { run } = await load();
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof SupervisorError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
