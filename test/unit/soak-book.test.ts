import { beforeEach, describe, expect, it } from 'vitest';
import { type EventBody, initialView, type LogEvent, reduce, type View } from '../../src/log/index.js';
import { Book } from '../../tools/soak/book.js';

let book: Book;
let view: View;
let wrongs: string[];

function happens(at: number, body: EventBody): void {
  const event: LogEvent = { seq: view.next, at, ...body };
  book.take(event, view, at);
  view = reduce(view, event);
}

const worker = (id: string, restart: 'permanent' | 'temporary') =>
  ({ id, type: 'worker', parent: 'all', restart }) as const;
const start = (at: number, id: string, pid: number, because: 'boot' | 'restart' | 'command' = 'restart') =>
  happens(at, { type: 'start', id, pid, incarnation: (view.processes[id]?.lives ?? 0) + 1, because });
const ready = (at: number, id: string, pid: number) =>
  happens(at, { type: 'ready', id, pid, incarnation: 1, afterMs: 1 });
const exit = (at: number, id: string, pid: number, expected = false) =>
  happens(at, { type: 'exit', id, pid, incarnation: 1, code: null, signal: 'SIGKILL', uptimeMs: 1, expected });

beforeEach(() => {
  wrongs = [];
  book = new Book((what) => wrongs.push(what));
  view = initialView();
  const tree = [worker('line-1', 'permanent'), worker('line-2', 'permanent'), worker('objects', 'temporary')];
  happens(0, { type: 'scene', demo: 'isolation', tree });
  for (const [at, { id }] of tree.entries()) {
    start(1, id, 10 + at, 'boot');
    ready(2, id, 10 + at);
  }
});

describe('the book of a soak', () => {
  it('the book of a soak counts what was killed, and how long its rebirth took', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    expect(book.down).toBe(1);
    happens(101, { type: 'restart', id: 'line-1', delayMs: 0, inWindow: 1, intensity: 20 });
    start(110, 'line-1', 20);
    ready(180, 'line-1', 20);
    expect(book.kills).toEqual(new Map([['line SIGKILL', 1]]));
    expect(book.recoveries).toEqual([{ kind: 'line', ms: 80 }]);
    expect(book.down).toBe(0);
    expect(wrongs).toEqual([]);
  });

  it('the book of a soak takes a fault that the log tells for a cause', () => {
    happens(90, { type: 'fault', id: 'line-1', pid: 10, name: 'segfault' });
    exit(100, 'line-1', 10);
    expect(book.kills).toEqual(new Map([['line segfault', 1]]));
    expect(wrongs).toEqual([]);
  });

  it('the book of a soak finds an end without a cause, of a bystander too', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    exit(101, 'line-2', 11);
    expect(wrongs).toEqual(['line-2 (11) ended by itself: SIGKILL']);
  });

  it('the book of a soak does not take what a number did in an earlier life for a cause', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    start(110, 'line-1', 20);
    ready(120, 'line-1', 20);
    exit(200, 'line-1', 20);
    expect(wrongs).toEqual(['line-1 (20) ended by itself: SIGKILL']);
  });

  it('the book of a soak finds a process that is not reborn, or late; its number may be the old one', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    book.waited(1999);
    expect(wrongs).toEqual([]);
    book.waited(2);
    expect(wrongs).toEqual(['line-1 (was 10) is not reborn after 2001 ms']);
    book.strike(11, 'SIGKILL');
    exit(200, 'line-2', 11);
    start(210, 'line-2', 11);
    ready(2300, 'line-2', 11);
    expect(wrongs.slice(1)).toEqual(['line-2 took 2100 ms to be reborn']);
  });

  it('the book of a soak finds a life that is told twice or left out', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    happens(110, { type: 'start', id: 'line-1', pid: 20, incarnation: 3, because: 'restart' });
    expect(wrongs).toEqual(['line-1 begins life 3, and it is its life 2']);
  });

  it('the book of a soak allows the delay that a supervisor announces', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    happens(101, { type: 'restart', id: 'line-1', delayMs: 900, inWindow: 1, intensity: 20 });
    book.waited(2500);
    start(2600, 'line-1', 20);
    ready(2700, 'line-1', 20);
    expect(wrongs).toEqual([]);
  });

  it('the book of a soak waits for what is temporary from the moment that somebody starts it', () => {
    book.strike(12, 'SIGTERM');
    exit(100, 'objects', 12);
    book.waited(10_000);
    start(20_000, 'objects', 30, 'command');
    ready(20_070, 'objects', 30);
    expect(book.recoveries).toEqual([{ kind: 'objects', ms: 70 }]);
    expect(wrongs).toEqual([]);
  });

  it('the book of a soak asks no questions about an end in order', () => {
    for (const [at, id] of ['line-1', 'line-2', 'objects'].entries()) exit(100, id, 10 + at, true);
    expect(book.killed).toBe(0);
    expect(book.down).toBe(0);
    expect(wrongs).toEqual([]);
  });

  it('the book of a soak knows what the supervisor of the lines remembers', () => {
    book.strike(10, 'SIGKILL');
    exit(100, 'line-1', 10);
    expect(book.spent(100)).toBe(1);
    happens(600, { type: 'restart', id: 'line-1', delayMs: 0, inWindow: 1, intensity: 20 });
    expect(book.spent(600)).toBe(1);
    expect(book.spent(600 + 10_000)).toBe(1);
    expect(book.spent(600 + 12_000)).toBe(0);
  });
});
