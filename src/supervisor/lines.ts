/** The lines that a child writes on its channel, and the messages in them. Nothing here trusts the child. */
import { isUtf8 } from 'node:buffer';

/**
 * The longest line, in bytes, and the most that is kept for a child that does not read. A message to a supervisor is
 * short; and when each of 300 children leaves a line of this length unfinished, they still fit into a small machine.
 */
export const MAX_LINE_BYTES = 1024 * 1024;

/** JSON with more levels is dropped: what a program does with a value may be recursive. Ruby's parser stops at 100, too. */
const MAX_DEPTH = 100;

const NEWLINE = 0x0a;
const FIRST_CAPACITY = 256;

/** Splits bytes at newlines, whatever the pieces they arrive in, and holds at most `limit` bytes. */
export class LineReader {
  /** The beginning of a line. The memory grows by doubling, so that a line that comes in single bytes costs no more. */
  private held = Buffer.alloc(FIRST_CAPACITY);
  private length = 0;
  private skipping = false;

  constructor(private readonly limit = MAX_LINE_BYTES) {}

  /**
   * The lines that end in `chunk`, without their newlines; null for each line that is
   * too long, as soon as the reader notices it. The caller has to use a line before
   * it asks for the next one, because the reader uses the memory of the line again.
   */
  *read(chunk: Buffer): Generator<Buffer | null> {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, at);
      from = at + 1;
      if (this.skipping) this.skipping = false;
      else if (this.length + piece.length > this.limit) yield null;
      else if (this.length === 0) yield piece;
      else {
        this.hold(piece);
        yield this.held.subarray(0, this.length);
      }
      this.release();
    }
    const rest = chunk.subarray(from);
    if (this.skipping) return;
    if (this.length + rest.length > this.limit) {
      this.skipping = true;
      this.release();
      yield null;
    } else this.hold(rest);
  }

  /** Nothing more will come. Forgets a line without its end, and returns whether there was one. */
  end(): boolean {
    const wasUnfinished = this.length > 0;
    this.release();
    return wasUnfinished;
  }

  private hold(piece: Buffer): void {
    const needed = this.length + piece.length;
    if (needed > this.held.length) {
      const larger = Buffer.alloc(Math.min(this.limit, Math.max(needed, 2 * this.held.length)));
      this.held.copy(larger, 0, 0, this.length);
      this.held = larger;
    }
    piece.copy(this.held, this.length);
    this.length = needed;
  }

  private release(): void {
    this.length = 0;
    if (this.held.length > FIRST_CAPACITY) this.held = Buffer.alloc(FIRST_CAPACITY);
  }
}

/** The message in a line, or the reason why there is none; `isHandle`: a socket was to come with the line. */
export type Parsed = { message: unknown } | { wrong: string; isHandle?: boolean };

/** The commands of Node's own: the receiving runtime acts on them and passes them on to nobody. */
const COMMAND = /^NODE_./s;

export function parseLine(line: Buffer): Parsed {
  if (line.length === 0) return { wrong: 'an empty line' };
  if (!isUtf8(line)) return { wrong: 'a line that is not UTF-8' };
  if (isTooDeep(line)) return { wrong: `JSON with more than ${MAX_DEPTH} levels` };
  try {
    const message: unknown = JSON.parse(line.toString());
    const command = commandIn(message);
    if (command === null) return { message };
    return { wrong: "a command of Node's own", isHandle: command === 'NODE_HANDLE' };
  } catch {
    return { wrong: 'a line that is not JSON' };
  }
}

/** The message as a line; null for a value that has no JSON, is too long, or would be taken for a command of Node's own. */
export function lineOf(message: unknown): Buffer | null {
  try {
    const json = JSON.stringify(message) as string | undefined;
    if (json === undefined || (json.includes('"NODE_') && commandIn(JSON.parse(json)) !== null)) return null;
    const line = Buffer.from(`${json}\n`);
    return line.length > MAX_LINE_BYTES ? null : line;
  } catch {
    // A bigint, a value that contains itself, a `toJSON` that throws.
    return null;
  }
}

function commandIn(message: unknown): string | null {
  const cmd = typeof message === 'object' && message !== null ? (message as { cmd?: unknown }).cmd : undefined;
  return typeof cmd === 'string' && COMMAND.test(cmd) ? cmd : null;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPENING_BRACKET, OPENING_BRACE, CLOSING_BRACKET, CLOSING_BRACE] = [0x5b, 0x7b, 0x5d, 0x7d];

function isTooDeep(line: Buffer): boolean {
  if (line.length <= MAX_DEPTH) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at];
    if (byte === QUOTE) inString = !inString;
    else if (inString) {
      if (byte === BACKSLASH) at += 1;
    } else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) depth -= 1;
  }
  return false;
}
