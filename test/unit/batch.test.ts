import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batch } from '../../src/terminal/batch.js';

const WINDOW_MS = 4;
const KiB = 1024;
let sent: string[];
let held: boolean[];
let batch: Batch;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sent = [];
  held = [];
  batch = new Batch({ send: (bytes) => sent.push(bytes.toString()), hold: (on) => held.push(on) });
});
afterEach(() => {
  batch.close();
  expect(vi.getTimerCount(), 'no timer is left').toBe(0);
  vi.useRealTimers();
});

const add = (text: string) => batch.add(Buffer.from(text));

describe('a batch', () => {
  it('a batch sends at once when idle', () => {
    add('key');
    expect(sent).toEqual(['key']);
    vi.advanceTimersByTime(WINDOW_MS);
    add('next');
    expect(sent).toEqual(['key', 'next']);
  });

  it('a batch gathers what follows within the window', () => {
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

  it('a batch does not wait when it has enough', () => {
    add('a');
    add('x'.repeat(64 * KiB));
    expect(sent.map(({ length }) => length)).toEqual([1, 64 * KiB]);
  });

  it('a batch leaves a source alone that bursts, or that goes on at a pace that can be followed', () => {
    add('x'.repeat(30 * KiB));
    vi.advanceTimersByTime(1000);
    for (let ms = 0; ms < 1000; ms++) {
      add('x'.repeat(1.5 * KiB));
      vi.advanceTimersByTime(1);
    }
    expect(held).toEqual([]);
  });

  it('a batch holds a source that floods, so that two megabytes pass in a second, in few messages', () => {
    let passed = 0;
    for (let ms = 0; ms < 1000; ms++) {
      // The source writes 32 MB a second when it may.
      for (let times = 0; times < 8 && held.at(-1) !== true; times++) {
        add('x'.repeat(4 * KiB));
        passed += 4 * KiB;
      }
      vi.advanceTimersByTime(1);
    }
    expect(passed).toBeGreaterThan(1.5 * KiB * KiB);
    expect(passed).toBeLessThan(2.25 * KiB * KiB);
    expect(sent.length).toBeLessThan(140);
    vi.advanceTimersByTime(1000);
    expect(sent.join('')).toHaveLength(passed);
    expect(held.at(-1)).toBe(false);
  });

  it('a batch holds a source that has added much at once for as long as that is worth', () => {
    add('x'.repeat(256 * KiB));
    expect(held).toEqual([true]);
    vi.advanceTimersByTime(100);
    expect(held).toEqual([true]);
    vi.advanceTimersByTime(50);
    expect(held).toEqual([true, false]);
    vi.advanceTimersByTime(50);
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

  it('a batch loses nothing and changes no order, whatever comes when', () => {
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
