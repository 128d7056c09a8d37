/** `npm run record -- <demo>`: plays its script, and keeps the log beside it for machines that lack what it needs. */
import { join } from 'node:path';
import { suggest } from '../deck/nearest.js';
import { demoNames, programsOf } from '../demo/catalogue.js';
import { EventLog, type LogEvent } from '../log/index.js';
import { loadSoundDemo } from '../preflight/demos.js';
import { project } from '../project.js';
import { failureOf, playScript } from '../stage/play.js';
import { refuseUnwritable, writeRecording } from '../stage/recording.js';
import { Stage } from '../stage/stage.js';
import { HELP, readOptions } from './options.js';
import { onEnd } from './signals.js';
import { UsageError } from './usage.js';

const COMMAND = 'npm run record --';
const USAGE = `${COMMAND} <demo>
  Plays its script, and keeps the log beside it for machines that lack what it needs.`;

export async function run(args: string[]): Promise<number> {
  const expected = { options: HELP, usage: USAGE, command: COMMAND, allowPositionals: true };
  const { values, positionals } = readOptions(args, expected);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError(`One demo is recorded at a time, and ${positionals.length} are named.\n\n${USAGE}`);
  const demo = await loadSoundDemo(name);
  if (!demo) throw new UsageError(`There is no demo ${name}. ${suggest(name, demoNames())}\n\n${USAGE}`);
  const folder = join(project.demoSources, name);
  refuseUnwritable(folder);
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const events: LogEvent[] = [];
  log.subscribe((event) => void events.push(event));
  const stage = new Stage(demo, programsOf(name), log);
  let trouble = 'it was interrupted';
  let endedWith: number | null = null;
  onEnd((code) => {
    endedWith = code;
    void stage.stop();
  });
  const held = await stage.start().then(
    () => playScript(stage),
    (error: Error) => {
      if (!stage.isOver) trouble = `it could not start: ${error.message}`;
      return false;
    },
  );
  await stage.stop();
  if (!held) {
    console.error(`Nothing is recorded: ${failureOf(log.view) ?? trouble}.`);
    return endedWith ?? 1;
  }
  // How it ends is up to those who watch.
  const end = events.findIndex(({ type }) => type === 'verdict');
  console.log(writeRecording(folder, events.slice(0, end), project.root));
  return 0;
}
