import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventLog, JsonLines, type LogEvent, parseJsonLines, reduce } from '../../src/log/index.js';
import { initialView } from '../../src/log/reducer.js';

const tree = [
  {
    id: 'top',
    type: 'supervisor' as const,
    parent: null,
    restart: 'permanent' as const,
    strategy: 'one_for_one' as const,
  },
  { id: 'a', type: 'worker' as const, parent: 'top', restart: 'permanent' as const },
];
const scene = { type: 'scene' as const, demo: 'd', tree };
const output = (data: string | Uint8Array) => ({ type: 'output' as const, id: 'a', data });
const note = (text: string) => ({ type: 'note' as const, text });

function newLog() {
  let now = 0;
  const log = new EventLog(() => now);
  const at = (ms: number) => {
    now = ms;
  };
  return { log, at };
}

describe('offsets', () => {
  it('offsets count from 0 without gaps, and times are in tenths of a ms', () => {
    const { log, at } = newLog();
    expect(log.next).toBe(0);
    const events = [0, 1.26, 2].map((ms) => {
      at(ms);
      return log.append(note(`${ms}`));
    });
    expect(events.map(({ seq, at }) => [seq, at])).toEqual([
      [0, 0],
      [1, 1.3],
      [2, 2],
    ]);
    expect(log.next).toBe(3);
  });

  it('since() returns the events from an offset on, none at the end, and null outside of the kept events', () => {
    const { log } = newLog();
    expect(log.since(0)).toEqual([]);
    for (let at = 0; at < 5; at++) log.append(note(`${at}`));
    expect(log.since(0)?.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
    expect(log.since(3)?.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(log.since(5)).toEqual([]);
    expect(log.since(6)).toBeNull();
    expect(log.since(-1)).toBeNull();
  });

  it('the events that since() has returned do not change with later events', () => {
    const { log } = newLog();
    log.append(note('x'));
    const events = log.since(0);
    for (let at = 0; at < 50_000; at++) log.append(note('y'));
    expect(events).toHaveLength(1);
  });

  it('a reader that goes on from any kept offset misses no event, whatever was appended', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (lengths) => {
        const { log } = newLog();
        for (const length of lengths) log.append(output(new Uint8Array(length)));
        let first = 0;
        while (log.since(first) === null) first++;
        const kept = log.since(first) as LogEvent[];
        expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: log.next - first }, (_, at) => first + at));
        const bytes = kept.reduce((sum, event) => sum + (event.type === 'output' ? event.data.length : 0), 0);
        expect(bytes).toBeLessThanOrEqual(1024 * 1024);
      }),
      { numRuns: 30 },
    );
  });
});

describe('bounds', () => {
  it('the log trims a flood of output by bytes, and the view goes on', () => {
    const { log } = newLog();
    log.append(scene);
    const chunk = new Uint8Array(64 * 1024);
    for (let at = 0; at < 1000; at++) log.append(output(chunk));
    expect(log.since(0)).toBeNull();
    const kept = log.since(log.next - 5) as LogEvent[];
    expect(kept).toHaveLength(5);
    let first = log.next;
    while (log.since(first - 1) !== null) first--;
    expect((log.next - first) * chunk.length).toBeLessThanOrEqual(1024 * 1024);
    expect(log.view.next).toBe(1001);
  });

  it('the log trims a flood of small events by number', () => {
    const { log } = newLog();
    for (let at = 0; at < 100_000; at++) log.append({ type: 'metric', id: 'a', name: 'n', value: at });
    expect(log.since(log.next - 25_000)).toBeNull();
    expect(log.since(log.next - 5000)).toHaveLength(5000);
  });

  it('one event that is larger than the whole log does no harm', () => {
    const { log } = newLog();
    log.append(note('before'));
    log.append(output(new Uint8Array(3 * 1024 * 1024)));
    log.append(note('after'));
    expect(log.since(2)).toMatchObject([{ seq: 2, type: 'note' }]);
    expect(log.next).toBe(3);
  });

  it('the view does not grow, whatever a process sends', () => {
    const { log } = newLog();
    log.append(scene);
    for (let at = 0; at < 5000; at++) {
      log.append(note(`${at}`));
      log.append({ type: 'metric', id: 'a', name: `n${at}`, value: at });
      log.append({ type: 'start', id: 'a', pid: at, incarnation: at, because: 'restart' });
      log.append({ type: 'ready', id: 'a', pid: at, incarnation: at, afterMs: 1 });
      log.append({
        type: 'exit',
        id: 'a',
        pid: at,
        incarnation: at,
        code: 1,
        signal: null,
        uptimeMs: 1,
        expected: false,
      });
    }
    expect(JSON.stringify(log.view).length).toBeLessThan(64 * 1024);
  });
});

describe('the view', () => {
  it('the view is the fold of all events, trimmed or not', () => {
    const { log } = newLog();
    const all: LogEvent[] = [];
    log.subscribe((event) => all.push(event));
    log.append(scene);
    for (let at = 0; at < 30_000; at++) log.append(output('x'));
    log.append(note('end'));
    expect(all.reduce(reduce, initialView())).toEqual(log.view);
    expect(log.since(0)).toBeNull();
  });

  it('two logs that accept the same events have the same view', () => {
    const { log } = newLog();
    const { log: other } = newLog();
    log.subscribe((event) => other.accept(event));
    log.append(scene);
    log.append(output('x'));
    expect(other.view).toEqual(log.view);
    expect(other.since(0)).toEqual(log.since(0));
  });
});

describe('readers', () => {
  it('a reader receives each event once from then on, until it stops', () => {
    const { log } = newLog();
    const heard: number[] = [];
    log.append(note('before'));
    const stop = log.subscribe(({ seq }) => heard.push(seq));
    log.append(note('x'));
    log.append(note('y'));
    stop();
    stop();
    log.append(note('z'));
    expect(heard).toEqual([1, 2]);
  });

  it('a reader sees a view that has the event in it, and can go on from there', () => {
    const { log } = newLog();
    log.subscribe((event) => {
      expect(log.view.next).toBe(event.seq + 1);
      expect(log.since(event.seq)).toEqual([event]);
    });
    log.append(scene);
    log.append(note('x'));
  });

  it('a reader may stop while it receives an event', () => {
    const { log } = newLog();
    const heard: string[] = [];
    const stop = log.subscribe(() => {
      heard.push('first');
      stop();
    });
    log.subscribe(() => heard.push('second'));
    log.append(note('x'));
    log.append(note('y'));
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});

describe('recent', () => {
  it('recent() returns the scene that is on', () => {
    const { log } = newLog();
    expect(log.recent()).toEqual([]);
    for (const text of ['x', 'y']) {
      log.append(scene);
      log.append(note(text));
    }
    expect(log.recent().map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('recent() returns the rest of the scene when its start was trimmed', () => {
    const { log } = newLog();
    log.append(scene);
    for (let at = 0; at < 100; at++) log.append(output(new Uint8Array(64 * 1024)));
    const recent = log.recent();
    expect(recent.at(-1)?.seq).toBe(100);
    expect(recent).toEqual(log.since(recent[0]?.seq ?? 0));
  });
});

describe('lines of JSON', () => {
  const write = (events: LogEvent[]) => {
    const lines = new JsonLines();
    return events.map((event) => `${lines.write(event)}\n`).join('');
  };

  it('lines of JSON parse to the events that they were written from', () => {
    const { log } = newLog();
    log.append(scene);
    log.append({ type: 'start', id: 'a', pid: 7, incarnation: 1, because: 'boot' });
    log.append({ type: 'ready', id: 'a', pid: 7, incarnation: 1, afterMs: 80.5 });
    log.append(output('text with "quotes", \n, \x1b[31m and €'));
    log.append({ type: 'metric', id: 'a', name: 'n', value: -0.5 });
    log.append(note(''));
    log.append({ type: 'fault', id: 'a', pid: 7, name: 'kill' });
    log.append({ type: 'hung', id: 'a', pid: 7, silentMs: 1 });
    log.append({ type: 'overweight', id: 'a', pid: 7, bytes: 9 });
    log.append({
      type: 'exit',
      id: 'a',
      pid: 7,
      incarnation: 1,
      code: null,
      signal: 'SIGKILL',
      uptimeMs: 3,
      expected: false,
    });
    log.append({ type: 'restart', id: 'a', delayMs: 0, inWindow: 1, intensity: 3 });
    log.append({ type: 'giveup', id: 'a', reason: 'enough' });
    log.append({ type: 'verdict', passed: true, expected: 'x', seen: 'x' });
    log.append({ type: 'error', message: 'wrong' });
    log.append({ type: 'stop', leftover: 0 });
    const events = log.since(0) as LogEvent[];
    const text = write(events);
    expect(text.split('\n')).toHaveLength(events.length + 1);
    expect(parseJsonLines(text)).toEqual(events);
    expect(parseJsonLines(text).reduce(reduce, initialView())).toEqual(log.view);
    expect(write(events), 'the same events, the same lines').toBe(text);
  });

  it('lines of JSON have whole characters for each process, wherever the bytes were cut', () => {
    const text = 'grüße, 漢字, 🎈 and é';
    const bytes = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), bytes.length];
        const pieces = cuts.slice(1).map((cut, at) => bytes.subarray(cuts[at], cut));
        const lines = new JsonLines();
        const said: Record<string, string> = { a: '', b: '' };
        for (const [seq, data] of pieces.entries()) {
          for (const id of ['a', 'b']) {
            said[id] += JSON.parse(lines.write({ type: 'output', id, data, seq, at: 0 })).data;
          }
        }
        expect(said).toEqual({ a: text, b: text });
      }),
    );
  });

  it('lines of JSON are refused, with file and line, when one of them is not the next event', () => {
    const good = '{"seq":0,"at":0,"type":"note","text":"x"}';
    const wrong: [string, string][] = [
      ['not json', 'talk.jsonl:1'],
      [`${good}\n${good}`, 'talk.jsonl:2'],
      [`${good}\n{"seq":2,"at":0,"type":"note","text":"x"}`, 'talk.jsonl:2'],
      [`${good}\n\n\nnull`, 'talk.jsonl:4'],
      [`${good}\n{"seq":1,"at":0,"type":"party"}`, 'talk.jsonl:2'],
      ['{"seq":0,"at":0,"type":"note"}', 'talk.jsonl:1'],
      ['{"seq":0,"at":-1,"type":"note","text":"x"}', 'talk.jsonl:1'],
      ['{"seq":0.5,"at":0,"type":"note","text":"x"}', 'talk.jsonl:1'],
      ['{"at":0,"type":"note","text":"x"}', 'talk.jsonl:1'],
      ['[]', 'talk.jsonl:1'],
      [`${good.slice(0, -5)}`, 'talk.jsonl:1'],
    ];
    for (const [text, place] of wrong) expect(() => parseJsonLines(text, 'talk.jsonl'), text).toThrow(`${place}: `);
    const skipped = good.replace('0', '2');
    expect(() => parseJsonLines(`${good}\n${skipped}`)).toThrow(
      'recording:2: expected event #1, found event #2. Record',
    );
    expect(() => parseJsonLines('[]')).toThrow(
      'recording:1: expected event #0, found a line that is not an event. Record',
    );
  });

  it('a text without lines is an empty log', () => {
    expect(parseJsonLines('')).toEqual([]);
    expect(parseJsonLines('\n\n')).toEqual([]);
  });
});
