/** The heart monitor: a lane for each process, in columns. Pure. */
import type { Frame } from './frame.js';
import { cellMs, lane, middleOf } from './lane.js';
import { BETWEEN_LANES, LANE_HEAD, type Layout, scrolledTo, shownProcesses } from './layout.js';
import { fill, type Line, pad, ruled, type Span, TONE_OF } from './text.js';

/** A ruled line with its title, then the lanes. */
export function monitor(frame: Frame, layout: Layout): Line[] {
  const { columns, lanes, laneRows, columnWidth } = layout.monitor;
  const ids = shownProcesses(frame.demo);
  const from = scrolledTo(ids.indexOf(frame.chosen), ids.length, columns * lanes);
  const shown = ids.slice(from, from + columns * lanes);
  const lines = Array.from({ length: lanes }, (_, row) => {
    const across = Array.from({ length: columns }, (_, column) => shown[column * lanes + row]);
    return besideEachOther(across.map((id) => (id === undefined ? [] : labelled(frame, id, layout))));
  });
  return [title(frame, layout), ...lines.flat()].map((line) => fill(line, layout.columns));

  function besideEachOther(cells: Line[][]): Line[] {
    return Array.from({ length: laneRows }, (_, row) =>
      cells.flatMap((cell, column): Line => {
        const gap: Line = column > 0 ? [{ text: ' '.repeat(BETWEEN_LANES) }] : [];
        return [...gap, ...fill(cell[row] ?? [], columnWidth)];
      }),
    );
  }
}

const laneCells = ({ monitor: { columnWidth }, nameWidth }: Layout) => columnWidth - nameWidth - LANE_HEAD;

function title({ marks }: Frame, layout: Layout): Line {
  const cells = laneCells(layout);
  const seconds = ((cells * cellMs(cells)) / 1000).toFixed(0);
  const words: Line = [
    { text: 'heart monitor', bold: true },
    { text: ` the last ${seconds} s`, tone: 'dim' },
  ];
  return withMeetings(ruled(words, marks.rule, layout.columns), layout, marks.meets);
}

/** Where the bars between the panes end, the rule has a mark. */
function withMeetings(rule: Line, { panes, columns }: Layout, mark: string): Line {
  let at = 0;
  const meetings = panes.slice(0, -1).map(({ width }) => {
    at += width + 1;
    return at - 1;
  });
  const head = rule.slice(0, -1);
  const tail = rule.at(-1) as Span;
  const begin = columns - tail.text.length;
  const drawn = [...tail.text].map((character, place) => (meetings.includes(begin + place) ? mark : character));
  return [...head, { ...tail, text: drawn.join('') }];
}

/** A lane with its mark and name, which stand where the flat line is. */
function labelled(frame: Frame, id: string, layout: Layout): Line[] {
  const { view, chosen, marks } = frame;
  const process = view.processes[id];
  const { laneRows } = layout.monitor;
  const isChosen = id === chosen;
  const tone = process ? TONE_OF[process.state] : 'dim';
  const name: Span[] = [
    { text: marks.state[process?.state ?? 'waiting'], tone },
    { text: isChosen ? marks.chosen : ' ', bold: true },
    { text: pad(id, layout.nameWidth), tone: isChosen || tone === 'alive' ? 'plain' : tone, inverse: isChosen },
    { text: ' ' },
  ];
  const blank: Span[] = [{ text: ' '.repeat(layout.nameWidth + LANE_HEAD) }];
  const drawn = process ? laneOf(frame, id, laneCells(layout), laneRows) : [];
  return drawn.map((line, row) => [...(row === middleOf(laneRows) ? name : blank), ...line]);
}

export function laneOf({ view, now, rebirths, marks }: Frame, id: string, cells: number, rows: number): Line[] {
  const process = view.processes[id];
  const own = rebirths.filter((rebirth) => rebirth.id === id && rebirth.at <= now);
  return process ? lane(process, own, now, { cells, rows, marks }) : [];
}
