/** The real supervisor of OTP, in one Erlang process that serves any number of scripts. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Command, line } from './commands.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Compiled in memory: nothing is left on the disk. One scheduler: what happens before is told before. */
const BOOT =
  '[{module, Module} = code:load_binary(Module, File, Code) || Module <- [words, oracle], ' +
  'File <- [atom_to_list(Module) ++ ".erl"], {ok, _, Code} <- [compile:file(File, [binary, report])]], oracle:main().';

export class Oracle {
  private readonly erl: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting: ((answer: string) => void)[] = [];
  private end: string | null = null;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.erl = spawn('erl', ['+S', '1', '+sbwt', 'none', '-noinput', '-eval', BOOT], {
      cwd: FOLDER,
      env: { ...env, ERL_CRASH_DUMP: '/dev/null' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface(this.erl.stdout).on('line', (answer) => this.waiting.shift()?.(answer));
    this.erl.once('exit', (code, signal) => {
      this.end = `the oracle has ended: ${code ?? signal}`;
      for (const give of this.waiting) give(this.end);
    });
    // The exit says it all; writing to who has ended is no news.
    this.erl.stdin.on('error', () => {});
  }

  /** A supervisor of its own for each script; one answer for each command. */
  async play(script: Command[]): Promise<string[]> {
    if (this.end !== null) throw new Error(this.end);
    const answer = new Promise<string>((give) => this.waiting.push(give));
    this.erl.stdin.write(`[${script.map(line).join(', ')}]\n`);
    return (await answer).split('\t');
  }

  async close(): Promise<void> {
    this.erl.stdin.end();
    if (this.end === null) await once(this.erl, 'exit');
  }
}
