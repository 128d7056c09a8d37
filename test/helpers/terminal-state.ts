/** All that a terminal knows, for comparison. Read with nothing of what is tested. */
import headless from '@xterm/headless';
import { Emulator, type XtermTerminal } from '../../src/terminal/emulator/emulator.js';

interface Raw {
  fg: number;
  bg: number;
  extended: { _ext: number; urlId: number };
}

interface RawCell extends Raw {
  content: number;
  combinedData: string;
}

interface RawBuffer {
  lines: {
    length: number;
    get(row: number): { isWrapped: boolean; length: number; loadCell(at: number, cell: RawCell): void };
  };
  x: number;
  y: number;
  ybase: number;
  scrollTop: number;
  scrollBottom: number;
  tabs: Record<number, boolean | undefined>;
  savedX: number;
  savedY: number;
  savedCurAttrData: { fg: number; bg: number };
  savedCharset: object | undefined;
}

interface Core {
  _bufferService: { buffers: { normal: RawBuffer; alt: RawBuffer; active: RawBuffer } };
  _charsetService: { charset?: object; glevel: number; _charsets: (object | undefined)[] };
  coreService: { isCursorHidden: boolean; modes: object; decPrivateModes: object };
  coreMouseService: { activeProtocol: string; activeEncoding: string };
  options: { convertEol: boolean; cursorBlink: boolean };
  _inputHandler: {
    _curAttrData: Raw;
    _utf8Decoder: { interim: Uint8Array };
    _parser: { currentState: number; precedingJoinState: number };
  };
}

/** An emulator as in the stage, or with a terminal as in the page. */
export type AnyEmulator = Pick<Emulator<XtermTerminal>, 'terminal' | 'filterState' | 'write' | 'close'>;

export const newTerminal = (cols: number, rows: number, scrollback = 500) =>
  new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });

export const newEmulator = (...size: Parameters<typeof newTerminal>) => new Emulator(() => newTerminal(...size));

/** Resolves when the terminal has taken the output and all before it. */
export const written = (emulator: Pick<AnyEmulator, 'write'>, output: string | Uint8Array = ''): Promise<void> =>
  new Promise((resolve) => emulator.write(output, resolve));

/** `scrollback`: how many rows of it are compared. */
export function stateOf({ terminal, filterState }: AnyEmulator, scrollback = Number.POSITIVE_INFINITY): object {
  const { _core: core } = terminal as unknown as { _core: Core };
  const { normal, alt, active } = core._bufferService.buffers;
  const { charset, glevel, _charsets } = core._charsetService;
  const { isCursorHidden, modes, decPrivateModes } = core.coreService;
  const { activeProtocol, activeEncoding } = core.coreMouseService;
  const { _curAttrData: pen, _parser, _utf8Decoder } = core._inputHandler;
  return {
    rows: rowsOf(normal, Math.max(0, normal.ybase - scrollback)),
    alternateRows: active === alt ? rowsOf(alt, 0) : 'not shown',
    cursor: [active.x, active.y],
    normal: hiddenOf(normal),
    alternate: hiddenOf(alt),
    pen: [colour(pen.fg), colour(pen.bg), colour(pen.extended._ext), pen.extended.urlId],
    charsets: [charset, glevel, ...[0, 1, 2, 3].map((level) => _charsets[level])].map((one) => JSON.stringify(one)),
    modes: { isCursorHidden, ...modes, ...decPrivateModes, activeProtocol, activeEncoding },
    options: [core.options.convertEol, core.options.cursorBlink],
    parser: [_parser.currentState, _parser.precedingJoinState, ..._utf8Decoder.interim],
    filter: { ...filterState, pending: Buffer.from(filterState.pending).toString('latin1') },
  };
}

function rowsOf({ lines }: RawBuffer, from: number): string[] {
  const rows: string[] = [];
  for (let row = from; row < lines.length; row++) {
    const line = lines.get(row);
    const cells: string[] = [line.isWrapped ? 'goes on' : 'begins'];
    for (let at = 0; at < line.length; at++) {
      const cell: RawCell = { content: 0, combinedData: '', fg: 0, bg: 0, extended: { _ext: 0, urlId: 0 } };
      line.loadCell(at, cell);
      const code = cell.content & 0x1fffff;
      const text = cell.content & 0x200000 ? cell.combinedData : code === 0 ? '' : String.fromCodePoint(code);
      const { extended } = cell;
      const more = cell.bg & 0x10000000 ? `${colour(extended._ext)} ${extended.urlId}` : '';
      cells.push(`${text} ${cell.content >> 22} ${colour(cell.fg)} ${colour(cell.bg)} ${more}`);
    }
    rows.push(cells.join('|'));
  }
  return rows;
}

/** Flags and colour; of one of 256 colours, what is left of an earlier RGB value says nothing. */
function colour(bits: number): string {
  const mode = bits & 0x3000000;
  const value = mode === 0x3000000 ? bits & 0xffffff : mode === 0 ? 0 : bits & 0xff;
  return (((bits & 0xff000000) | value) >>> 0).toString(16);
}

const hiddenOf = (buffer: RawBuffer) => ({
  ybase: buffer.ybase,
  region: [buffer.scrollTop, buffer.scrollBottom],
  tabs: Object.keys(buffer.tabs).filter((column) => buffer.tabs[Number(column)] && Number(column) < lengthOf(buffer)),
  saved: [buffer.savedX, buffer.savedY, colour(buffer.savedCurAttrData.fg), colour(buffer.savedCurAttrData.bg)],
  savedCharset: JSON.stringify(buffer.savedCharset),
});

/** Tab stops beyond the last column have no effect. */
const lengthOf = ({ lines }: RawBuffer) => (lines.length > 0 ? lines.get(0).length : Number.POSITIVE_INFINITY);
