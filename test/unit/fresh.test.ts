import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshTerminal } from '../../src/terminal/fresh.js';

type Emulator = InstanceType<typeof headless.Terminal>;

const [COLS, ROWS] = [44, 8];
const open = () => new headless.Terminal({ cols: COLS, rows: ROWS, scrollback: 50, allowProposedApi: true });
const write = (terminal: Emulator, data: string | Uint8Array) =>
  new Promise<void>((resolve) => terminal.write(data, resolve));

/** The state that a process may leave behind, and how: each alone is undone, and all of them in any order. */
const LEFT: Record<string, string | Uint8Array> = {
  'insert mode': '\x1b[4h',
  'newline mode': '\x1b[20h',
  'application cursor keys': '\x1b[?1h',
  'application keypad': '\x1b=',
  'application keypad by its number': '\x1b[?66h',
  'reverse video': '\x1b[?5h',
  'origin mode': '\x1b[2;5r\x1b[?6h',
  'no wrapping': '\x1b[?7l',
  'reverse wrapping': '\x1b[?45h',
  'a blinking cursor': '\x1b[?12h',
  'a hidden cursor': '\x1b[?25l',
  'a cursor like a bar': '\x1b[5 q',
  'mouse reports of clicks (X10)': '\x1b[?9h',
  'mouse reports of buttons': '\x1b[?1000h',
  'mouse reports of dragging': '\x1b[?1002h',
  'mouse reports of each motion': '\x1b[?1003h',
  'mouse reports in SGR': '\x1b[?1003;1006h',
  'mouse reports in pixels': '\x1b[?1000;1016h',
  'older encodings of the mouse': '\x1b[?1005;1015h',
  'reports of the focus': '\x1b[?1004h',
  'bracketed paste': '\x1b[?2004h',
  'synchronized output': '\x1b[?2026h',
  margins: '\x1b[3;6r',
  'the other screen': '\x1b[?1049hother\x1b[2;4r\x1b7',
  'the other screen, by its older numbers': '\x1b[?47h\x1b[5;5H\x1b7\x1b[?47l\x1b[?1047h',
  'a pen': '\x1b[1;2;3;4:3;5;7;8;9;53;31;48;5;200;58;5;3m',
  'a pen that protects': '\x1b[1"q',
  'a link': '\x1b]8;id=a;https://example.org\x07',
  'line drawing': '\x1b(0',
  'line drawing, shifted out': '\x1b)0\x0e',
  'a locking shift': '\x1b*A\x1bn',
  'a saved cursor': '\x1b[4;9H\x1b[31m\x1b(0\x1b7\x1b[m\x1b(B',
  'no tab stops': '\x1b[3g',
  'tab stops of its own': '\x1b[3g\x1b[5G\x1bH\x1b[44G\x1bH',
  'a tab stop more': '\x1b[6G\x1bH',
  colours: '\x1b]4;1;rgb:00/ff/00\x07\x1b]10;#123456\x07\x1b]11;#654321\x07\x1b]12;#ffffff\x07',
  'a title': '\x1b]0;a title\x07\x1b]1;an icon\x07',
  'a title on the stack': '\x1b[22;0t',
  'a character to repeat': 'y',
  'an unfinished escape sequence': '\x1b',
  'an unfinished control sequence': '\x1b[31;4',
  'an unfinished string of the system': '\x1b]0;an unfinished ti',
  'an unfinished string of the device': '\x1bP$q',
  'an unfinished application string': '\x1b_to nobody',
  'an unfinished character': Uint8Array.of(0xe2, 0x82),
};

/** Text, where the cursor is on it, and scratch values that mean nothing between two writes. Callbacks are no state. */
const NO_STATE = new Set(
  'lines x y ybase ydisp markers _store _nullCell _whitespaceCell _eraseAttrDataInternal _dirtyRowTracker _parseBuffer _parseStack _params _collect interim _transitions isUserScrolling isCursorInitialized _lastEvent _memoryCleanupQueue _memoryCleanupPosition _activeBuffer _oscParser _dcsParser _oscLinkService _cachedBlankLine'.split(
    ' ',
  ),
);

/** All that an emulator keeps beside its text, whatever it calls it: paths and values. */
function stateOf(terminal: Emulator): Record<string, unknown> {
  const core = (terminal as unknown as { _core: Record<string, object> })._core;
  const { _inputHandler, _bufferService, _charsetService, coreService, coreMouseService, optionsService } = core;
  const roots = { _inputHandler, _bufferService, _charsetService, coreService, coreMouseService, optionsService };
  const { _normal, _alt, _activeBuffer } = (_bufferService as { buffers: Record<string, Record<string, number>> })
    .buffers;
  const state: Record<string, unknown> = { active: _activeBuffer === _normal ? 'first' : 'other' };
  const seen = new Set<object>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'function') return;
    if (typeof value !== 'object' || value === null) {
      state[path] = value;
      return;
    }
    if (seen.has(value)) return;
    seen.add(value);
    for (const [key, below] of Object.entries(value)) {
      const isService = /^_?on[A-Z]|Service$/.test(key) && path !== '';
      if (!NO_STATE.has(key) && !isService) walk(below, path === '' ? key : `${path}.${key}`);
    }
  };
  walk(roots, '');
  // Kept as a row of the whole text; what counts is where on the screen it would be restored.
  for (const [name, buffer] of Object.entries({ _normal, _alt })) {
    for (const path of Object.keys(state).filter((one) => one.endsWith(`${name}.savedY`))) {
      state[path] = Math.max(0, (buffer?.savedY ?? 0) - (buffer?.ybase ?? 0));
    }
  }
  return state;
}

/** Each cell of the screen with its looks, and where the cursor is. */
function picture(terminal: Emulator) {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: ROWS }, (_, y) => {
    const line = active.getLine(active.baseY + y);
    return Array.from({ length: COLS }, (_, x) => {
      const cell = line?.getCell(x);
      const looks = [cell?.isBold(), cell?.isDim(), cell?.isItalic(), cell?.isUnderline(), cell?.isInverse()];
      return `${cell?.getChars()}/${looks}/${cell?.getFgColor()}/${cell?.getFgColorMode()}/${cell?.getBgColorMode()}`;
    });
  });
  return { rows, cursor: [active.cursorX, active.cursorY] };
}

/** The output and queries of the next process, whose result differs as soon as any state was left. */
const NEXT = [
  '\x1b[H\x1b[2Jred\r\ngreen\n\tx\ty\tz\r\nlqqqk ÄÖ\x0e lqk \x0f lqk\x1b[bb',
  `\x1b[7;1H${'w'.repeat(COLS + 5)}\x1b[7;2Hins\x1b[3D\b\b\b\b`,
  '\x1b8saved\x1b[5;1Hunder\x1b[1;1H\x1b[6;1H\n\n\nscrolled',
  '\x1b[?1049hover there\x1b8other\x1b[?1049l',
  '\x1b[6n\x1b[?25$p\x1b[?1006$p\x1b[?1016$p\x1b[?1000$p\x1b[?12$p\x1b[?2026$p\x1b[20$p\x1b[4$p',
  '\x1bP$qr\x1b\\\x1bP$qm\x1b\\\x1bP$q q\x1b\\\x1bP$q"q\x1b\\',
].join('');

async function lookOf(terminal: Emulator) {
  const answers: string[] = [];
  terminal.onData((data) => answers.push(data));
  await write(terminal, NEXT);
  return { picture: picture(terminal), answers, modes: terminal.modes };
}

async function left(...pieces: (string | Uint8Array)[]): Promise<Emulator> {
  const terminal = open();
  await write(terminal, 'one\r\ntwo\r\n');
  for (const piece of pieces) await write(terminal, piece);
  return terminal;
}

async function expectFresh(terminal: Emulator): Promise<void> {
  const fresh = open();
  expect(stateOf(terminal)).toEqual(stateOf(fresh));
  expect(await lookOf(terminal)).toEqual(await lookOf(fresh));
  terminal.dispose();
  fresh.dispose();
}

describe('an emulator that a process has left', () => {
  it.each(Object.entries(LEFT))('with %s is a fresh one again', async (_, piece) => {
    const terminal = await left(piece);
    await write(terminal, freshTerminal(COLS));
    await expectFresh(terminal);
  });

  it('with all of it, in any order, is a fresh one again', async () => {
    const pieces = fc.shuffledSubarray(Object.values(LEFT));
    await fc.assert(
      fc.asyncProperty(pieces, async (some) => {
        const terminal = await left(...some);
        await write(terminal, freshTerminal(COLS));
        await expectFresh(terminal);
      }),
      { numRuns: 200 },
    );
  });

  it('an emulator that a process has left keeps its text, its scrollback and the place of its cursor', async () => {
    const text = `${Array.from({ length: 30 }, (_, at) => `\x1b[3${at % 8}mline ${at}`).join('\r\n')}\x1b[3;4H`;
    const [terminal, untouched] = [await left(text), await left(text)];
    await write(terminal, freshTerminal(COLS));
    expect(terminal.buffer.active.length).toBe(untouched.buffer.active.length);
    const all = ({ buffer: { active } }: Emulator) =>
      Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString());
    expect(all(terminal)).toEqual(all(untouched));
    expect(picture(terminal)).toEqual(picture(untouched));
  });

  it('on the other screen is back where it was before it went there', async () => {
    const terminal = await left('before\x1b[?1049h\x1b[Hthe other screen\r\n\r\n');
    await write(terminal, `${freshTerminal(COLS)}, after`);
    expect(terminal.buffer.active.getLine(2)?.translateToString(true)).toBe('before, after');
  });

  it('a fresh terminal of any width has its tab stops', async () => {
    for (const cols of [2, 7, 8, 9, 16, 17, 80, 132]) {
      const size = { cols, rows: ROWS, allowProposedApi: true };
      const [terminal, fresh] = [new headless.Terminal(size), new headless.Terminal(size)];
      await write(terminal, `\x1b[3g${freshTerminal(cols)}`);
      expect(stateOf(terminal), `${cols} columns`).toEqual(stateOf(fresh));
    }
  });
});
