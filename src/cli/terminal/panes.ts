/** The content of the panes. Pure. */

import type { Pane } from '../../demo/demo.js';
import { clock, duration, ending, type ProcessView, worstState } from '../../log/index.js';
import { isList } from './columns.js';
import type { Frame } from './frame.js';
import type { Layout, PaneBox } from './layout.js';
import { listBody } from './list.js';
import { screenLines } from './screen-lines.js';
import { spentBy, strategyWords } from './strategy.js';
import { fill, firstThatFits, type Line, type Span, type Style, TONE_OF } from './text.js';

/** Title, status and body of one pane, each line exactly as wide as the pane. */
export function paneLines(frame: Frame, { pane, width }: PaneBox, { bodyRows, nameWidth }: Layout): Line[] {
  const body = isList(pane)
    ? listBody(frame, pane, { width, rows: bodyRows, nameWidth })
    : screenLines(frame, pane.processes[0] as string, width, bodyRows);
  const status = isList(pane) ? groupStatus(frame, pane, width) : processStatus(frame, pane.processes[0], width);
  const padded = [...body, ...Array.from({ length: bodyRows - body.length }, () => [])];
  return [titleBand(frame, pane, width), ...[status, ...padded].map((line) => fill(line, width))];
}

/** A printed band: in the colour of death when all in it are dead; the chosen pane's has its mark. */
function titleBand(frame: Frame, pane: Pane, width: number): Line {
  const { marks, chosen, view } = frame;
  const state = worstState(view, pane.processes);
  const isDead = pane.processes.every((id) => view.processes[id]?.lastExit && view.processes[id]?.pid === null);
  const isChosen = pane.processes.includes(chosen);
  const style: Style = isDead ? { tone: 'dead', inverse: true } : isChosen ? { inverse: true } : {};
  const left: Line = [
    { text: isChosen ? marks.chosen : ' ', ...style, bold: true },
    { text: `${marks.state[state]} `, ...style, ...(style.inverse ? {} : { tone: TONE_OF[state] }) },
    { text: pane.title, ...style, bold: true },
  ];
  return fill(left, width, style);
}

function groupStatus(frame: Frame, { processes }: Pane, width: number): Line {
  const { view, demo, now, marks } = frame;
  const up = processes.filter((id) => view.processes[id]?.state === 'up').length;
  const parents = new Set(processes.map((id) => view.processes[id]?.parent));
  const [parent] = parents;
  const count: Span = { text: ` ${up} of ${processes.length} up`, tone: up === processes.length ? 'alive' : 'wait' };
  if (parents.size !== 1 || !parent) return [count];
  const spent = spentBy(parent, demo, view, now);
  const strategy: Line = [{ text: ` ${marks.dash} ${strategyWords(parent, demo)}`, tone: 'dim' }];
  const budget: Line = spent ? [{ text: ` ${marks.dash} ${spent}`, tone: 'wait' }] : [];
  return firstThatFits([[count, ...strategy, ...budget], [count, ...budget], [count, ...strategy], [count]], width);
}

const processStatus = (frame: Frame, id: string | undefined, width: number): Line => {
  const process = frame.view.processes[id ?? ''];
  return process ? [{ text: ' ' }, ...statusLine(frame, process, width - 1)] : [];
};

/** State as a word, pid, which life, and how long it lasts, or how it ended. */
export function statusLine({ now }: Frame, process: ProcessView, width: number): Line {
  const { state, pid, lives, startedAt, lastExit, fault } = process;
  const tone = TONE_OF[state];
  if (pid === null) {
    if (!lastExit) return [{ text: state, tone }];
    const how = `${state}: ${ending(lastExit)}`;
    const after = duration(lastExit.uptimeMs);
    const told = [`${how} after ${after}`, `${how} ${after}`, how, ending(lastExit)];
    return firstThatFits(
      told.map((text) => [{ text, tone, bold: true }]),
      width,
    );
  }
  const life = lives > 1 ? ` life ${lives}` : '';
  const up = clock(startedAt === null ? 0 : now - startedAt);
  // A state that is not the usual one is told before all else.
  const isUp = state === 'up';
  const told = [`${state} pid ${pid}${life} ${up}`, `${state} ${pid}${life} ${up}`, `${state} ${pid}${life}`];
  const short = isUp ? [`${pid}${life} ${up}`, `${pid}${life}`, `${pid}`] : [`${state} ${pid}`, state];
  const lingering: Span[] = fault && isUp ? [{ text: ` ${fault.name}`, tone: 'wait', bold: true }] : [];
  return firstThatFits(
    [...told, ...short].flatMap((text) => [[{ text, tone }, ...lingering], [{ text, tone }]]),
    width,
  );
}
