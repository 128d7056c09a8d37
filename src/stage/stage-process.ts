/** Entry point of the stage process: plays one demo at a time, its log open to gateways. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { loadDemo } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { EventLog } from '../log/index.js';
import type { StageCommand } from '../protocol/messages.js';
import { SOCKETS_VARIABLE, stageSocketPath } from '../protocol/socket-paths.js';
import { ready, SUPERVISOR_SILENT_MS, startBeating, watchSupervisor } from '../supervisor/worker.js';
import { reasonOf } from '../system-error.js';
import { AnyFault } from './any-fault.js';
import { closeWhenIdle } from './close-when-idle.js';
import { sweepEarlierRuns } from './leftovers.js';
import { openLive, openRecording, openStage } from './open-stage.js';
import { type AnyStage, RecordedStage } from './recorded-stage.js';
import { openSocketServer } from './socket-server.js';
import { Refusal, type Snapshot } from './stage.js';
import { StepPlayer } from './step-player.js';

/** A lunch break is longer; what a learner has learned is in the learner's browser, and a stage begins in no time. */
const IDLE_MS = Number(process.env.REBOOT_CAMP_IDLE_MS ?? 5 * 60_000);

const [learner = null] = process.argv.slice(2);
const path = stageSocketPath(process.env[SOCKETS_VARIABLE] as string, learner);
let stage: AnyStage | null = null;
let leaving = false;

async function leave(): Promise<void> {
  if (leaving) return;
  leaving = true;
  await stage?.stop();
  rmSync(path, { force: true });
  process.exit(0);
}
// Before anything is awaited: neither is told twice.
process.on('SIGTERM', leave);
// Where the kernel does not end us with the root, the channel to it tells.
process.on('disconnect', leave);
if (process.connected === false) await leave();

// A stage that was killed leaves its socket behind, and a folder for each demo.
rmSync(path, { force: true });
sweepEarlierRuns();
const log = new EventLog(() => performance.now());
const steps = new StepPlayer(log, carryOut);
const anyFault = new AnyFault();

/** One start after the other: two pages may press the button at once. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

async function demoNamed(name: string): Promise<Demo> {
  const demo = await loadDemo(name).catch((error: Error) => {
    throw new Refusal(`The demo ${name} cannot be read: ${error.message}`);
  });
  if (!demo) throw new Refusal(`There is no demo ${name}.`);
  return demo;
}

/** How the demo is played; null when it is not. */
function mannerOf(name: string): 'live' | 'recorded' | null {
  if (stage?.demo.name !== name || stage.isOver) return null;
  return stage instanceof RecordedStage ? 'recorded' : 'live';
}

/** The stage that a recording takes the place of: its start, if that is under way, ends without a word. */
let replaced: AnyStage | null = null;

async function playRecording(name: string, by?: string): Promise<void> {
  const demo = await demoNamed(name);
  const next = openRecording(demo, log);
  if (mannerOf(name) === 'recorded') return;
  // A start that is under way is not waited for: it may be the reason why somebody wants the recording.
  replaced = stage;
  void stage?.stop();
  return inTurn(async () => {
    if (mannerOf(name) !== 'recorded') await play(() => next, by);
  });
}

const start = (name: string, by?: string): Promise<void> =>
  inTurn(async () => {
    if (mannerOf(name) !== null) return;
    const demo = await demoNamed(name);
    await play(() => openStage(demo, log), by);
  });

const playLive = (name: string, by?: string): Promise<void> =>
  inTurn(async () => {
    if (mannerOf(name) !== 'live') await play(await openLive(await demoNamed(name), log), by);
  });

/** Plays a stage in the place of the one that plays now. `open`: called after the end of that one, and never if this process ends. */
async function play(open: () => AnyStage | Promise<AnyStage>, by?: string): Promise<void> {
  await stage?.stop();
  const next = leaving ? null : await open();
  if (!next || leaving) {
    // Nobody else would end it.
    await next?.stop();
    throw new Refusal('The stage is about to end.');
  }
  stage = next;
  await next.start(by).catch(async (error: Error) => {
    if (!next.isOver) log.append({ type: 'error', message: `${next.demo.name} could not start: ${error.message}` });
    await next.stop();
    if (next !== replaced) throw new Refusal(error.message);
  });
}

async function carryOut(command: StageCommand, by?: string): Promise<void> {
  switch (command.do) {
    case 'start':
      return start(command.demo, by);
    case 'recorded':
      return playRecording(command.demo, by);
    case 'live':
      return playLive(command.demo, by);
    case 'play':
      return steps.play(command.demo, command.step, by);
  }
  if (!stage || stage.isOver) throw new Refusal('No demo is running; start it first.');
  if (command.do === 'any') {
    if (stage.demo.name !== command.demo) throw new Refusal(`The stage plays ${stage.demo.name} now.`);
    return stage.do(anyFault.next(stage.demo, log.view, command.name, log.age), by);
  }
  return stage.do(command, by);
}

const nothing = async (): Promise<Snapshot> => ({ seq: log.next, screens: [] });

const server = await openSocketServer(path, {
  epoch: randomBytes(8).toString('hex'),
  log,
  do: carryOut,
  snapshot: () => (stage && !stage.isOver ? stage.snapshot() : nothing()),
}).catch((error: unknown) => {
  console.error(`The stage cannot listen on its socket: ${path} ${reasonOf(error)}.`);
  process.exit(1);
});

if (learner !== null) closeWhenIdle(server, IDLE_MS, leave);
ready();
startBeating();
watchSupervisor(SUPERVISOR_SILENT_MS);
