/** Casts: what the terminals of a recording showed, as asciinema reads it. */
import { describe, expect, it } from 'vitest';
import { type CastVersion, castOf } from '../../src/export/cast.js';
import type { EventBody, LogEvent } from '../../src/log/index.js';

const HEAD = { day: '2026-11-29', machine: 'Linux, 2 cores, Node 20.20.2' };
const worker = { type: 'worker', parent: 'top', restart: 'permanent' } as const;
const scene: EventBody = {
  type: 'scene',
  demo: 'd',
  tree: [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
    { id: 'a', ...worker },
    { id: 'b', ...worker },
  ],
};
const output = (data: string | Uint8Array, id = 'a'): EventBody => ({ type: 'output', id, data });
const start = (incarnation: number): EventBody => {
  const because = incarnation === 1 ? 'boot' : 'restart';
  return { type: 'start', id: 'a', pid: incarnation, incarnation, because };
};
const ready = (incarnation: number): EventBody => ({
  type: 'ready',
  id: 'a',
  pid: incarnation,
  incarnation,
  afterMs: 30,
});
const exit = (incarnation: number, how: { code?: number; signal?: string; expected?: boolean }): EventBody => ({
  ...{ type: 'exit', id: 'a', pid: incarnation, incarnation, uptimeMs: 50 },
  ...{ code: how.code ?? null, signal: how.signal ?? null, expected: how.expected ?? false },
});

/** The log does not begin at zero: a demo may look for what it needs first. */
const BEGAN = 476.1;
const logOf = (...events: [at: number, body: EventBody][]): LogEvent[] =>
  [[0, scene] as [number, EventBody], ...events].map(([at, body], seq) => ({ seq, at: BEGAN + at, ...body }));

type Entry = [time: number, code: string, data: string];

function castIn(events: LogEvent[], version: CastVersion = 3) {
  const text = castOf({ ...HEAD, events }, { id: 'a', cols: 34, rows: 9 }, version);
  expect(text.endsWith('\n')).toBe(true);
  const [head, ...entries] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { head, entries: entries as Entry[] };
}

const markersIn = (events: LogEvent[]) =>
  castIn(events).entries.flatMap(([, code, data]) => (code === 'm' ? data : []));

describe('the head of a cast', () => {
  it('the head says which terminal of which recording it was, and how large', () => {
    const title = 'd: a. A recording of 2026-11-29 (Linux, 2 cores, Node 20.20.2).';
    expect(castIn(logOf()).head).toEqual({ version: 3, term: { cols: 34, rows: 9, type: 'xterm-256color' }, title });
    expect(castIn(logOf(), 2).head).toEqual({
      ...{ version: 2, width: 34, height: 9, title },
      env: { TERM: 'xterm-256color' },
    });
  });
});

describe('the output in a cast', () => {
  it('a character that two writes cut comes out whole, whatever another terminal shows meanwhile', () => {
    const [first, second] = [Buffer.from('♥').subarray(0, 2), Buffer.from('♥ and\r\n').subarray(2)];
    const events = logOf([10, output(first)], [20, output(Buffer.from('♦'), 'b')], [30, output(second)]);
    expect(castIn(events).entries).toEqual([[0.03, 'o', '♥ and\r\n']]);
  });

  it('the lines of the stage are in it, and what other processes print is not', () => {
    const banner = { ...output('── reborn\r\n'), by: 'stage' };
    const events = logOf([10, output('mine')], [20, output('theirs', 'b')], [30, banner]);
    expect(castIn(events).entries.map(([, , data]) => data)).toEqual(['mine', '── reborn\r\n']);
  });
});

describe('the times in a cast', () => {
  const events = logOf([0.4, output('1')], [1000, output('2', 'b')], [1250.5, output('3')], [2000, output('4')]);

  it('in version 3 a time counts from the entry before, the first one from the beginning of the recording', () => {
    expect(castIn(events).entries.map(([time]) => time)).toEqual([0.0004, 1.2501, 0.7495]);
  });

  it('in version 2 each time counts from the beginning of the recording', () => {
    expect(castIn(events, 2).entries.map(([time]) => time)).toEqual([0.0004, 1.2505, 2]);
  });

  it('the times of an hour of output in version 3 add up to an hour', () => {
    const hour = 3_600_000;
    const count = 10_800;
    const all = Array.from({ length: count }, (_, n): [number, EventBody] => [((n + 1) * hour) / count, output('.')]);
    const sum = castIn(logOf(...all)).entries.reduce((total, [time]) => total + time, 0);
    expect(sum).toBeCloseTo(3600, 6);
  });
});

describe('the markers in a cast', () => {
  it('each exit and each restart is a marker, with the length of the outage', () => {
    const events = logOf(
      [1, start(1)],
      [40, ready(1)],
      [100, exit(1, { signal: 'SIGKILL' })],
      [110, start(2)],
      [183, ready(2)],
      [300, exit(2, { code: 7 })],
      [310, start(3)],
      [1800, ready(3)],
    );
    expect(markersIn(events)).toEqual([
      'killed by SIGKILL',
      'restarted as incarnation 2 in 83 ms',
      'exit 7',
      'restarted as incarnation 3 in 1.5 s',
    ]);
    expect(castIn(events).entries[1]).toEqual([0.083, 'm', 'restarted as incarnation 2 in 83 ms']);
    expect(castIn(events, 2).entries[1]).toEqual([0.183, 'm', 'restarted as incarnation 2 in 83 ms']);
  });

  it('a process that its supervisor ends is terminated, and its restart ends no outage', () => {
    const events = logOf(
      [1, start(1)],
      [40, ready(1)],
      [100, exit(1, { signal: 'SIGTERM', expected: true })],
      [110, start(2)],
      [150, ready(2)],
    );
    expect(markersIn(events)).toEqual(['terminated', 'restarted as incarnation 2']);
  });
});

describe('the exit code in a cast', () => {
  const up = [
    [1, start(1)],
    [40, ready(1)],
  ] as [number, EventBody][];
  const banner: [number, EventBody] = [101, output('── exit 3 after 0.1 s\r\n')];

  it('the exit code of a process that stays down is the last entry, behind the banner of its exit', () => {
    const events = logOf(...up, [100, exit(1, { code: 3 })], banner);
    expect(castIn(events).entries.slice(1)).toEqual([
      [0.001, 'o', '── exit 3 after 0.1 s\r\n'],
      [0, 'x', '3'],
    ]);
    expect(castIn(events, 2).entries.map(([, code]) => code)).toEqual(['m', 'o']);
  });

  it.each([
    ['runs again', [exit(1, { code: 3 }), start(2), ready(2)]],
    ['was killed', [exit(1, { signal: 'SIGKILL' })]],
    ['never ended', []],
  ])('there is no exit code of a process that %s', (_, bodies) => {
    const events = logOf(...up, ...bodies.map((body, at): [number, EventBody] => [100 + at, body]));
    expect(castIn(events).entries.map(([, code]) => code)).not.toContain('x');
  });
});
