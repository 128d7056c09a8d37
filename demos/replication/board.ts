/** A terminal with news, and below them a few lines that are written over: what is the point is not scrolled away by counts. */
export class Board {
  private lines: string[] = [];

  /** As many lines each time. */
  show(lines: string[]): void {
    process.stdout.write(`${this.home()}${lines.join('\n')}`);
    this.lines = lines;
  }

  say(news: string): void {
    process.stdout.write(`${this.home()}${news}\n${this.lines.join('\n')}`);
  }

  /** To the first of the lines, with nothing behind it. */
  private home(): string {
    const up = this.lines.length - 1;
    return `\r${up > 0 ? `\x1b[${up}A` : ''}\x1b[J`;
  }
}
