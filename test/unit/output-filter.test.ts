import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/terminal/emulator/characters.js';
import type { Size } from '../../src/terminal/emulator/counts.js';
import { MARKS_PER_CHARACTER, OutputFilter } from '../../src/terminal/emulator/filter.js';
import { between, randomOf } from '../../tools/soak/random.js';
import { fullestCell, openHeadless, screenOf, withWork, writeSync } from '../helpers/headless.js';
import { sequences } from '../helpers/sequences.js';

const SIZE = { cols: 12, rows: 5 };
const encoder = new TextEncoder();
const bytesOf = (output: string | Uint8Array) => (typeof output === 'string' ? encoder.encode(output) : output);
const through = (filter: OutputFilter, output: string | Uint8Array) =>
  Buffer.concat(filter.push(bytesOf(output)).map(({ bytes }) => bytes));
const filtered = (output: string | Uint8Array, size: Size = SIZE) => through(new OutputFilter(size), output);
const textOf = (output: string | Uint8Array, size?: Size) => filtered(output, size).toString();

/** Output without the modes that the filter keeps back, and without those that it limits marks for. */
const comparable = (output: string) =>
  output.replaceAll(/\x1b\[(\?[\d;]*(?<!\d)7(?!\d)[\d;]*l|[\d;]*(?<!\d)20(?!\d)[\d;]*h)/g, '');

/** The screen of a terminal after `output`, with a filter before it or without. */
function shown(output: string | Uint8Array, size: Size = SIZE, isFiltered = false) {
  const terminal = openHeadless(size);
  writeSync(terminal, isFiltered ? filtered(output, size) : output);
  const screen = screenOf(terminal);
  terminal.dispose();
  return screen;
}

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at));
const PREFIXES = ['', ...range(0x3c, 0x3f)];
const INTERMEDIATES = ['', ...range(0x20, 0x2f)];
const FINALS = range(0x40, 0x7e);
/** Prefix, intermediate and final of each control sequence that there can be with one intermediate. */
const SEQUENCES = PREFIXES.flatMap((prefix) =>
  INTERMEDIATES.flatMap((intermediate) => FINALS.map((final) => [prefix, intermediate, final] as const)),
);
/** Their parameters are codes, not counts. */
const CODED = [...'JKcghlmnpqstu'];

/** A screen full of text with a cursor in the midst of it, a scroll region, tab stops, and a character to be repeated. */
const SCENE = `${'words and more '.repeat(6)}\x1b[2;4r\x1b[1;5H\x1bH\x1b[3;4H\x1b[44mx`;

describe('counts in control sequences', () => {
  it('counts in control sequences are at most the size of the screen in every control sequence, unless they are codes', () => {
    const count = fc.maxSafeNat().filter((each) => each !== 12 && each !== 20);
    fc.assert(
      fc.property(fc.constantFrom(...SEQUENCES), fc.array(count, { maxLength: 4 }), (kind, counts) => {
        const [prefix, intermediate, final] = kind;
        const output = textOf(`\x1b[${prefix}${counts.join(';')}${intermediate}${final}`);
        const left = [...output.matchAll(/\d+/g)].map(([digits]) => Number(digits));
        const limit = final === 'b' ? SIZE.cols * SIZE.rows + SIZE.cols : SIZE.cols;
        const isWithin = (each: number, at: number) => each <= limit && each <= (counts[at] as number);
        expect(left).toHaveLength(counts.length);
        if (CODED.includes(final)) expect(left).toEqual(counts);
        else expect(left.every(isWithin), output).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('numbers of any number of digits stay numbers', () => {
    for (const final of ['b', 'S', 'C'])
      expect(textOf(`a\x1b[${'9'.repeat(500)}${final}`)).toMatch(/^a\x1b\[\d{1,2}[bSC]$/);
  });

  it('that exceed the screen leave the screen that they leave without the filter, whatever the sequence', () => {
    const [without, withFilter] = [openHeadless(SIZE), openHeadless(SIZE)];
    for (const [prefix, intermediate, final] of SEQUENCES) {
      for (const count of [SIZE.rows + 1, SIZE.cols + 5, SIZE.cols * SIZE.rows + 7]) {
        for (const counts of [[count], [count, count]]) {
          const output = bytesOf(`\x1bc${SCENE}\x1b[${prefix}${counts.join(';')}${intermediate}${final}after`);
          if (filtered(output).equals(output)) continue;
          writeSync(without, output);
          writeSync(withFilter, filtered(output));
          expect(screenOf(withFilter), `${counts} ${prefix}${intermediate}${final}`).toEqual(screenOf(without));
        }
      }
    }
    for (const terminal of [without, withFilter]) terminal.dispose();
  });

  it('counts in control sequences do not make an emulator work more when they exceed the screen, whatever the sequence', () => {
    const terminal = openHeadless(SIZE);
    const full = SIZE.cols * SIZE.rows;
    withWork(terminal, (workOf) => {
      const growing = (filter: (output: string) => Uint8Array) =>
        SEQUENCES.filter(([prefix, intermediate, final]) => {
          const [one, three] = [full, 3 * full].map((count) => {
            const output = filter(`x\x1b[${prefix}${count}${intermediate}${final}`);
            writeSync(terminal, `\x1bc${SCENE}`);
            return workOf(() => writeSync(terminal, output));
          });
          return (three as number) > (one as number);
        }).map((kind) => kind.join(''));
      expect(growing(bytesOf)).toEqual([...'ILMSTZb']);
      expect(growing(filtered)).toEqual([]);
    });
    terminal.dispose();
  });

  it('counts in control sequences counts of repetitions end in the same column, for wide characters too, and in screens of any width', () => {
    for (const cols of [2, 3, 7, 10]) {
      for (const character of ['a', '字', 'e\u0301']) {
        for (let count = 3 * cols - 3; count < 6 * cols; count++) {
          const output = `some words\r\n${character}\x1b[${count}b.`;
          expect(shown(output, { cols, rows: 3 }, true), `${cols} ${output}`).toEqual(shown(output, { cols, rows: 3 }));
        }
      }
    }
  });

  it('counts in control sequences are not mistaken in colours, modes, kinds of erasure and reports, in small screens too', () => {
    const codes =
      '\x1b[38;2;200;100;255;48;5;208;4:3m\x1b[?1049;2004h\x1b[3J\x1b[3g\x1b[?6n\x1b[6 q\x1b[!p\x1b[22;0t\x1b[?2026$p';
    expect(textOf(codes, { cols: 2, rows: 1 })).toBe(codes);
  });
});

describe('marks', () => {
  const MARK = '\u0301';

  it('marks are known: a character that joins a cell is a mark to the filter, and it knows the wide ones', () => {
    const terminal = openHeadless({ cols: 4, rows: 1 }, 0);
    const { active } = terminal.buffer;
    const wrong: string[] = [];
    for (let codePoint = 0xa0; codePoint <= 0x10ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      writeSync(terminal, `\ra${String.fromCodePoint(codePoint)}`);
      const cells = active.cursorX - 1;
      if (cellsOf(codePoint) !== cells && cellsOf(codePoint) !== 0) wrong.push(codePoint.toString(16));
    }
    terminal.dispose();
    expect(wrong).toEqual([]);
  });

  it.each([
    ['Thai', 'ที่นี่ ก็ได้ น้ำ'],
    ['Devanagari', 'क्षत्रिय हिन्दी'],
    ['Vietnamese', 'Tie\u0302\u0301ng Vie\u0323\u0302t, Tiếng Việt'],
    ['Tibetan', 'བསྒྲུབས་ཧཱུྃ'],
    ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית'],
    ['Hangul of single letters', '\u1112\u1161\u11ab'],
    ['a family of emoji', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} \u{1f44b}\u{1f3fd} \u2764\ufe0f'],
    ['the flag of a region', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ])('strings of %s pass', (_, text) => {
    expect(textOf(text)).toBe(text);
  });

  it('pass without autowrap too, but not on wide characters', () => {
    const [off, on] = ['\x1b[?7l', '\x1b[?7h'];
    expect(textOf(`${off}น้ำ ê か\u3099 \u2764\ufe0f${on}か\u3099`)).toBe(`${off}น้ำ ê か \u2764\ufe0f${on}か\u3099`);
    for (const reset of ['\x1bc', '\x1b[!p']) expect(textOf(`${off}${reset}か\u3099`)).toBe(`${off}${reset}か\u3099`);
  });

  it('on one character are limited, also when chunks, attributes and broken sequences stand between them', () => {
    const filter = new OutputFilter(SIZE);
    const terminal = openHeadless(SIZE);
    const write = (output: string) => writeSync(terminal, through(filter, output));
    write('a');
    for (let times = 0; times < 20; times++) {
      write(MARK.repeat(10));
      write(['', '\x1b[1', '\x1b[1<m', '\x1b_text\u009c', '\x7f', '\x1b]0;a title\x07', '\ufeff'][times % 7] as string);
    }
    expect(fullestCell(terminal)).toBeLessThanOrEqual(1 + MARKS_PER_CHARACTER);
    write(`b${MARK.repeat(MARKS_PER_CHARACTER)}`);
    expect(fullestCell(terminal)).toBe(1 + MARKS_PER_CHARACTER);
    terminal.dispose();
  });

  it.each([
    ['the cursor comes back to it', `a${MARK.repeat(9)}\b`],
    ['a wide character finds no room after it', `\x1b[?7l\x1b[${SIZE.cols}G字${MARK.repeat(9)}`],
    ['a wide character without room is repeated', `\x1b[?7l\x1b[${SIZE.cols - 2}G${MARK}\x1b[${SIZE.cols}G字\x1b[9b`],
    ['it is repeated', `a${MARK.repeat(9)}\x1b[2b`],
    ['autowrap was turned off among other modes', `\x1b[?25;7;12l\x1b[${SIZE.cols}G字${MARK.repeat(9)}`],
    ['a mode that is no mode comes 33rd', `\x1b[?7l\x1b[?${'1;'.repeat(32)}7h\x1b[${SIZE.cols}G字${MARK.repeat(9)}`],
    ['lines are inserted', `\x1b[4h\r字${MARK.repeat(9)}\b`],
  ])('marks do not pile up in a cell when %s', (_, output) => {
    const filter = new OutputFilter(SIZE);
    const terminal = openHeadless(SIZE);
    for (let times = 0; times < 40; times++) writeSync(terminal, through(filter, output));
    expect(fullestCell(terminal)).toBeLessThanOrEqual(1 + MARKS_PER_CHARACTER);
    terminal.dispose();
  });

  it('marks do not pile up in a cell in any random output that is full of them', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomOf(seed);
      const size = { cols: between(random, 2, 14), rows: between(random, 1, 5) };
      const filter = new OutputFilter(size);
      const terminal = openHeadless(size);
      for (let times = 0; times < 60; times++) {
        writeSync(terminal, through(filter, sequences(random, size, 1)));
        writeSync(terminal, through(filter, `${random() < 0.5 ? '字' : ''}${MARK.repeat(between(random, 0, 12))}`));
        if (random() < 0.2)
          writeSync(terminal, through(filter, `\x1b[?7${random() < 0.7 ? 'l' : 'h'}\x1b[${size.cols}G`));
      }
      expect(fullestCell(terminal), `seed ${seed}`).toBeLessThanOrEqual(1 + MARKS_PER_CHARACTER);
      terminal.dispose();
    }
  });
});

describe('the filter', () => {
  /** Bytes that are text, sequences, parts of sequences, and none of them. */
  const anyBytes = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc.nat().map((seed) => encoder.encode(sequences(randomOf(seed), SIZE, 3))),
        fc
          .constantFrom(
            '\x1b',
            '\x1b[',
            '\x1b]',
            '\x1bP$q',
            '\x1bP',
            '\x1b_',
            '\x18',
            '\x7f',
            '\u009b',
            '\u009d',
            '\u009c',
          )
          .map(bytesOf),
      ),
      { maxLength: 20 },
    )
    .map((parts) => new Uint8Array(Buffer.concat(parts)));

  it('the filter passes on the same wherever the chunks are cut', () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (bytes, lengths) => {
        const filter = new OutputFilter(SIZE);
        const cut: Buffer[] = [];
        for (let at = 0, nth = 0; at < bytes.length; nth++) {
          const length = 1 + (lengths[nth % lengths.length] as number);
          cut.push(through(filter, bytes.subarray(at, at + length)));
          at += length;
        }
        expect(Buffer.concat(cut).equals(filtered(bytes))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('the filter leaves alone what has passed it, and never makes it longer', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const once = filtered(bytes);
        expect(once.length).toBeLessThanOrEqual(bytes.length);
        expect(filtered(once).equals(once)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('the filter tells what is pending: with it a new filter goes on where the other one is', () => {
    const parts = ['1', ';5H', 'm', '\x07', '\x1b\\', '\\', 'q', 'text', Uint8Array.of(0x94), '\u009c', '\x18', '\n'];
    const continuation = fc.array(fc.constantFrom(...parts), { maxLength: 9 });
    fc.assert(
      fc.property(anyBytes, continuation, (before, after) => {
        // A mode is no matter of what is pending.
        fc.pre(!/\[\?[\d;]*7/.test(Buffer.from(before).toString('latin1')));
        const [filter, fresh] = [new OutputFilter(SIZE), new OutputFilter(SIZE)];
        through(filter, before);
        expect(through(fresh, filter.pending)).toHaveLength(0);
        const rest = Buffer.concat(after.map(bytesOf));
        expect(through(fresh, rest).toString('latin1')).toBe(through(filter, rest).toString('latin1'));
      }),
      { numRuns: 3000 },
    );
  });

  it('the filter does not change what valid output leaves on the screen', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomOf(seed);
      const size = { cols: between(random, 2, 30), rows: between(random, 1, 12) };
      const output = comparable(sequences(random, { ...size, noStrings: true }, 60));
      expect(shown(output, size, true), `seed ${seed}`).toEqual(shown(output, size));
    }
  });

  it('the filter holds back little of what begins and does not end', () => {
    const strings = ['\x1b]0;', '\x1bP', '\x1bP$q', '\x1b_', '\u009d', '\u0090'];
    for (const begin of [...strings, '\x1b[', '\x1b[1;', '\x1b[1<', '\x1b(/']) {
      const filter = new OutputFilter(SIZE);
      const more = (begin.endsWith('/') ? '/' : '1').repeat(99);
      for (const part of [begin, ...Array<string>(100).fill(more)])
        expect(through(filter, part), begin).toHaveLength(0);
      expect(filter.pending.length, begin).toBeLessThanOrEqual(1024);
      expect(through(filter, '\x18after').toString(), begin).toMatch(/after$/);
    }
  });

  it('the filter passes on no string but the request for a setting, and what follows it', () => {
    const strings = [
      '\x1b]0;title\x07',
      '\x1b]8;;http://x/\x1b\\',
      '\x1b]4;1;#fff\x07',
      '\x1b]52;c;aGk=\x07',
      '\x1bP0;1|17/ab\x1b\\',
    ];
    const more = ['\x1b_tmux; é\x1b\\', '\x1b^private\x1b\\', '\x1bXstring\x1b\\', '\u009dtitle\u009c'];
    for (const string of [...strings, ...more]) expect(textOf(`a${string}b`)).toBe('ab');
    expect(textOf('\x1bP$qm\x1b\\b')).toBe('\x1bP$qm\x1b\\b');
    expect(textOf(`\x1bP$q${'m'.repeat(20)}\x1b\\b`)).toBe('b');
  });

  it('the filter keeps back newline mode and the blinking of the cursor, and no other mode', () => {
    expect(textOf('\x1b[20h\x1b[?12l\x1b[?12;25h\x1b[4;20l')).toBe('\x1b[h\x1b[?l\x1b[?25h\x1b[4l');
    const others = '\x1b[12h\x1b[?20h\x1b[?120h\x1b[?1;2;47l\x1b[?12$p';
    expect(textOf(others)).toBe(others);
  });

  it('the filter carries out a control character in a sequence before it, as a terminal does', () => {
    expect(textOf('\x1b[1\n;3\rHx')).toBe('\n\r\x1b[1;3Hx');
    expect(shown('ab\x1b[3\b\n1mx', SIZE, true)).toEqual(shown('ab\x1b[3\b\n1mx'));
  });

  it('the filter keeps characters whole that come in two chunks, such as dashes', () => {
    for (const text of ['—', '’', 'é', '字', '\u{1f680}']) {
      const bytes = encoder.encode(text);
      for (let cut = 1; cut < bytes.length; cut++) {
        const filter = new OutputFilter(SIZE);
        const terminal = openHeadless(SIZE);
        for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) writeSync(terminal, through(filter, chunk));
        expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe(text);
        terminal.dispose();
      }
    }
  });

  it('the filter cuts output into pieces of bounded work, and counts repetitions and sequences as work', () => {
    const piecesOf = (output: string) => new OutputFilter({ cols: 80, rows: 24 }).push(encoder.encode(output));
    expect(piecesOf('words '.repeat(100))).toHaveLength(1);
    expect(piecesOf('words '.repeat(100_000)).length).toBeGreaterThan(10);
    expect(piecesOf('\x1b[2J'.repeat(1000)).length).toBeGreaterThan(4);
    expect(piecesOf('a\x1b[1900b'.repeat(100)).length).toBeGreaterThan(4);
  });
});
