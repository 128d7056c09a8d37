import { describe, expect, it } from 'vitest';
import type { Colours } from '../../src/cli/terminal/capabilities.js';
import { Painter } from '../../src/cli/terminal/painter.js';
import type { Line } from '../../src/cli/terminal/text.js';
import { FakeTerminal } from './terminal-face-helpers.js';

const lines = (...texts: string[]): Line[] => texts.map((text) => [{ text }]);

describe('the painter', () => {
  const opened = (can: { colours?: Colours; unicode?: boolean } = {}) => {
    const terminal = new FakeTerminal();
    const painter = new Painter(terminal, { colours: 'none', unicode: true, ...can });
    painter.enter();
    return { terminal, painter };
  };

  it('the painter writes only the cells that changed', () => {
    const { terminal, painter } = opened();
    painter.paint(lines('one', 'two of them', 'three'));
    painter.paint(lines('one', 'two of theirs', 'three'));
    expect(terminal.last).toBe('\x1b[?2026h\x1b[2;11H\x1b[0mirs\x1b[?2026l');
    const count = terminal.written.length;
    painter.paint(lines('one', 'two of theirs', 'three'));
    expect(terminal.written).toHaveLength(count);
  });

  it('the painter writes a change of style', async () => {
    const { terminal, painter } = opened({ colours: '16' });
    painter.paint([[{ text: 'one' }]]);
    painter.paint([[{ text: 'o' }, { text: 'n', tone: 'dead' }, { text: 'e' }]]);
    expect((await terminal.cell(0, 1)).colour).toBe(1);
    expect((await terminal.cell(0, 2)).colour).toBe(null);
  });

  it('the painter blanks the lines that are no more', async () => {
    const { terminal, painter } = opened();
    painter.paint(lines('one', 'two', 'three'));
    painter.paint(lines('one'));
    expect((await terminal.screen()).slice(0, 3)).toEqual(['one', '', '']);
  });

  it('the painter paints all of it again after a resize and after others used the terminal, and never below the window', () => {
    const { terminal, painter } = opened();
    painter.paint(lines('one', 'two'));
    terminal.rows = 1;
    painter.paint(lines('one', 'two'));
    expect(terminal.last).toContain('one');
    expect(terminal.last).not.toContain('two');
    painter.leave();
    painter.enter();
    painter.paint(lines('one', 'two'));
    expect(terminal.last).toContain('one');
  });

  it('the painter leaves no half of a wide character behind', async () => {
    const { terminal, painter } = opened();
    painter.paint(lines('ab電話cd | ef'));
    painter.paint(lines('abx電 cd | ef'));
    painter.paint(lines('ab電話cd | gh'));
    expect((await terminal.screen())[0]).toBe('ab電話cd | gh');
  });

  it('the painter is not put out of place by a character that the terminal takes for wider than we do', async () => {
    const { terminal, painter } = opened();
    // Two flags' halves, a family, an emoji with a selector: terminals do not agree on any of them.
    painter.paint(lines('🇩🇪 👨‍👩‍👧 ❤️ | right'));
    const [row] = await terminal.screen();
    expect(row?.endsWith('| right')).toBe(true);
    const place = row?.indexOf('| right');
    expect(place).toBeGreaterThan(0);
  });

  it('the painter never scrolls, nor erases what can be scrolled back to', () => {
    const { terminal, painter } = opened();
    painter.paint(Array.from({ length: 40 }, () => [{ text: 'x'.repeat(80) }]));
    expect(terminal.written.join('')).not.toContain('\n');
    expect(terminal.written.join('')).not.toContain('\x1b[3J');
  });

  it('the painter gives the terminal back once, with its cursor and its modes, and paints no more', async () => {
    const { terminal, painter } = opened();
    painter.paint(lines('one'));
    expect(await terminal.modes()).toEqual({ alternate: true, cursor: false, wraps: false });
    painter.leave();
    expect(await terminal.modes()).toEqual({ alternate: false, cursor: true, wraps: true });
    const count = terminal.written.length;
    painter.leave();
    painter.paint(lines('late'));
    expect(terminal.written).toHaveLength(count);
  });

  it('the painter writes nothing but ASCII to a terminal without Unicode, and everything in its place', async () => {
    const { terminal, painter } = opened({ unicode: false });
    painter.paint(lines('♥ 電話 ── | right'));
    expect(terminal.written.join('')).toMatch(/^[\x00-\x7f]*$/);
    expect((await terminal.screen())[0]).toBe('? ? ?  -- | right');
  });
});
