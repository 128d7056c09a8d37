/** The event log on stdout, one JSON object a line and nothing else; commands on stdin, one a line. */
import { JsonLines } from '../log/index.js';
import { FRAME_LIMIT, parseCommand } from '../protocol/messages.js';
import { playScript } from '../stage/play.js';
import { Refusal, type Stage } from '../stage/stage.js';
import { readLines } from './lines.js';
import { onUnheard } from './output.js';
import { onEnd } from './signals.js';

/** In bytes; the largest command fits in, as it does into a page's frame. */
const LINE_LIMIT = FRAME_LIMIT;

const NO_JSON =
  'Wrong command: the line is not JSON. A command is one JSON object on one line, as in {"do":"fault","id":"line-7","name":"kill"}';

export async function playAsJson(stage: Stage, auto: boolean, patienceMs?: number): Promise<number> {
  const lines = new JsonLines();
  stage.log.subscribe((event) => void process.stdout.write(`${lines.write(event)}\n`));
  let endedWith: number | null = null;
  // Nobody listens any more: end in order, as for Ctrl-C.
  onUnheard(() => void stage.stop());
  onEnd((code) => {
    endedWith = code;
    void stage.stop();
  });

  let failed = false;
  const started = stage.start().catch((error: Error) => {
    if (stage.isOver) return;
    failed = true;
    stage.log.append({ type: 'error', message: `${stage.demo.name} could not start: ${error.message}` });
    return stage.stop().then(() => {});
  });
  if (auto) {
    await started;
    const held = !failed && (await playScript(stage, patienceMs));
    await stage.stop();
    return endedWith ?? (held ? 0 : 1);
  }
  takeCommands(stage);
  const leftover = await stopped(stage);
  return failed || leftover > 0 ? 1 : 0;
}

function takeCommands(stage: Stage): void {
  const wrong = (message: string) => {
    if (!stage.isOver) stage.log.append({ type: 'error', message });
  };
  readLines(process.stdin, LINE_LIMIT, {
    line: (line) => {
      if (stage.isOver || line.trim() === '') return;
      const value = parseLine(line);
      if (value === undefined) return wrong(NO_JSON);
      const parsed = parseCommand(value);
      if ('wrong' in parsed) wrong(parsed.wrong);
      else {
        stage.do(parsed.command, 'stdin').catch((error: Error) => {
          wrong(error.message);
          if (!(error instanceof Refusal)) void stage.stop();
        });
      }
    },
    tooLong: () => wrong(`Wrong command: a line has ${LINE_LIMIT} bytes at most. This one is skipped to its end.`),
    end: () => void stage.stop(),
  });
}

function parseLine(line: string): unknown {
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
