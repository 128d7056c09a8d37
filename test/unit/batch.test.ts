import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batch } from '../../src/terminal/batch.js';

const WINDOW_MS = 4;
let sent: string[];
let batch: Batch;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sent = [];
  batch = new Batch((bytes) => sent.push(bytes.toString()));
});
afterEach(() => {
  batch.close();
  expect(vi.getTimerCount(), 'no timer is left').toBe(0);
  vi.useRealTimers();
});

const add = (text: string) => batch.add(Buffer.from(text));

describe('a batch', () => {
  it('sends at once when idle', () => {
    add('key');
    expect(sent).toEqual(['key']);
    vi.advanceTimersByTime(WINDOW_MS);
    add('next');
    expect(sent).toEqual(['key', 'next']);
  });

  it('gathers what follows within the window', () => {
    for (const text of ['a', 'b', 'c']) add(text);
    expect(sent).toEqual(['a']);
    vi.advanceTimersByTime(WINDOW_MS);
    expect(sent).toEqual(['a', 'bc']);
  });

  it('under load sends once a window', () => {
    for (let ms = 0; ms < 40; ms++) {
      add('x');
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeLessThanOrEqual(11);
    expect(sent.join('')).toHaveLength(40);
  });

  it('does not wait when it has enough', () => {
    add('a');
    add('x'.repeat(64 * 1024));
    expect(sent.map(({ length }) => length)).toEqual([1, 64 * 1024]);
  });

  it('flush and close send what there is, and nothing when there is nothing', () => {
    add('a');
    add('b');
    batch.flush();
    batch.flush();
    expect(sent).toEqual(['a', 'b']);
    add('c');
    batch.close();
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('loses nothing and changes no order, whatever comes when', () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.constant(-1), fc.nat({ max: 10 })), { maxLength: 60 });
    fc.assert(
      fc.property(parts, (given) => {
        sent = [];
        let all = '';
        for (const part of given) {
          if (part === -1) batch.flush();
          else if (typeof part === 'number') vi.advanceTimersByTime(part);
          else {
            const text = Buffer.from(part).toString();
            all += text;
            add(text);
          }
        }
        vi.advanceTimersByTime(WINDOW_MS);
        expect(sent.join('')).toBe(all);
        vi.advanceTimersByTime(WINDOW_MS);
      }),
    );
  });
});
