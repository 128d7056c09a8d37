import { existsSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

const LINE = 'click\n';

/** A line for each click. Half a line at the end is a click that nobody was told of. */
export class Journal {
  private readonly file: number;
  private lines: number;

  constructor(path: string) {
    this.lines = existsSync(path) ? Math.floor(statSync(path).size / LINE.length) : 0;
    this.file = openSync(path, 'a');
    ftruncateSync(this.file, this.lines * LINE.length);
  }

  get length(): number {
    return this.lines;
  }

  append(): number {
    writeSync(this.file, LINE);
    return ++this.lines;
  }

  /** As long as that of the primary: what is longer was never acknowledged. */
  become(length: number): void {
    if (length < this.lines) ftruncateSync(this.file, length * LINE.length);
    else writeSync(this.file, LINE.repeat(length - this.lines));
    this.lines = length;
  }
}
