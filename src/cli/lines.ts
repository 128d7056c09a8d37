import type { Readable } from 'node:stream';

const NEWLINE = 10;

interface LineEvents {
  line(text: string): void;
  /** Once for each line above the limit, as soon as it is; nothing of it is kept. */
  tooLong(): void;
  end(): void;
}

/** Reads lines of at most `limit` bytes. Memory is bounded, whatever comes. */
export function readLines(input: Readable, limit: number, on: LineEvents): void {
  let parts: Buffer[] = [];
  let size = 0;
  let isSkipping = false;

  function take(part: Buffer): void {
    size += part.length;
    if (isSkipping) return;
    if (size <= limit) {
      parts.push(part);
      return;
    }
    isSkipping = true;
    parts = [];
    on.tooLong();
  }

  function endLine(): void {
    const line = isSkipping ? null : Buffer.concat(parts).toString().replace(/\r$/, '');
    parts = [];
    size = 0;
    isSkipping = false;
    if (line !== null) on.line(line);
  }

  input.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      take(rest.subarray(0, end));
      endLine();
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) take(rest);
  });
  input.on('end', () => {
    if (size > 0) endLine();
    on.end();
  });
  // A terminal that is closed ends with an error.
  input.on('error', () => on.end());
}
