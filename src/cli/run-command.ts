import { WrongDemo } from '../preflight/demos.js';
import { SupervisorError } from '../supervisor/index.js';
import { explain } from '../system-error.js';
import { outliveOutput } from './output.js';
import { UsageError } from './usage.js';

const COMMANDS: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
  demo: () => import('./demo.js'),
  present: () => import('./present.js'),
  dev: () => import('./dev.js'),
  check: () => import('./check.js'),
  record: () => import('./record.js'),
  replay: () => import('./replay.js'),
  export: () => import('./export.js'),
};

/** Runs a command; its number becomes the exit code: 0 well, 1 not, 2 bad usage. */
export async function runCommand(command: string, args: string[]): Promise<void> {
  outliveOutput();
  const load = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  try {
    if (!load) throw new UsageError(`There is no command ${command}; there are ${Object.keys(COMMANDS).join(', ')}.`);
    const { run } = await load();
    process.exitCode = await run(args);
  } catch (error) {
    const refusal = error instanceof UsageError ? error.message : explain(error);
    const message = refusal ?? (error instanceof SupervisorError || error instanceof WrongDemo ? error.message : null);
    if (message === null) throw error;
    console.error(message);
    process.exitCode = refusal === null ? 1 : 2;
  }
}
