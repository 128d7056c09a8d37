/** What stands in the panes. Pure. */
import { clock, duration, ending, type ProcessView } from '../../log/index.js';
import type { Pane } from '../../stage/demo.js';
import type { Frame } from './frame.js';
import { isList, type Layout, type PaneBox, scrolledTo } from './layout.js';
import { fill, firstThatFits, type Line, pad, type Span, TONE_OF, type Tone } from './text.js';

/** Room for any process id that Linux gives out. */
const PID_WIDTH = 7;
const LIFE_WIDTH = 4;
/** With this much room beside its last words a process's state is told as a word too. */
const STATE_WIDTH = 8;
const ROOM_FOR_STATE = 28;

/** Title, status and body of one pane, each line exactly as wide as the pane. */
export function paneLines(frame: Frame, { pane, width }: PaneBox, { bodyRows, nameWidth }: Layout): Line[] {
  const [title, status, body] = isList(pane)
    ? listPane(frame, pane, width, bodyRows, nameWidth)
    : terminalPane(frame, pane, width, bodyRows);
  const padded = [...body, ...Array.from({ length: bodyRows - body.length }, () => [])];
  return [title, status, ...padded].map((line) => fill(line, width));
}

type Parts = [title: Line, status: Line, body: Line[]];

function terminalPane(frame: Frame, pane: Pane, width: number, rows: number): Parts {
  const id = pane.processes[0] as string;
  const process = frame.view.processes[id];
  const isChosen = frame.chosen === id;
  const tone = process ? TONE_OF[process.state] : 'dim';
  const screen = frame.screens.get(id) ?? [];
  return [
    titleLine(frame, pane.title, isChosen, tone === 'dead' ? 'dead' : 'plain', [], width),
    process ? statusLine(frame, process, width) : [],
    lastLines(screen, rows).map(terminalLine),
  ];
}

function titleLine(frame: Frame, title: string, chosen: boolean, tone: Tone, right: Line, width: number): Line {
  const { marks } = frame;
  const left: Span[] = [
    { text: chosen ? marks.chosen : marks.rule, tone: chosen ? 'plain' : 'dim', bold: chosen },
    { text: ` ${title} `, tone, bold: true, inverse: chosen },
  ];
  const used = 1 + title.length + 2 + right.reduce((sum, { text }) => sum + text.length, 0);
  return [...left, { text: marks.rule.repeat(Math.max(0, width - used)), tone: 'dim' }, ...right];
}

/** State as shape and word, pid, which life, and how long it lasts, or how it ended. */
export function statusLine({ marks, now }: Frame, process: ProcessView, width: number): Line {
  const { state, pid, lives, startedAt, lastExit, fault } = process;
  const tone = TONE_OF[state];
  const mark: Span = { text: `${marks.state[state]} `, tone };
  if (pid === null) {
    if (!lastExit) return [mark, { text: state, tone }];
    const how = `${state}: ${ending(lastExit)}`;
    const after = duration(lastExit.uptimeMs);
    const told = [`${how} after ${after}`, `${how} ${after}`, how, ending(lastExit)];
    return firstThatFits(
      told.map((text) => [mark, { text, tone, bold: true }]),
      width,
    );
  }
  const life = `life ${lives}`;
  const up = clock(startedAt === null ? 0 : now - startedAt);
  const word = state === 'up' ? [] : [`${state} ${pid}`];
  const told = [`${state}  pid ${pid}  ${life}  ${up}`, `${state} ${pid} ${life} ${up}`, ...word];
  const candidates = [...told, `${pid} ${life} ${up}`, `${pid} ${life}`, `${pid}`];
  const lingering: Span[] = fault ? [{ text: `  ${fault.name}`, tone: 'wait' }] : [];
  return firstThatFits(
    candidates.flatMap((text) => [
      [mark, { text, tone }, ...lingering],
      [mark, { text, tone }],
    ]),
    width,
  );
}

/** The last `rows` lines with something on them: a terminal's empty end says nothing. */
function lastLines(screen: readonly string[], rows: number): readonly string[] {
  const end = screen.findLastIndex((line) => line !== '') + 1;
  return screen.slice(Math.max(0, end - rows), Math.max(end, rows));
}

/** The stage's own ruled lines in a terminal, in the colours they have there. */
function terminalLine(text: string): Line {
  if (!text.startsWith('── ')) return [{ text }];
  return [{ text, tone: text.startsWith('── reborn') ? 'alive' : 'dead' }];
}

function listPane(frame: Frame, pane: Pane, width: number, rows: number, nameWidth: number): Parts {
  const ids = pane.processes;
  const up = ids.filter((id) => frame.view.processes[id]?.state === 'up').length;
  const isChosen = ids.includes(frame.chosen);
  const tone: Tone = up === 0 && ids.some((id) => frame.view.processes[id]?.lastExit) ? 'dead' : 'plain';
  const count: Line = [{ text: ` ${up} of ${ids.length} up `, tone: up === ids.length ? 'alive' : 'wait' }];
  const state = wordsRoom(width, nameWidth) >= ROOM_FOR_STATE ? pad('state', STATE_WIDTH) : '';
  const heads = ` ${pad('', nameWidth)}   ${pad('pid', PID_WIDTH)} ${pad('life', LIFE_WIDTH)} ${state}last words`;
  const from = scrolledTo(ids.indexOf(frame.chosen), ids.length, rows);
  return [
    titleLine(frame, pane.title, isChosen, tone, count, width),
    [{ text: heads, tone: 'dim' }],
    ids.slice(from, from + rows).map((id) => processRow(frame, id, width, nameWidth)),
  ];
}

/** One process in one line: name, shape, pid, life, and its last words, or the word for its state when it is not up. */
export function processRow(frame: Frame, id: string, width: number, nameWidth: number): Line {
  const { view, marks, chosen } = frame;
  const process = view.processes[id];
  const isChosen = chosen === id;
  const name: Span[] = [
    { text: isChosen ? marks.chosen : ' ', bold: true },
    { text: pad(id, nameWidth), bold: isChosen, inverse: isChosen },
  ];
  if (!process) return name;
  const { state, pid, lives } = process;
  const tone = TONE_OF[state];
  const facts: Span[] = [
    { text: ` ${marks.state[state]} `, tone },
    { text: pad(pid === null ? '' : String(pid), PID_WIDTH), tone },
    { text: ` ${pad(String(lives), LIFE_WIDTH)} `, bold: lives > 1 },
  ];
  return [...name, ...facts, ...lastWords(frame, process, wordsRoom(width, nameWidth))];
}

/** What is left of a row beside the chosen one's mark, the name, the shape, the pid and the life. */
const wordsRoom = (width: number, nameWidth: number) => width - (1 + nameWidth + 3 + PID_WIDTH + LIFE_WIDTH + 2);

function lastWords({ screens }: Frame, process: ProcessView, room: number): Line {
  const { id, state, lastExit, fault } = process;
  const tone = TONE_OF[state];
  const said = screens.get(id)?.findLast((line) => line !== '') ?? '';
  const words: Line =
    fault && state === 'up' ? [{ text: `${fault.name} `, tone: 'wait' }, ...terminalLine(said)] : terminalLine(said);
  if (room >= ROOM_FOR_STATE) {
    return [{ text: pad(state, STATE_WIDTH), tone }, ...words];
  }
  if (state === 'up') return words;
  const how = lastExit && process.pid === null ? ` ${ending(lastExit)}` : '';
  return [{ text: state + how, tone }];
}
