/** The demo in plain lines, commands typed: for a terminal that draws nothing, and for those who have it read aloud. */

import { faultsOf, workersOf } from '../demo/demo.js';
import { availability, duration, ending, median, type ProcessView, percent } from '../log/index.js';
import type { Command } from '../protocol/messages.js';
import type { AnyStage } from '../stage/recorded-stage.js';
import { Refusal } from '../stage/stage.js';
import { readLines } from './lines.js';
import { narrate, summary } from './narration.js';
import { onEnd } from './signals.js';

const LINE_LIMIT = 4096;
const WORDS = `<fault> <process>   as in: kill NAME
step                the next stunt of the script
start <process>     boot again what is off
list                how everybody is
reset               everything new
quit                stop everything in order and leave`;

export async function playInLines(stage: AnyStage): Promise<number> {
  const say = (text: string) => console.log(text);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  onEnd(end);
  say(`${stage.demo.title}: ${stage.demo.claim}`);
  narrate(stage.log, say);
  readLines(process.stdin, LINE_LIMIT, {
    line: (line) => execute(stage, parseLine(line), say, end),
    tooLong: () => say('That is too long.'),
    end,
  });
  const failed = await Promise.race([
    stage.start().then(
      () => null,
      (error: Error) => error,
    ),
    ended.then(() => null),
  ]);
  if (!failed && !stage.isOver) {
    say(helpOf(stage));
    await ended;
  }
  const leftover = await stage.stop();
  process.stdin.destroy();
  if (failed) console.error(`${stage.demo.name} could not start: ${failed.message}`);
  else say(summary(stage.demo.title, stage.log.view));
  return failed || leftover > 0 ? 1 : 0;
}

type LineCommand =
  | Extract<Command, { do: 'fault' | 'step' | 'restart' | 'reset' }>
  | 'list'
  | 'help'
  | 'quit'
  | 'nothing';

/** The command of a typed line. Pure. */
export function parseLine(line: string): LineCommand {
  const [word = '', id, ...more] = line.trim().split(/\s+/);
  if (word === '') return 'nothing';
  if (more.length > 0) return 'help';
  if (id !== undefined) return word === 'start' ? { do: 'restart', id } : { do: 'fault', id, name: word };
  if (word === 'step' || word === 'reset') return { do: word };
  return word === 'list' || word === 'quit' ? word : 'help';
}

function execute(stage: AnyStage, command: LineCommand, say: (text: string) => void, quit: () => void): void {
  if (command === 'nothing' || stage.isOver) return;
  if (command === 'quit') quit();
  else if (command === 'list') say(listOf(stage));
  else if (command === 'help') say(helpOf(stage));
  else {
    stage.do(command, 'stdin').catch((error: Error) => {
      say(error instanceof Refusal ? error.message : `That failed: ${error.message}`);
    });
  }
}

/** Processes with the same faults stand on one line. */
function helpOf({ demo }: AnyStage): string {
  const byFaults = new Map<string, string[]>();
  for (const { id } of workersOf(demo.tree)) {
    const faults = faultsOf(demo, id).join(' ');
    byFaults.set(faults, [...(byFaults.get(faults) ?? []), id]);
  }
  const processes = [...byFaults].map(([faults, ids]) => `${ids.join(' ')}\n  take: ${faults}`);
  const [first = ''] = workersOf(demo.tree).map(({ id }) => id);
  return `Processes: ${processes.join('\n')}\nType:\n${WORDS.replace('NAME', first)}`;
}

function listOf({ log: { view } }: AnyStage): string {
  const back = median(view.recoveries);
  const figures = [
    `${view.kills} ${view.kills === 1 ? 'death' : 'deaths'}`,
    `${back === null ? 'none' : duration(back)} to recover (median)`,
    `${percent(availability(view, view.at))} up`,
  ];
  return [...Object.values(view.processes).map(lineOf), figures.join(', ')].join('\n');
}

function lineOf({ id, state, pid, lives, lastExit }: ProcessView): string {
  if (pid !== null) return `${id}: ${state}, pid ${pid}, life ${lives}`;
  return lastExit ? `${id}: ${state}, ${ending(lastExit)} after ${duration(lastExit.uptimeMs)}` : `${id}: ${state}`;
}
