import { describe, expect, it } from 'vitest';
import { drawLane, stretches } from '../../src/browser/demo/monitor.js';
import type { EventBody } from '../../src/log/events.js';
import { initialView, type ProcessView, reduce } from '../../src/log/reducer.js';

const scene: EventBody = {
  type: 'scene',
  demo: 'd',
  tree: [{ id: 'a', type: 'worker', parent: null, restart: 'permanent' }],
};
const lives = (...parts: [number, EventBody][]): ProcessView => {
  const events = [[0, scene] as [number, EventBody], ...parts].map(([at, body], seq) => ({ ...body, seq, at }));
  return events.reduce(reduce, initialView()).processes.a as ProcessView;
};
const start = (at: number, incarnation: number): [number, EventBody] => [
  at,
  { type: 'start', id: 'a', pid: incarnation, incarnation, because: 'boot' },
];
const ready = (at: number, incarnation: number): [number, EventBody] => [
  at,
  { type: 'ready', id: 'a', pid: incarnation, incarnation, afterMs: 1 },
];
const word = (at: number): [number, EventBody] => [at, { type: 'output', id: 'a', data: 'x' }];
const exit = (at: number): [number, EventBody] => [
  at,
  { type: 'exit', id: 'a', pid: 1, incarnation: 1, code: 1, signal: null, uptimeMs: 1, expected: false },
];

const life = lives(
  start(1000, 1),
  ready(1100, 1),
  word(2000),
  word(3000),
  exit(5000),
  start(5010, 2),
  ready(5100, 2),
  word(6000),
);

describe('the stretches of a lane', () => {
  it('are the states one after the other, without a gap, up to now', () => {
    const parts = stretches(life, 7000);
    expect(parts.map(({ state }) => state)).toEqual(['waiting', 'booting', 'up', 'down', 'booting', 'up']);
    expect(parts[0]?.from).toBe(7000 - 12_000);
    expect(parts.at(-1)?.to).toBe(7000);
    for (const [at, part] of parts.slice(1).entries()) expect(part.from).toBe(parts[at]?.to);
  });

  it('leave out what has run off to the left', () => {
    expect(stretches(life, 16_000)).toEqual([
      { from: 4000, to: 5000, state: 'up' },
      { from: 5000, to: 5010, state: 'down' },
      { from: 5010, to: 5100, state: 'booting' },
      { from: 5100, to: 16_000, state: 'up' },
    ]);
    expect(stretches(life, 1_000_000)).toEqual([{ from: 988_000, to: 1_000_000, state: 'up' }]);
  });

  it('of one that has not begun are a wait', () => {
    expect(stretches(lives(), 500)).toEqual([{ from: -11_500, to: 500, state: 'waiting' }]);
  });
});

/** A canvas that writes down what it is told. */
function pencil() {
  const points: [number, number][] = [];
  const strokes: { ink: string; dashed: boolean; points: [number, number][] }[] = [];
  let dots = 0;
  let path: [number, number][] = [];
  let dashed = false;
  const context = {
    strokeStyle: '',
    fillStyle: '',
    beginPath: () => {
      path = [];
    },
    moveTo: (x: number, y: number) => path.push([x, y]),
    lineTo: (x: number, y: number) => path.push([x, y]),
    arc: () => {},
    fill: () => dots++,
    setLineDash: (dash: number[]) => {
      dashed = dash.length > 0;
    },
    stroke() {
      strokes.push({ ink: this.strokeStyle, dashed, points: path });
      points.push(...path);
    },
  };
  return { context: context as unknown as CanvasRenderingContext2D, strokes, points, dots: () => dots };
}

const inks = { pulse: 'green', plug: 'red', amber: 'amber', line: 'grey' };
const box = { x: 100, y: 50, width: 600, height: 40 };

describe('a lane', () => {
  it('stays in its box, its right end now', () => {
    const { context, points } = pencil();
    drawLane(context, { process: life, ...box }, 7000, inks);
    const cross = 0.26 * box.height;
    for (const [x, y] of points) {
      expect(x).toBeGreaterThanOrEqual(box.x - cross);
      expect(x).toBeLessThanOrEqual(box.x + box.width + 1e-9);
      expect(y).toBeGreaterThanOrEqual(box.y);
      expect(y).toBeLessThanOrEqual(box.y + box.height);
    }
    expect(Math.max(...points.map(([x]) => x))).toBeCloseTo(box.x + box.width);
  });

  it('beats where it was heard, and nowhere else', () => {
    const { context, strokes } = pencil();
    drawLane(context, { process: life, ...box }, 7000, inks);
    const middle = box.y + box.height / 2;
    const place = (at: number) => box.x + box.width - ((7000 - at) / 12_000) * box.width;
    const peaks = strokes
      .filter(({ ink }) => ink === 'green')
      .flatMap(({ points }) => points.filter(([, y]) => y < middle - 0.4 * box.height));
    expect(peaks.map(([x]) => x)).toEqual([2000, 3000, 6000].map(place));
  });

  it('a death is a red cross where it happened', () => {
    const { context, strokes } = pencil();
    drawLane(context, { process: life, ...box }, 7000, inks);
    const cross = strokes.filter(({ ink, points }) => ink === 'red' && points.length === 4);
    expect(cross).toHaveLength(1);
    const xs = cross[0]?.points.map(([x]) => x) ?? [];
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(box.x + box.width - (2000 / 12_000) * box.width);
  });

  it('a birth that takes long enough to be seen is an amber dot', () => {
    const { context, dots } = pencil();
    drawLane(context, { process: lives(start(1000, 1), ready(5000, 1)), ...box }, 7000, inks);
    expect(dots()).toBe(1);
  });

  it('the same moment is the same picture', () => {
    const draw = () => {
      const { context, strokes } = pencil();
      drawLane(context, { process: life, ...box }, 7000, inks);
      return strokes;
    };
    expect(draw()).toEqual(draw());
  });
});
