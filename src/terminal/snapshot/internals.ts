/**
 * The state of an xterm.js terminal that its public API does not show: scroll region, tab stops, saved cursor, pen and
 * character sets. The names are those of xterm.js 6.0.0, the same in `@xterm/headless` and `@xterm/xterm`
 * (`src/common` of either package). Another version may move a field, so every field is checked before it is used.
 */
import * as v from 'valibot';

/** The part of an attribute beside `fg` and `bg`: underline style and colour in `_ext`. */
export interface Extended {
  _ext: number;
  clone(): Extended;
}

/** Colours and flags, as bits: `./bits.ts`. */
export interface Attributes {
  fg: number;
  bg: number;
  extended: Extended;
}

export interface Cell extends Attributes {
  /** Code point, width, and whether `combinedData` holds the text instead. */
  content: number;
  combinedData: string;
}

export interface Line {
  isWrapped: boolean;
  readonly length: number;
  loadCell(column: number, cell: Cell): Cell;
  setCell(column: number, cell: Cell): void;
}

/** Which character stands for which; `undefined` is ASCII. */
export type Charset = Readonly<Record<string, string>> | undefined;

const method = <F>() => v.custom<F>((value) => typeof value === 'function', 'a function');
const object = <T>() => v.custom<T>((value) => typeof value === 'object' && value !== null, 'an object');

const ExtendedSchema = v.object({ _ext: v.number(), clone: method<() => Extended>() });

const BufferSchema = v.object({
  lines: v.object({ length: v.number(), get: method<(row: number) => Line | undefined>() }),
  x: v.number(),
  y: v.number(),
  /** Rows of scrollback: the visible rows begin here. */
  ybase: v.number(),
  scrollTop: v.number(),
  scrollBottom: v.number(),
  tabs: object<Record<number, boolean | undefined>>(),
  savedX: v.number(),
  /** Counted from the first row of the scrollback. */
  savedY: v.number(),
  savedCurAttrData: v.object({ fg: v.number(), bg: v.number() }),
  savedCharset: v.undefinedable(object<NonNullable<Charset>>()),
});

const flag = v.boolean();
const ModesSchema = v.object({
  applicationCursorKeys: flag,
  applicationKeypad: flag,
  bracketedPasteMode: flag,
  cursorBlink: v.undefinedable(flag),
  cursorStyle: v.undefinedable(v.picklist(['block', 'underline', 'bar'])),
  origin: flag,
  reverseWraparound: flag,
  sendFocus: flag,
  synchronizedOutput: flag,
  wraparound: flag,
});

const InternalsSchema = v.object({
  _inputHandler: v.object({
    _curAttrData: v.object({ fg: v.number(), bg: v.number(), extended: ExtendedSchema }),
    /** The character before, which a combining character would join and REP repeat; 0 after a control sequence. */
    _parser: v.object({ precedingJoinState: v.number() }),
  }),
  _bufferService: v.object({
    cols: v.number(),
    rows: v.number(),
    buffers: v.object({ normal: BufferSchema, alt: BufferSchema, active: BufferSchema }),
  }),
  _charsetService: v.object({
    /** Missing until a character set is chosen. */
    charset: v.optional(object<NonNullable<Charset>>()),
    glevel: v.number(),
    _charsets: v.array(v.optional(object<NonNullable<Charset>>())),
  }),
  coreService: v.object({
    isCursorHidden: flag,
    modes: v.object({ insertMode: flag }),
    decPrivateModes: ModesSchema,
  }),
  coreMouseService: v.object({
    activeProtocol: v.picklist(['NONE', 'X10', 'VT200', 'DRAG', 'ANY']),
    activeEncoding: v.picklist(['DEFAULT', 'SGR', 'SGR_PIXELS']),
  }),
});

export type Internals = v.InferOutput<typeof InternalsSchema>;
export type Buffer = v.InferOutput<typeof BufferSchema>;

/**
 * The live objects inside a terminal, not copies. Throws an `Error` that names the field when xterm.js has another one
 * in its place.
 */
export function internalsOf(terminal: object): Internals {
  const core = (terminal as { _core?: unknown })._core;
  const checked = v.safeParse(InternalsSchema, core);
  if (checked.success) return core as Internals;
  const [issue] = checked.issues;
  const where = ['terminal._core', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new Error(
    `This version of xterm.js has no such ${where} (${issue.message}): adapt src/terminal/snapshot/internals.ts.`,
  );
}
