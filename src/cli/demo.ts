import { suggest } from '../deck/nearest.js';
import { demoNames, programsOf } from '../demo/catalogue.js';
import { EventLog } from '../log/index.js';
import { loadSoundDemo } from '../preflight/demos.js';
import { sweepEarlierRuns } from '../stage/leftovers.js';
import { openStage } from '../stage/open-stage.js';
import type { AnyStage } from '../stage/recorded-stage.js';
import { Stage } from '../stage/stage.js';
import { HELP, readOptions } from './options.js';
import { terminalCapabilities } from './terminal/capabilities.js';
import { UsageError } from './usage.js';

const USAGE = `npm run demo                       the list
npm run demo <name>                play it in this terminal
npm run demo <name> -- --auto      play its script and judge it: exit code 0 when all of it held
                                   (--patience S: each condition has S seconds, where the demo says nothing else 20)
npm run -s demo <name> -- --json   the event log on stdout, commands on stdin, one JSON object a line
npm run demo <name> -- --seed N    with the luck of the run that had this seed
npm run demo <name> -- --units DIR its tree for runit, systemd and launchd, written to DIR; starts nothing
TERM=dumb npm run demo <name>      in plain lines, commands typed: to have it read aloud`;

const COMMAND = 'npm run demo <name> --';
const OPTIONS = {
  auto: { type: 'boolean' },
  json: { type: 'boolean' },
  seed: { type: 'string' },
  patience: { type: 'string' },
  units: { type: 'string' },
  ...HELP,
} as const;

const parse = (args: string[]) =>
  readOptions(args, { options: OPTIONS, usage: USAGE, command: COMMAND, allowPositionals: true });

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One demo at a time: ${name}, not ${more.join(' ')} too.\n\n${USAGE}`);
  if (name === undefined) {
    const { list, namesInOrder } = await import('./demo-list.js');
    if (Object.keys(values).length > 0)
      throw new UsageError(`Which demo? ${(await namesInOrder()).join(', ')}\n\n${USAGE}`);
    return list();
  }
  const demo = await loadSoundDemo(name);
  if (!demo) {
    throw new UsageError(`There is no demo ${name}. ${suggest(name, demoNames())} The list: npm run demo`);
  }
  if (values.units !== undefined && Object.keys(values).length > 1)
    throw new UsageError(`--units starts nothing, so no other option goes with it.\n\n${USAGE}`);
  if (values.units !== undefined) return (await import('./demo-units.js')).writeUnits(demo, values.units);
  if (values.patience !== undefined && !values.auto)
    throw new UsageError(`--patience is for --auto, which waits for conditions.\n\n${USAGE}`);
  const seed = values.seed === undefined ? undefined : seedOf(values.seed);
  const runner = await chooseRunner(values);
  const face = runner ? null : await chooseFrontend();
  sweepEarlierRuns();
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  // A recording shows; it proves nothing.
  return face
    ? face(await openStage(demo, log, seed))
    : (runner as HeadlessRunner)(new Stage(demo, programsOf(name), log, seed));
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--seed ${text}: a seed is a number of at most nine digits.\n\n${USAGE}`);
}

/** In ms. */
function patienceOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text) * 1000;
  throw new UsageError(`--patience ${text}: a patience is a number of whole seconds, from 1 to 9999.\n\n${USAGE}`);
}

type HeadlessRunner = (stage: Stage) => Promise<number>;
type Frontend = (stage: AnyStage) => Promise<number>;

/** Null when somebody wants to see it and play. */
async function chooseRunner(values: {
  auto?: boolean;
  json?: boolean;
  patience?: string;
}): Promise<HeadlessRunner | null> {
  const patienceMs = values.patience === undefined ? undefined : patienceOf(values.patience);
  if (values.json) {
    const { playAsJson } = await import('./demo-json.js');
    return (stage) => playAsJson(stage, values.auto ?? false, patienceMs);
  }
  if (!values.auto) return null;
  const { playAutomatically } = await import('./demo-auto.js');
  return (stage) => playAutomatically(stage, patienceMs);
}

async function chooseFrontend(): Promise<Frontend> {
  const { checkTerminal, playInTerminal } = await import('./demo-terminal.js');
  checkTerminal();
  if (terminalCapabilities(process.env, true).picture) return playInTerminal;
  return (await import('./demo-lines.js')).playInLines;
}
