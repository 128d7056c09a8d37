/** `npm run replay -- <file>`: shows a recorded talk again, with its demos and its votes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { project } from '../project.js';
import { firstShown, parseTalkRecording, type TalkRecording } from '../protocol/talk-recording.js';
import { reasonOf } from '../system-error.js';
import { HELP, readOptions } from './options.js';
import { present } from './present.js';
import { UsageError } from './usage.js';

const COMMAND = 'npm run replay --';
const USAGE = `${COMMAND} <file> [options]
  --speed <number>  how many times as fast as it was (1)
  --from <slide>    begin where that slide is first shown (1)
  --port <number>   where to listen (1986)
  --host <name>     the address to listen on (127.0.0.1: this machine only)
  --share           let others on the network watch
  --no-open         do not open the browser

A talk is recorded by: npm start -- --record <file>`;

export async function run(args: string[]): Promise<number> {
  const options = {
    speed: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    port: { type: 'string' },
    host: { type: 'string' },
    share: { type: 'boolean' },
    open: { type: 'boolean' },
    ...HELP,
  } as const;
  const { values, positionals } = readOptions(args, {
    options,
    usage: USAGE,
    command: COMMAND,
    allowPositionals: true,
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError(`One file is shown at a time, and ${positionals.length} are named.\n\n${USAGE}`);
  const speed = numberIn('speed', values.speed, 0.1, 100);
  const slide = numberIn('from', values.from, 1, 9999);
  const from = firstShown(readRecording(file), slide - 1);
  if (from === null) throw new UsageError(`--from ${slide}: that slide is not shown in ${file}.`);
  const { port, host, share, open } = values;
  const passed = [
    ...(port === undefined ? [] : ['--port', port]),
    ...(host === undefined ? [] : ['--host', host]),
    ...(share ? ['--share'] : []),
    ...(open === false ? ['--no-open'] : []),
  ];
  return present(passed, project.pages, COMMAND, { replay: { file: resolve(file), speed, from } });
}

function readRecording(file: string): TalkRecording {
  try {
    return parseTalkRecording(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw new UsageError((error as Error).message);
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

function numberIn(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most))
    throw new UsageError(`--${option} ${text}: expected a number from ${least} to ${most}.\n\n${USAGE}`);
  return number;
}
