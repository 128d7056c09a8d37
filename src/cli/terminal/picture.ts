/** The whole picture for a window of a given size, line by line. Pure. */
import { faultBar, header, help, keyBar } from './bars.js';
import type { Frame } from './frame.js';
import { fitsIn, type Layout, layoutOf, PANE_HEAD_ROWS, type Size, tooSmall } from './layout.js';
import { monitor } from './monitor.js';
import { paneLines } from './panes.js';
import { ansi, type Line, wrap } from './text.js';

/** Lines for a terminal, at most `rows` of them; the keys stand on the last ones. */
export function picture(frame: Frame, size: Size, colour: boolean): string[] {
  const { columns, rows } = size;
  if (!fitsIn(size)) return wrap(tooSmall(size), columns).slice(0, rows);
  const layout = layoutOf(frame.demo, size, frame.marks.braille);
  const body = frame.help ? help(frame, columns) : [...panes(frame, layout), ...monitor(frame, layout)];
  const top: Line[] = [header(frame, columns), ...body];
  const bottom: Line[] = [faultBar(frame, columns), keyBar(frame, columns)];
  const between: Line[] = Array.from({ length: Math.max(0, rows - top.length - bottom.length) }, () => []);
  return [...top, ...between, ...bottom].map((line) => ansi(line, colour));
}

/** The panes side by side, each line as wide as its pane. */
function panes(frame: Frame, layout: Layout): Line[] {
  const bar: Line = [{ text: frame.marks.bar, tone: 'dim' }];
  const columns = layout.panes.map((box) => paneLines(frame, box, layout));
  return Array.from({ length: layout.bodyRows + PANE_HEAD_ROWS }, (_, row) =>
    columns.flatMap((lines, at) => [...(at > 0 ? bar : []), ...(lines[row] ?? [])]),
  );
}
