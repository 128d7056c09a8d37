/** The line of faults, with their keys. Pure. */
import { type Demo, faultsOf } from '../../demo/demo.js';
import type { Frame } from './frame.js';
import { fill, type Line, type Span, widthOf } from './text.js';

/** Keys for the faults of the chosen process, in the order of `faultsOf`. */
export const FAULT_KEYS = [...'1234567890', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const keyed = (id: string, demo: Demo): Line[] =>
  faultsOf(demo, id)
    .slice(0, FAULT_KEYS.length)
    .map((name, at) => [{ text: `${FAULT_KEYS[at]}`, bold: true }, { text: ` ${demo.faults[name]?.label ?? name}` }]);

/** In as few lines as it takes; with the name of the process and air, if that costs no line. */
function linesOf(id: string, demo: Demo, width: number): Line[] {
  const name: Line = [{ text: id, bold: true }];
  const faults = keyed(id, demo);
  const candidates = [
    joined([name, ...faults], '   ', width),
    joined([name, ...faults], '  ', width),
    joined(faults, '  ', width),
    joined(faults, ' ', width),
  ];
  const fewest = Math.min(...candidates.map((lines) => lines.length));
  return candidates.find((lines) => lines.length === fewest) as Line[];
}

function joined(parts: readonly Line[], between: string, width: number): Line[] {
  const lines: Span[][] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line && widthOf(line) + between.length + widthOf(part) <= width) line.push({ text: between }, ...part);
    else lines.push([...part]);
  }
  return lines;
}

export const faultRows = (id: string, demo: Demo, width: number) => linesOf(id, demo, width).length;

/** `rows` lines. Faults that cannot strike now are dim. */
export function faultLines({ demo, view, chosen, past, marks }: Frame, width: number, rows: number): Line[] {
  const process = view.processes[chosen];
  const lines = process?.state === 'off' ? [offLine(chosen, marks.state.off)] : linesOf(chosen, demo, width);
  const isLive = process?.pid != null && !past;
  const shown = isLive || process?.state === 'off' ? lines : lines.map(dimmed);
  return Array.from({ length: rows }, (_, row) => fill(shown[row] ?? [], width));
}

const dimmed = (line: Line): Line => line.map(({ text }) => ({ text, tone: 'dim' }));

const offLine = (id: string, mark: string): Line => [
  { text: `${mark} ${id}`, tone: 'dead', bold: true },
  { text: ' is off and stays so.   ' },
  { text: 'b', bold: true },
  { text: ' boot it again' },
];
