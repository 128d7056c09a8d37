import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { ASCII } from '../../src/cli/terminal/marks.js';
import { Painter } from '../../src/cli/terminal/painter.js';
import { picture } from '../../src/cli/terminal/picture.js';
import { frameOf, Story } from './terminal-face-helpers.js';

/** A terminal that remembers what was written to it. */
class FakeTerminal {
  written: string[] = [];
  constructor(
    public columns = 80,
    public rows = 24,
  ) {}
  write(text: string) {
    this.written.push(text);
  }
  get last() {
    return this.written.at(-1) ?? '';
  }
  /** What a real emulator makes of it. */
  async screen(): Promise<string[]> {
    const terminal = new headless.Terminal({ cols: this.columns, rows: this.rows, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(this.written.join(''), resolve));
    const { active } = terminal.buffer;
    return Array.from({ length: this.rows }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  }
}

describe('the painter', () => {
  const opened = (unicode = true) => {
    const terminal = new FakeTerminal();
    const painter = new Painter(terminal, unicode);
    painter.enter();
    return { terminal, painter };
  };

  it('writes only the lines that changed', () => {
    const { terminal, painter } = opened();
    painter.paint(['one', 'two', 'three']);
    painter.paint(['one', '2', 'three']);
    expect(terminal.last).toContain('2');
    expect(terminal.last).not.toContain('one');
    expect(terminal.last).not.toContain('three');
    const count = terminal.written.length;
    painter.paint(['one', '2', 'three']);
    expect(terminal.written).toHaveLength(count);
  });

  it('blanks the lines that are no more', async () => {
    const { terminal, painter } = opened();
    painter.paint(['one', 'two', 'three']);
    painter.paint(['one']);
    expect((await terminal.screen()).slice(0, 3)).toEqual(['one', '', '']);
  });

  it('paints all of it again after a resize, and never below the window', () => {
    const { terminal, painter } = opened();
    painter.paint(['one', 'two']);
    terminal.rows = 1;
    painter.paint(['one', 'two']);
    expect(terminal.last).toContain('one');
    expect(terminal.last).not.toContain('two');
  });

  it('never scrolls, nor erases what can be scrolled back to', () => {
    const { terminal, painter } = opened();
    painter.paint(Array.from({ length: 40 }, () => 'x'.repeat(80)));
    expect(terminal.written.join('')).not.toContain('\n');
    expect(terminal.written.join('')).not.toContain('\x1b[3J');
  });

  it('gives the terminal back once, with its cursor, and paints no more', () => {
    const { terminal, painter } = opened();
    painter.leave();
    expect(terminal.last).toContain('\x1b[?1049l');
    expect(terminal.last).toContain('\x1b[?25h');
    const count = terminal.written.length;
    painter.leave();
    painter.paint(['late']);
    expect(terminal.written).toHaveLength(count);
  });

  it('writes nothing but ASCII to a terminal without Unicode', () => {
    const { terminal, painter } = opened(false);
    painter.paint(['♥ 電話 ──']);
    expect(terminal.written.join('')).toMatch(/^[\x00-\x7f]*$/);
  });
});

describe('the whole picture', () => {
  const show = async (columns: number, rows: number, more = {}) => {
    const story = new Story().at(100);
    for (const [at, id] of Object.keys(story.view.processes).entries()) story.born(id, 5000 + at).ready(id, 5000 + at);
    const terminal = new FakeTerminal(columns, rows);
    const painter = new Painter(terminal, true);
    painter.enter();
    const frame = frameOf(story.at(5000), more);
    painter.paint(picture(frame, { columns, rows }, true));
    return terminal.screen();
  };

  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
  ])('at %ix%i has its first line first and its keys last', async (columns, rows) => {
    const screen = await show(columns, rows);
    expect(screen[0]).toMatch(/^Example.*availability +100 %$/);
    expect(screen[1]).toMatch(/12 objects .*12 threads .*12 processes .*12 of 12 up/);
    expect(screen.at(-2)).toContain('1 throw');
    expect(screen.at(-1)).toContain('q quit');
    const all = screen.join('\n');
    for (let line = 1; line <= 12; line++) expect(all).toMatch(new RegExp(`line-${line} +♥ ${5001 + line}`));
  });

  it('is the same height with the help', async () => {
    const screen = await show(80, 24, { help: true, marks: ASCII });
    expect(screen.join('\n')).toContain('Any key: back');
    expect(screen.at(-1)).toContain('q quit');
  });

  it('says so when the window is too small, however small', async () => {
    expect((await show(70, 20))[0]).toBe('This window is 70x20; the picture needs 80x24. Make it larger.');
    expect((await show(20, 3)).join('')).toContain('This window is 20x3');
  });
});
