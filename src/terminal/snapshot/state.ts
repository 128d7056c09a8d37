/**
 * The state that no output brings about in a fresh terminal, or not without traces: read from one terminal as data, set in
 * another. State that is as in a fresh terminal is left out.
 */
import * as v from 'valibot';
import type { FilterState } from '../emulator/filter.js';
import { BG, CONTENT } from './bits.js';
import type { Attributes, Buffer, Charset, Internals } from './internals.js';
import { type OddCell, type Painting, textOf } from './rows.js';

/** A row, a column, or a number of something; no terminal is as large. */
const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));
const bits = v.pipe(v.number(), v.integer());
/** A place in the state's list of character sets; null is ASCII. */
const charset = v.nullable(place);

const AttributesSchema = v.object({ fg: bits, bg: bits, ext: bits });

const BufferSchema = v.object({
  /** The first and the last row of the scroll region. */
  region: v.optional(v.tuple([place, place])),
  tabs: v.optional(v.array(place)),
  saved: v.optional(v.object({ x: place, y: place, fg: bits, bg: bits, charset })),
  /** Rows that continue the row before them. */
  wrapped: v.optional(v.array(place)),
  odd: v.optional(
    v.array(v.object({ row: place, column: place, width: place, text: v.string(), look: AttributesSchema })),
  ),
});

const CharsetsSchema = v.object({
  tables: v.array(v.record(v.string(), v.string())),
  /** G0 to G3. */
  designated: v.array(charset),
  /** Which of them is in use. */
  level: place,
  /** The one in use: a restored cursor brings back another one than its level says. */
  current: charset,
});

const FilterSchema = v.object({
  /** Bytes of an unfinished sequence or character. */
  pending: v.array(v.pipe(place, v.maxValue(255))),
  cells: place,
  marks: place,
  wraps: v.boolean(),
});

export const StateSchema = v.object({
  cursor: v.tuple([place, place]),
  pen: v.optional(AttributesSchema),
  /** The character that a combining character would join, as xterm.js notes it. */
  joining: v.optional(place),
  charsets: v.optional(CharsetsSchema),
  normal: v.optional(BufferSchema),
  alternate: v.optional(BufferSchema),
  filter: v.optional(FilterSchema),
});
export type State = v.InferOutput<typeof StateSchema>;
type BufferState = v.InferOutput<typeof BufferSchema>;
type AttributesState = v.InferOutput<typeof AttributesSchema>;

/** As output begins. */
const FRESH_FILTER = { pending: [] as number[], cells: 1, marks: 0, wraps: true };
/** G0 to G3. */
const LEVELS = [0, 1, 2, 3];
/** Columns between two tab stops of a fresh terminal. */
const TAB_WIDTH = 8;

/** `rows`: what was painted of the normal buffer, and of the alternate one when that is shown. */
export function readState(
  core: Internals,
  filter: FilterState,
  rows: { normal: Painting; alternate: Painting | null },
): State {
  const { _inputHandler, _charsetService, _bufferService } = core;
  const { normal, alt, active } = _bufferService.buffers;
  const tables: NonNullable<Charset>[] = [];
  const numberOf = (table: Charset): number | null => {
    if (!table) return null;
    if (!tables.includes(table)) tables.push(table);
    return tables.indexOf(table);
  };
  const readBuffer = (buffer: Buffer, painting: Painting | null) =>
    unlike(
      {
        ...hiddenOf(buffer, _bufferService, numberOf),
        wrapped: unlike(painting?.wrapped ?? [], []),
        odd: unlike(painting?.odd.map(oddOf) ?? [], []),
      },
      {},
    );
  const { fg, bg, extended } = _inputHandler._curAttrData;
  const state = {
    cursor: [active.x, active.y] as [number, number],
    pen: unlike({ fg, bg, ext: extended._ext }, { fg: 0, bg: 0, ext: 0 }),
    joining: unlike(_inputHandler._parser.precedingJoinState, 0),
    normal: readBuffer(normal, rows.normal),
    alternate: readBuffer(alt, rows.alternate),
    filter: unlike({ ...filter, pending: [...filter.pending] }, FRESH_FILTER),
  };
  const charsets = {
    designated: LEVELS.map((level) => numberOf(_charsetService._charsets[level])),
    level: _charsetService.glevel,
    current: numberOf(_charsetService.charset),
    tables,
  };
  return {
    ...state,
    charsets: unlike(charsets, { designated: LEVELS.map(() => null), level: 0, current: null, tables: [] }),
  };
}

/** To be called when the terminal has taken the text of the rows and nothing after it. */
export function writeState(core: Internals, state: State): void {
  const { _inputHandler, _charsetService, _bufferService } = core;
  const { normal, alt, active } = _bufferService.buffers;
  const tables = state.charsets?.tables ?? [];
  const charsetOf = (number: number | null): Charset => (number === null ? undefined : tables[number]);
  writeBuffer(normal, state.normal, core, charsetOf);
  writeBuffer(alt, state.alternate, core, charsetOf);
  if (state.charsets) {
    _charsetService._charsets = state.charsets.designated.map(charsetOf);
    _charsetService.glevel = state.charsets.level;
    _charsetService.charset = charsetOf(state.charsets.current);
  }
  if (state.pen) Object.assign(_inputHandler._curAttrData, attributesFrom(state.pen, core));
  _inputHandler._parser.precedingJoinState = state.joining ?? 0;
  [active.x, active.y] = state.cursor;
}

/** The state of the filter before the terminal. */
export const filterOf = ({ filter = FRESH_FILTER }: State): FilterState => ({
  ...filter,
  pending: Uint8Array.from(filter.pending),
});

/** Undefined when it is as in a fresh terminal. */
const unlike = <T>(value: T, fresh: T): T | undefined =>
  JSON.stringify(value) === JSON.stringify(fresh) ? undefined : value;

function hiddenOf(
  { scrollTop, scrollBottom, tabs, savedX, savedY, savedCurAttrData, savedCharset }: Buffer,
  { cols, rows }: { cols: number; rows: number },
  numberOf: (charset: Charset) => number | null,
): BufferState {
  const columns = Array.from({ length: cols }, (_, column) => column);
  const { fg, bg } = savedCurAttrData;
  return {
    region: unlike<[number, number]>([scrollTop, scrollBottom], [0, rows - 1]),
    tabs: unlike(
      columns.filter((column) => tabs[column]),
      columns.filter((column) => column % TAB_WIDTH === 0),
    ),
    saved: unlike(
      { x: savedX, y: savedY, fg, bg, charset: numberOf(savedCharset) },
      { x: 0, y: 0, fg: 0, bg: 0, charset: null },
    ),
  };
}

function writeBuffer(
  buffer: Buffer,
  state: BufferState = {},
  core: Internals,
  charsetOf: (number: number | null) => Charset,
) {
  if (state.region) [buffer.scrollTop, buffer.scrollBottom] = state.region;
  if (state.tabs) buffer.tabs = Object.fromEntries(state.tabs.map((column) => [column, true]));
  if (state.saved) {
    const { x, y, fg, bg, charset } = state.saved;
    Object.assign(buffer, { savedX: x, savedY: y, savedCharset: charsetOf(charset) });
    Object.assign(buffer.savedCurAttrData, { fg, bg });
  }
  for (const row of state.wrapped ?? []) {
    const line = buffer.lines.get(row);
    if (line) line.isWrapped = true;
  }
  for (const { row, column, width, text, look } of state.odd ?? []) {
    const isOne = [...text].length <= 1;
    const content = (isOne ? (text.codePointAt(0) ?? 0) : CONTENT.combined) | (width << CONTENT.widthShift);
    buffer.lines.get(row)?.setCell(column, { content, combinedData: text, ...attributesFrom(look, core) });
  }
}

function oddOf({ row, column, cell: { fg, bg, extended, content, combinedData } }: OddCell) {
  const look = { fg, bg, ext: bg & BG.extended ? extended._ext : 0 };
  return { row, column, width: content >> CONTENT.widthShift, text: textOf({ content, combinedData }), look };
}

function attributesFrom({ fg, bg, ext }: AttributesState, core: Internals): Attributes {
  const extended = core._inputHandler._curAttrData.extended.clone();
  extended._ext = ext;
  return { fg, bg, extended };
}
