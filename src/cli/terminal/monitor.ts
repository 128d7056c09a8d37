/** The heart monitor: a lane for each process, in columns. Pure. */
import type { Frame } from './frame.js';
import { cellMs, lane } from './lane.js';
import { BETWEEN_LANES, type Layout, scrolledTo, shownProcesses } from './layout.js';
import { fill, type Line, pad, type Span, TONE_OF } from './text.js';

/** Lines for the rows below the panes: a ruled line if there is room for one, then the lanes. */
export function monitor(frame: Frame, layout: Layout): Line[] {
  const { columns, lanes } = layout.monitor;
  const ids = shownProcesses(frame.demo);
  const from = scrolledTo(ids.indexOf(frame.chosen), ids.length, columns * lanes);
  const shown = ids.slice(from, from + columns * lanes);
  const lines = Array.from({ length: lanes }, (_, row) => {
    const across = Array.from({ length: columns }, (_, column) => shown[column * lanes + row]);
    return besideEachOther(across.map((id) => (id === undefined ? [] : labelled(frame, id, layout))));
  });
  return [...(layout.titled ? [title(frame, layout)] : []), ...lines.flat()].map((line) => fill(line, layout.columns));

  function besideEachOther(cells: Line[][]): Line[] {
    return Array.from({ length: layout.monitor.laneRows }, (_, row) =>
      cells.flatMap((cell, column) => [
        ...(column > 0 ? [{ text: ' '.repeat(BETWEEN_LANES) }] : []),
        ...fill(cell[row] ?? [], layout.monitor.columnWidth),
      ]),
    );
  }
}

const laneCells = ({ monitor: { columnWidth }, nameWidth }: Layout) => columnWidth - nameWidth - 2;

function title({ marks }: Frame, layout: Layout): Line {
  const cells = laneCells(layout);
  const words = ` heart monitor, the last ${((cells * cellMs(cells)) / 1000).toFixed(0)} s `;
  return [
    { text: marks.rule, tone: 'dim' },
    { text: words, bold: true },
    { text: marks.rule.repeat(Math.max(0, layout.columns - words.length - 1)), tone: 'dim' },
  ];
}

/** A lane with its name, which stands where the flat line is. */
function labelled({ view, now, chosen, marks }: Frame, id: string, layout: Layout): Line[] {
  const process = view.processes[id];
  const { laneRows } = layout.monitor;
  const isChosen = id === chosen;
  const tone = process ? TONE_OF[process.state] : 'dim';
  const name: Span[] = [
    { text: isChosen ? marks.chosen : ' ', bold: true },
    { text: pad(id, layout.nameWidth), tone, inverse: isChosen },
    { text: ' ' },
  ];
  const blank: Span[] = [{ text: ' '.repeat(layout.nameWidth + 2) }];
  const drawn = process ? lane(process, now, laneCells(layout), laneRows, marks) : [];
  const middle = Math.floor((laneRows * 2) / 3);
  return drawn.map((line, row) => [...(row === middle ? name : blank), ...line]);
}
