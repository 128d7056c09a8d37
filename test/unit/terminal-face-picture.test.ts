import { describe, expect, it } from 'vitest';
import type { Colours } from '../../src/cli/terminal/capabilities.js';
import type { Frame } from '../../src/cli/terminal/frame.js';
import { ASCII, UNICODE } from '../../src/cli/terminal/marks.js';
import { Painter } from '../../src/cli/terminal/painter.js';
import { picture } from '../../src/cli/terminal/picture.js';
import { FakeTerminal, frameOf, rows, Story } from './terminal-face-helpers.js';

const SIZES = [
  [80, 24],
  [100, 30],
  [120, 40],
  [200, 60],
  [240, 70],
] as const;

/** Somebody killed an object, and line-7 is in its second life. */
function story(): Story {
  const story = new Story().at(1000).allUp().at(3000).says('line-7').dies('objects', 5000, null);
  story.at(4000).fault('line-7', 5008, 'kill').dies('line-7', 5008, 'SIGKILL');
  return story.at(4123).born('line-7', 6000, 2).ready('line-7', 6000, 2).at(9000);
}

interface Can {
  colours: Colours;
  unicode: boolean;
}

const RICH: Can = { colours: 'any', unicode: true };
const screens = new Map([['threads', rows('── the calls ──', ' 1 hello grandmother 電話 🎈')]]);

async function show(columns: number, height: number, can: Can = RICH, more: Partial<Frame> = {}) {
  const terminal = new FakeTerminal(columns, height);
  const painter = new Painter(terminal, can);
  painter.enter();
  const frame = frameOf(story(), { chosen: 'line-7', marks: can.unicode ? UNICODE : ASCII, screens, ...more });
  painter.paint(picture(frame, { columns, rows: height }));
  return { terminal, painter, frame, lines: await terminal.screen() };
}

const EVERY: Can[] = (['any', '256', '16', 'none'] as const).flatMap((colours) => [
  { colours, unicode: true },
  { colours, unicode: false },
]);

describe('the whole picture', () => {
  const everywhere = EVERY.flatMap((can) => SIZES.map(([columns, height]) => ({ ...can, columns, height })));

  it.each(everywhere)(
    'the picture in $colours colours, Unicode $unicode, at $columns x $height has all of its parts',
    async (one) => {
      const { lines, terminal } = await show(one.columns, one.height, one);
      const [heart, cross] = one.unicode ? ['♥', '✕'] : ['\\+', 'x'];
      expect(lines[0]).toMatch(/^EXAMPLE +2 deaths +123 ms to recover +\d\d\.\d\d % up$/);
      expect(lines[1]).toBe('What shares nothing shares no fate.');
      expect(lines[2]).toMatch(new RegExp(`${cross} 12 objects .*${heart} 12 threads .*${heart} 12 processes`));
      expect(lines[3]).toMatch(/off: exit 1.*up (pid )?5001.*12 of 12 up/);
      expect(lines.at(-2)).toMatch(/1 throw +2 spin +3 kill +4 term +5 freeze +6 thaw$/);
      expect(lines.at(-1)).toContain('q quit');
      const all = lines.join('\n');
      expect(all).toContain('hello grandm');
      // Each lane with its name, and each pid.
      for (let line = 1; line <= 12; line++) {
        expect(all).toMatch(new RegExp(`${heart}[ ›>](line-)?${line} +${line === 7 ? 6000 : 5001 + line}\\b`));
        expect(all).toMatch(new RegExp(`${heart}[ ›>]line-${line} +[^ 0-9]`));
      }
      expect(all).toMatch(new RegExp(`line-7 .*${cross}${heart}2 123 ms`));
      expect(all).toMatch(new RegExp(`${cross} objects +[^ ]*${cross}`));
      if (!one.unicode) expect(terminal.written.join('')).toMatch(/^[\x00-\x7f]*$/);
    },
  );

  it.each(SIZES)('no line is longer than a window of %i x %i, nor is one missing', async (columns, height) => {
    for (const mode of ['panes', 'terminal', 'tree', 'help'] as const) {
      const { lines, terminal } = await show(columns, height, RICH, { mode });
      expect(lines).toHaveLength(height);
      // Written with wrapping on, a line too long would push the others down.
      terminal.written.push('\x1b[?7h');
      const [enter = '', paint = ''] = terminal.written;
      terminal.written = [enter.replace('\x1b[?7l', ''), paint];
      expect(await terminal.screen()).toEqual(lines);
    }
  });

  it('the whole picture tells state as shape and word where there is no colour', async () => {
    const { terminal } = await show(80, 24, { colours: 'none', unicode: true });
    expect(terminal.written.join('')).not.toMatch(/\x1b\[[0-9;]*(3[0-8]|4[0-8])[;m]/);
  });

  it('the whole picture prints in its inks, on its own paper, the dead in their colour', async () => {
    const { terminal } = await show(80, 24);
    expect(await terminal.cell(0, 0)).toMatchObject({ text: 'E', colour: 0xf3ead9, paper: 0x15110e, bold: true });
    expect(await terminal.cell(2, 2)).toMatchObject({ text: ' ', paper: 0xff5a3c });
    expect((await terminal.cell(23, 79)).paper).toBe(0x15110e);
    const few = await show(80, 24, { colours: '16', unicode: true });
    expect(await few.terminal.cell(2, 1)).toMatchObject({ text: '✕', colour: 1, paper: null, inverse: true });
  });

  it('the whole picture leaves nothing behind, through a storm of resizes and scenes', async () => {
    const terminal = new FakeTerminal(80, 24);
    const painter = new Painter(terminal, RICH);
    painter.enter();
    const frame = frameOf(story(), { chosen: 'line-7', screens });
    const sizes = [...SIZES, [20, 5], [79, 24], [81, 25], [80, 24], [300, 90], [80, 24], [100, 30]] as const;
    for (const [at, [columns, height]] of sizes.entries()) {
      Object.assign(terminal, { columns, rows: height });
      const mode = (['panes', 'tree', 'help', 'terminal'] as const)[at % 4] ?? 'panes';
      painter.paint(picture({ ...frame, mode }, terminal));
    }
    painter.paint(picture(frame, terminal));
    expect(await terminal.screen()).toEqual((await show(100, 30)).lines);
  });

  it('the whole picture keeps the figures, the claim and the keys in each mode', async () => {
    for (const mode of ['panes', 'terminal', 'tree', 'help'] as const) {
      const { lines } = await show(80, 24, RICH, { mode });
      expect(lines[0]).toContain('123 ms to recover');
      expect(lines[1]).toBe('What shares nothing shares no fate.');
      expect(lines.at(-1)).toContain('q quit');
    }
  });

  it('the whole picture shows one terminal in place of the panes', async () => {
    const { lines } = await show(80, 24, RICH, { mode: 'terminal', chosen: 'threads' });
    expect(lines[2]).toMatch(/^›♥ threads/);
    expect(lines.join('\n')).toContain('hello grandmother 電話 🎈');
  });

  it('the whole picture says that it shows the past', async () => {
    const { lines } = await show(80, 24, RICH, { past: { from: 0, present: 12_000 } });
    expect(lines.at(-2)).toMatch(/^◀ THE PAST {2}3\.0 s ago/);
  });

  it.each([
    [70, 20],
    [80, 23],
    [20, 6],
    [1, 1],
  ])('the whole picture asks for a larger window when it is %i x %i', async (columns, height) => {
    const { lines } = await show(columns, height);
    const words = `This window is ${columns}x${height}; the picture needs 80x24. Make it larger`;
    if (columns > 10) expect(lines.join(' ').replace(/ +/g, ' ')).toContain(words);
    expect(lines).toHaveLength(height);
  });
});
