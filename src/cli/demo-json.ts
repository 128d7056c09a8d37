/** The event log on stdout, one JSON object a line and nothing else; commands on stdin, one a line. */
import { createInterface } from 'node:readline';
import { JsonLines } from '../log/index.js';
import { parseCommand } from '../protocol.js';
import { playScript } from '../stage/play.js';
import { Refusal, type Stage } from '../stage/stage.js';
import { onEnd } from './signals.js';

/** A line longer than this is not a command; in bytes. */
const LINE_LIMIT = 256 * 1024;

export async function playAsJson(stage: Stage, auto: boolean): Promise<number> {
  const lines = new JsonLines();
  stage.log.subscribe((event) => void process.stdout.write(`${lines.write(event)}\n`));
  const stop = () => void stage.stop();
  // Nobody listens any more: end in order, as for Ctrl-C.
  process.stdout.on('error', stop);
  onEnd(stop);

  let failed = false;
  const begun = stage.start().catch((error: Error) => {
    if (stage.isOver) return;
    failed = true;
    stage.log.append({ type: 'error', message: `${stage.demo.name} could not start: ${error.message}` });
    return stage.stop().then(() => {});
  });
  if (auto) {
    await begun;
    const held = !failed && (await playScript(stage));
    await stage.stop();
    return held ? 0 : 1;
  }
  takeCommands(stage);
  const leftover = await stopped(stage);
  return failed || leftover > 0 ? 1 : 0;
}

function takeCommands(stage: Stage): void {
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const wrong = (message: string) => void stage.log.append({ type: 'error', message });
  input.on('line', (line) => {
    if (stage.isOver || line.trim() === '') return;
    const parsed = parseCommand(parseLine(line));
    if ('wrong' in parsed) wrong(parsed.wrong);
    else {
      stage.do(parsed.command).catch((error: Error) => {
        if (!stage.isOver) wrong(error.message);
        if (!(error instanceof Refusal)) void stage.stop();
      });
    }
  });
  input.on('close', () => void stage.stop());
}

function parseLine(line: string): unknown {
  if (line.length > LINE_LIMIT) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const stopped = (stage: Stage) =>
  new Promise<number>((resolve) => {
    if (stage.log.view.leftover !== null) resolve(stage.log.view.leftover);
    stage.log.subscribe((event) => {
      if (event.type === 'stop') {
        resolve(event.leftover);
        process.stdin.destroy();
      }
    });
  });
