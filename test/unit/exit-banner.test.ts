import { describe, expect, it } from 'vitest';
import { exitBanner, restartBanner, signalLine } from '../../src/stage/exit-banner.js';

const killed = { code: null, signal: 'SIGKILL', uptimeMs: 12_400 };
const plain = (text: string) => text.replace(/\x1b\[\d+m/g, '');
const lines = (text: string) => plain(text).split('\r\n').filter(Boolean);

describe('an exit banner', () => {
  it('the banner says how and after how long the process ended, in as many words as there is room for', () => {
    expect(lines(exitBanner(killed, true, 60))).toEqual([`── killed by SIGKILL after 12.4 s ${'─'.repeat(25)}`]);
    expect(lines(exitBanner(killed, true, 32))).toEqual([`── SIGKILL after 12.4 s ${'─'.repeat(7)}`]);
    expect(lines(exitBanner({ code: 1, signal: null, uptimeMs: 900 }, true, 32))[0]).toContain(
      '── exit 1 after 0.9 s ──',
    );
  });

  it('the banner says that a temporary process stays down, and the restart banner has the new pid and the time', () => {
    expect(lines(exitBanner(killed, false, 32))[1]).toBe('── temporary: it stays down ───');
    expect(lines(restartBanner(4711, 83.2, 40))).toEqual([`── reborn as 4711 in 83 ms ${'─'.repeat(12)}`]);
    expect(lines(restartBanner(24_396, 184, 26))).toEqual(['── reborn in 184 ms ─────']);
  });

  it('the banner names a signal that was sent, because nothing may follow', () => {
    expect(lines(signalLine('SIGTERM', 32))).toEqual([`── SIGTERM is sent ${'─'.repeat(12)}`]);
  });

  it('the banner is one line of a terminal, and leaves the last column free, where that is possible', () => {
    for (let cols = 20; cols <= 200; cols++) {
      const all = [...lines(exitBanner(killed, true, cols)), ...lines(restartBanner(4_194_304, 12_345, cols))];
      expect(all).toHaveLength(2);
      for (const line of all) expect(line.length, `${cols} columns`).toBeLessThanOrEqual(Math.max(cols - 1, 26));
    }
  });

  it('the banner starts a line of its own and leaves no colour behind', () => {
    expect(exitBanner(killed, true, 40)).toMatch(/^\r\n\x1b\[31m.*\r\n\x1b\[0m$/s);
    expect(restartBanner(1, 1, 40)).toMatch(/\x1b\[0m\r\n$/);
  });
});
