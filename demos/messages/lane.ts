import type { Readable, Writable } from 'node:stream';

/** A way from a writer to a reader. */
export interface Lane {
  /** The writer's end: resolves when there is somebody to talk to. */
  connect(): Promise<Mouth>;
  /** The reader's end: resolves when it can be reached. */
  listen(ear: Ear): Promise<void>;
}

export interface Mouth {
  /** Those lanes that wait for the other end return a promise; the others just take it. */
  say(line: string): Promise<void> | undefined;
  /** The sign that the reader is gone. */
  over: Promise<string>;
}

export interface Ear {
  line(text: string): void;
  /** The sign that the writer is gone. */
  over(how: string): void;
}

/** To write to a stream is to hand it a line. The stream never says no. */
export const mouthOf = (stream: Writable): Mouth => ({
  say(line) {
    stream.write(`${line}\n`);
    return undefined;
  },
  over: new Promise((resolve) => {
    stream.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    stream.once('close', () => resolve('closed'));
  }),
});

/** Lines from a stream; the last one may have been cut off by a death. */
export function earOn(stream: Readable, ear: Ear): void {
  let rest = '';
  let how = 'end';
  stream.setEncoding('latin1');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) ear.line(line);
  });
  stream.once('error', (error: NodeJS.ErrnoException) => {
    how = error.code ?? error.message;
  });
  stream.once('close', () => ear.over(rest === '' ? how : `${how} in mid-word`));
}
