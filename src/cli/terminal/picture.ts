/** The whole picture for a window of a given size, line by line. Pure. */

import { chartLines } from './chart/chart.js';
import type { Frame } from './frame.js';
import { claim, footer, header } from './header-footer.js';
import { help } from './help.js';
import { fitsIn, type Layout, layoutOf, NEEDED, PANE_HEAD_ROWS, type Size } from './layout.js';
import { monitor } from './monitor.js';
import { paneLines } from './panes.js';
import { questionLines } from './question.js';
import { fill, type Line, wrap } from './text.js';
import { treeLines } from './tree.js';

/** `rows` lines of `columns` cells; the keys stand on the last ones. */
export function picture(frame: Frame, size: Size): Line[] {
  const { columns, rows } = size;
  if (!fitsIn(size)) return filled(tooSmall(size), [], size);
  const { demo, chosen, mode } = frame;
  const panes = mode === 'terminal' ? [{ title: chosen, processes: [chosen] }] : demo.panes;
  const layout = layoutOf(demo, panes, size, frame.marks.braille);
  const top = [...header(frame, columns), ...claim(frame, columns, layout.claimRows)];
  const bottom = footer(frame, columns, layout.faultRows);
  const between = rows - top.length - bottom.length;
  return filled([...top, ...middle(frame, layout, between)], bottom, size);
}

function middle(frame: Frame, layout: Layout, rows: number): Line[] {
  switch (frame.mode) {
    case 'help':
      return help(frame, layout.columns, rows);
    case 'question':
      return questionLines(frame, layout.columns, rows);
    case 'tree':
      return treeLines(frame, layout.columns, rows);
    case 'panes':
    case 'terminal':
      return [...panesOf(frame, layout), ...chartLines(frame, layout.columns), ...monitor(frame, layout)];
  }
}

function filled(top: readonly Line[], bottom: readonly Line[], { columns, rows }: Size): Line[] {
  const blank = Array.from({ length: Math.max(0, rows - top.length - bottom.length) }, () => []);
  return [...top, ...blank, ...bottom].slice(0, rows).map((line) => fill(line, columns));
}

const tooSmall = ({ columns, rows }: Size): Line[] => {
  const words =
    `This window is ${columns}x${rows}; the picture needs ${NEEDED.columns}x${NEEDED.rows}. ` +
    'Make it larger; everything runs on meanwhile. q quits.';
  return wrap(words, columns).map((text) => [{ text }]);
};

/** The panes side by side, each line as wide as its pane. */
function panesOf(frame: Frame, layout: Layout): Line[] {
  const columns = layout.panes.map((box) => paneLines(frame, box, layout));
  const bar: Line = [{ text: frame.marks.bar, tone: 'dim' }];
  return Array.from({ length: layout.bodyRows + PANE_HEAD_ROWS }, (_, row) =>
    columns.flatMap((lines, at) => [...(at > 0 ? bar : []), ...(lines[row] ?? [])]),
  );
}
