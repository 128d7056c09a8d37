import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Channel } from '../../src/supervisor/channel.js';
import { LineReader, lineOf, MAX_LINE_BYTES, parseLine } from '../../src/supervisor/lines.js';

/** The lines as text, null for one that was too long. */
const linesIn = (reader: LineReader, chunks: Buffer[]) =>
  chunks.flatMap((chunk) => Array.from(reader.read(chunk), (line) => line?.toString('latin1') ?? null));

/** `bytes` in pieces that end at `cuts`. */
const cut = (bytes: Buffer, cuts: number[]): Buffer[] => {
  const places = [0, ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, nth) => bytes.subarray(places[nth], to));
};

describe('a line reader', () => {
  it('a line reader gives the same lines however the bytes are cut, and null for each line above the limit', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => some.map((byte) => (byte % 5 === 0 ? 0x0a : byte)));
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.nat(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 12 }),
        (some, cuts, limit) => {
          const all = Buffer.from(some);
          const lines = all.toString('latin1').split('\n');
          const last = lines.pop() as string;
          const expected = lines.map((line) => (line.length > limit ? null : line));
          // That a line is too long is noticed before it ends.
          if (last.length > limit) expected.push(null);
          const reader = new LineReader(limit);
          expect(linesIn(reader, cut(all, cuts))).toEqual(expected);
          expect(reader.end()).toBe(last.length > 0 && last.length <= limit);
        },
      ),
    );
  });

  it('a line reader holds no more than its limit of a line without an end, also when the line comes in single bytes', () => {
    const limit = 10_000;
    const reader = new LineReader(limit);
    const byte = Buffer.from('x');
    const before = process.memoryUsage().arrayBuffers;
    const found = Array.from({ length: 20 * limit }, () => [...reader.read(byte)].length);
    expect(found.reduce((sum, one) => sum + one)).toBe(1);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * limit);
    expect(linesIn(reader, [Buffer.from('\nnext\n')])).toEqual(['next']);
  });
});

describe('a line of a child', () => {
  it('a line of a child is the message in it, if it is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = lineOf(value) as Buffer;
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseLine(line.subarray(0, -1))).toEqual({ message: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });

  it.each([
    ['', 'an empty line'],
    ['\r', 'a line that is not JSON'],
    ['ready', 'a line that is not JSON'],
    ['{"type":"ready"', 'a line that is not JSON'],
    ['{"type":"ready"} {}', 'a line that is not JSON'],
    ['\ufeff{}', 'a line that is not JSON'],
    ['\0', 'a line that is not JSON'],
    ['NaN', 'a line that is not JSON'],
    ['{"cmd":"NODE_HANDLE","type":"net.Socket"}', "a command of Node's own"],
    ['{"cmd":"NODE_HANDLE_ACK"}', "a command of Node's own"],
    ['{"cmd":"NODE_CLUSTER","act":"online"}', "a command of Node's own"],
    [`${'['.repeat(101)}${']'.repeat(101)}`, 'JSON with more than 100 levels'],
    [`{"a":"${'['.repeat(60)}\\"",${'"b":{'.repeat(101)}`, 'JSON with more than 100 levels'],
  ])('%j is %s', (text, wrong) => {
    expect(parseLine(Buffer.from(text))).toMatchObject({ wrong });
  });

  it('a line of a child is dropped if it is not UTF-8', () => {
    for (const bytes of [[0xff], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0x80, 0x22]]) {
      expect(parseLine(Buffer.from(bytes))).toEqual({ wrong: 'a line that is not UTF-8' });
    }
  });

  it('a line of a child may have a hundred levels, and any number of brackets in its strings', () => {
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    expect(parseLine(Buffer.from(deep))).toEqual({ message: JSON.parse(deep) });
    const text = `\\"${'[{'.repeat(500)}\\\\`;
    expect(parseLine(Buffer.from(JSON.stringify({ text })))).toEqual({ message: { text } });
  });

  it('is a message with a key `__proto__` like any other, and changes no object but its own', () => {
    const { message } = parseLine(Buffer.from('{"__proto__":{"type":"ready"}}')) as { message: { type?: unknown } };
    expect(Object.keys(message)).toEqual(['__proto__']);
    expect([message.type, ({} as { type?: unknown }).type]).toEqual([undefined, undefined]);
  });
});

describe('a message to a child', () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const impossible: [string, unknown][] = [
    ['undefined', undefined],
    ['a function', () => {}],
    ['a symbol', Symbol('a')],
    ['a bigint', 1n],
    ['an object with a bigint', { a: [1n] }],
    ['an object that contains itself', circular],
    [
      'an object that throws when it is read',
      {
        get a() {
          throw new Error('no');
        },
      },
    ],
    ['a `toJSON` without a result', { toJSON: () => undefined }],
    ["a command of Node's own", { cmd: 'NODE_HANDLE_ACK' }],
    ["a `toJSON` that makes a command of Node's own", { toJSON: () => ({ cmd: 'NODE_HANDLE' }) }],
    ['a line above the limit', 'x'.repeat(MAX_LINE_BYTES)],
  ];

  it.each(impossible)('a message to a child has no line if it is %s', (_, value) => {
    expect(lineOf(value)).toBeNull();
  });

  it('a message to a child may be as long as the limit', () => {
    expect(lineOf('x'.repeat(MAX_LINE_BYTES - 3))).toHaveLength(MAX_LINE_BYTES);
    expect(lineOf({ cmd: 'NODE_' })).not.toBeNull();
  });
});

/** A channel on a stream that is written to by the test. */
function channelOn(onMessage: (value: unknown) => void) {
  const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const dropped: [number, string][] = [];
  const channel = new Channel(stream as never, {
    message: onMessage,
    dropped: (lines, why) => dropped.push([lines, why]),
  });
  return { stream, channel, dropped };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Longer than one child's part of a turn, in ms. */
const LONG_MS = 8;
const work = () => {
  for (const end = performance.now() + LONG_MS; performance.now() < end; );
};

describe('a channel', () => {
  it('a channel lets others have their turn while a child has more to say than there is time for', async () => {
    const heard: unknown[] = [];
    const { stream } = channelOn((value) => {
      work();
      heard.push(value);
    });
    stream.push('1\n2\n3\n4\n');
    const atTurns: number[] = [];
    while (heard.length < 4) {
      await turn();
      atTurns.push(heard.length);
    }
    expect(heard).toEqual([1, 2, 3, 4]);
    expect(Math.max(...atTurns.map((count, nth) => count - (atTurns[nth - 1] ?? 0)))).toBe(1);
  });

  it('a channel hears the last words of a child before its end is told, however long they take', async () => {
    const told: unknown[] = [];
    const { stream, channel } = channelOn((value) => {
      work();
      told.push(value);
    });
    stream.push('1\n2\n');
    await turn();
    stream.push('3\n');
    channel.finish(() => told.push('exit'));
    while (!told.includes('exit')) await turn();
    expect(told).toEqual([1, 2, 3, 'exit']);
    expect(stream.destroyed).toBe(true);
  });

  it('a channel hears what arrives in the turn after the end was told, and tells the end then', async () => {
    const told: unknown[] = [];
    const { stream, channel } = channelOn((value) => told.push(value));
    channel.finish(() => told.push('exit'));
    expect(told).toEqual([]);
    // After the immediates of this turn, as the sockets of the next one.
    setImmediate(() => stream.push('1\n'));
    while (!told.includes('exit')) await turn();
    expect(told).toEqual([1, 'exit']);
  });

  it('a channel tells the end after two turns when there is nothing left to hear', async () => {
    const told: unknown[] = [];
    channelOn(() => {}).channel.finish(() => told.push('exit'));
    await turn();
    await turn();
    expect(told).toEqual(['exit']);
  });

  it('a channel does not wait for somebody else who goes on writing after the end', async () => {
    const told: unknown[] = [];
    const { stream, channel } = channelOn(work);
    const more = () => stream.push(`"${'x'.repeat(60_000)}"\n`);
    more();
    more();
    await turn();
    stream.on('resume', more);
    channel.finish(() => told.push('exit'));
    while (told.length === 0) {
      more();
      await turn();
    }
    expect(told).toEqual(['exit']);
  });

  it('a channel tells the first line that it drops at once, and all others in one event before the end', async () => {
    const { stream, channel, dropped } = channelOn(() => {});
    stream.push('junk\n');
    await turn();
    expect(dropped).toEqual([[1, 'a line that is not JSON']]);
    stream.push(`${'\n'.repeat(1000)}half`);
    await turn();
    expect(dropped).toHaveLength(1);
    await new Promise<void>((resolve) => channel.finish(resolve));
    expect(dropped).toEqual([
      [1, 'a line that is not JSON'],
      [1001, 'an empty line'],
    ]);
  });

  it('a channel answers a handle that nobody can take, so that the child goes on', async () => {
    const { stream, dropped } = channelOn(() => {});
    const answers: string[] = [];
    stream._write = (chunk, _encoding, done) => {
      answers.push(String(chunk));
      done();
    };
    stream.push('{"cmd":"NODE_HANDLE","type":"net.Server","msg":{}}\n');
    while (answers.length === 0) await turn();
    expect(answers).toEqual(['{"cmd":"NODE_HANDLE_NACK"}\n']);
    expect(dropped).toEqual([[1, "a command of Node's own"]]);
  });
});
