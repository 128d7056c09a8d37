import { describe, expect, it } from 'vitest';
import { drawLane, drawReach, markSizes } from '../../src/browser/demo/monitor/lane.js';
import { type Marks, marksOf, stretches } from '../../src/browser/demo/monitor/marks.js';
import { runningScale, stillScale } from '../../src/browser/demo/monitor/scale.js';
import type { EventBody } from '../../src/log/events.js';
import type { ProcessView } from '../../src/log/process.js';
import { initialView, reduce } from '../../src/log/reducer.js';

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
const exit = (at: number, expected = false): [number, EventBody] => [
  at,
  { type: 'exit', id: 'a', pid: 1, incarnation: 1, code: 1, signal: null, uptimeMs: 1, expected },
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

const box = { x: 100, y: 50, width: 630, height: 40 };
const SPEED = 36;
const WINDOW = (600 / SPEED) * 1000;
const at = (now: number) => runningScale(now, box);

describe('the stretches of a lane', () => {
  it('the stretches of a lane are the states one after the other, without a gap, up to now', () => {
    const parts = stretches(life, at(7000));
    expect(parts.map(({ state }) => state)).toEqual(['waiting', 'booting', 'up', 'down', 'booting', 'up']);
    expect(parts[0]?.from).toBeCloseTo(7000 - WINDOW);
    expect(parts.at(-1)?.to).toBe(7000);
    for (const [place, part] of parts.slice(1).entries()) expect(part.from).toBe(parts[place]?.to);
  });

  it('the stretches of a lane leave out what has run off to the left', () => {
    const parts = stretches(life, at(4000 + WINDOW));
    expect(parts.map(({ state, to }) => [state, to])).toEqual([
      ['up', 5000],
      ['down', 5010],
      ['booting', 5100],
      ['up', 4000 + WINDOW],
    ]);
    expect(parts[0]?.from).toBeCloseTo(4000);
    expect(stretches(life, at(1_000_000)).map(({ state }) => state)).toEqual(['up']);
  });

  it('the lane of a process that has not started is a wait', () => {
    expect(stretches(lives(), at(500)).map(({ state, to }) => [state, to])).toEqual([['waiting', 500]]);
  });
});

describe('the scales', () => {
  it('the time of a running lane runs left at one speed, and now stays at its place', () => {
    expect(at(5000).x(5000)).toBe(box.x + 600);
    expect(at(9000).x(9000)).toBe(box.x + 600);
    expect(at(6000).x(2000)).toBeCloseTo(at(5000).x(2000) - SPEED);
    expect(at(5000).x(at(5000).from)).toBeCloseTo(box.x);
  });

  it('the time of a still stays where it was drawn until the sheet is full; then half of it stays', () => {
    const still = (now: number) => stillScale(now, 1000, box);
    for (const now of [1000, 20_000, 60_999]) expect(still(now).x(15_000)).toBe(still(1000).x(15_000));
    expect(still(1000).x(1000)).toBe(box.x);
    expect(still(60_999).x(60_999)).toBeCloseTo(box.x + 600, 0);
    expect(still(61_000).from).toBe(31_000);
    for (const now of [61_000, 75_000, 90_999]) expect(still(now).x(now)).toBeLessThanOrEqual(box.x + 600);
  });
});

describe('the marks of a lane', () => {
  const sizes = markSizes(box.height);
  const marks = (process: ProcessView, now: number): Marks => marksOf(process, at(now), sizes);

  it('a death where it happened, a life by its number beside it, and before them how long it took', () => {
    const { deaths, births, outages } = marks(life, 7000);
    expect(deaths).toEqual([{ x: at(7000).x(5000), wasAsked: false }]);
    expect(births.map(({ text }) => text)).toEqual(['2']);
    expect(births[0]?.x).toBeCloseTo(at(7000).x(5000) + sizes.cross + 2);
    expect(outages.map(({ text }) => text)).toEqual(['100 ms']);
    const [label] = outages;
    expect((label?.x ?? 0) + (label?.width ?? 0)).toBeCloseTo(at(7000).x(5000) - sizes.cross);
  });

  it('the marks of a lane are there from the moment on, and move with it', () => {
    const cut = lives(start(1000, 1), ready(1100, 1), exit(5000));
    expect(marks(cut, 5000).deaths).toEqual([{ x: box.x + 600, wasAsked: false }]);
    expect(marks(cut, 5500).deaths[0]?.x).toBeCloseTo(box.x + 600 - SPEED / 2);
  });

  it('a long outage has its length inside', () => {
    const slow = lives(start(0, 1), ready(100, 1), exit(3000), start(3100, 2), ready(9000, 2));
    const { births, outages } = marks(slow, 10_000);
    const [label] = outages;
    expect(label?.text).toBe('6.0 s');
    expect(label?.x).toBeGreaterThan((births[0]?.x ?? 0) + (births[0]?.width ?? 0));
    expect((label?.x ?? 0) + (label?.width ?? 0)).toBeLessThan(at(10_000).x(9000));
  });

  it('an end that was asked for is another mark, and a given up process does not die twice', () => {
    expect(marks(lives(start(0, 1), ready(1, 1), exit(3000, true)), 4000).deaths).toEqual([
      { x: at(4000).x(3000), wasAsked: true },
    ]);
    const lost = lives(start(0, 1), ready(1, 1), exit(3000), [3001, { type: 'giveup', id: 'a', reason: 'x' }]);
    expect(marks(lost, 4000).deaths).toHaveLength(1);
  });

  it('the marks of a lane hide each other never: in a loop of crashes there are crosses, and the last life', () => {
    const loop = Array.from({ length: 8 }, (_, turn) => [
      start(1000 + turn * 60, turn + 1),
      ready(1010 + turn * 60, turn + 1),
      exit(1030 + turn * 60),
    ]).flat();
    const { deaths, births, outages } = marks(lives(...loop), 3000);
    expect(deaths).toHaveLength(8);
    expect(births.at(-1)?.text).toBe('8');
    const boxes = [...births, ...outages].sort((a, b) => a.x - b.x);
    for (const [place, one] of boxes.slice(1).entries()) {
      const before = boxes[place] as (typeof boxes)[number];
      expect(before.x + before.width).toBeLessThanOrEqual(one.x);
    }
    for (const { x, width } of outages) {
      expect(deaths.some((death) => death.x + sizes.cross > x && death.x - sizes.cross < x + width)).toBe(false);
    }
  });

  it('count lives from the process, though the first ones have left the history', () => {
    const many = Array.from({ length: 40 }, (_, turn) => [
      start(turn * 1000, turn + 1),
      ready(turn * 1000 + 10, turn + 1),
      exit(turn * 1000 + 900),
    ]).flat();
    const { births } = marks(lives(...many), 40_000);
    expect(births.at(-1)?.text).toBe('40');
    expect(births.at(-2)?.text).toBe('39');
  });
});

/** A canvas that writes down what it is told. */
function pencil() {
  const points: [number, number][] = [];
  const strokes: { ink: string; dashed: boolean; points: [number, number][] }[] = [];
  const fills: { ink: string; x: number; y: number; width: number; height: number }[] = [];
  const texts: string[] = [];
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
    fill: () => {},
    clearRect: () => {},
    fillText: (text: string) => texts.push(text),
    fillRect(x: number, y: number, width: number, height: number) {
      fills.push({ ink: this.fillStyle, x, y, width, height });
    },
    setLineDash: (dash: number[]) => {
      dashed = dash.length > 0;
    },
    stroke() {
      strokes.push({ ink: this.strokeStyle, dashed, points: path });
      points.push(...path);
    },
  };
  return { context: context as unknown as CanvasRenderingContext2D, strokes, points, fills, texts };
}

const inks = {
  ...{ pulse: 'green', plug: 'red', amber: 'amber', line: 'grey', paper: 'paper', ground: 'ink', font: 'mono' },
};
const draw = (process: ProcessView, now: number, isCalm = false) => {
  const drawn = pencil();
  const scale = isCalm ? stillScale(now, -20_000, box) : at(now);
  drawLane(drawn.context, { process, isCalm, ...box }, scale, inks);
  return drawn;
};

describe('a lane', () => {
  it('a lane stays in its box', () => {
    for (const isCalm of [false, true]) {
      const { points, fills } = draw(life, 7000, isCalm);
      const corners = fills.flatMap(({ x, y, width, height }): [number, number][] => [
        [x, y],
        [x + width, y + height],
      ]);
      for (const [x, y] of [...points, ...corners]) {
        expect(x).toBeGreaterThanOrEqual(box.x - 1e-9);
        expect(x).toBeLessThanOrEqual(box.x + box.width);
        expect(y).toBeGreaterThanOrEqual(box.y);
        expect(y).toBeLessThanOrEqual(box.y + box.height);
      }
    }
  });

  it('beats where it was heard, and nowhere else', () => {
    const middle = box.y + box.height / 2;
    const peaks = draw(life, 7000)
      .strokes.filter(({ ink }) => ink === 'green')
      .flatMap(({ points }) => points.filter(([, y]) => y < middle - 10));
    expect(peaks.map(([x]) => x)).toEqual([2000, 3000, 6000].map(at(7000).x));
  });

  it('a death is a red cross, a rebirth its number and its time in words', () => {
    const { strokes, texts } = draw(life, 7000);
    expect(strokes.filter(({ ink, points }) => ink === 'red' && points.length === 4)).toHaveLength(1);
    expect(texts).toEqual(['100 ms', '2']);
  });

  it('with less motion: bars of states and no beats, the marks are the same', () => {
    const { strokes, fills, texts } = draw(life, 7000, true);
    expect(strokes.some(({ ink }) => ink === 'green')).toBe(false);
    expect(fills.filter(({ ink }) => ink === 'green')).toHaveLength(2);
    expect(texts).toEqual(['100 ms', '2']);
  });

  it('the same moment is the same picture', () => {
    expect(draw(life, 7000).strokes).toEqual(draw(life, 7000).strokes);
  });

  it('a lane shows when a supervisor reached it, as long as that is in the picture', () => {
    const { context, fills } = pencil();
    drawReach(context, 5000, box, at(7000), inks);
    expect(fills).toEqual([{ ink: 'amber', x: at(7000).x(5000) - 1.5, y: box.y, width: 3, height: box.height }]);
    drawReach(context, 5000, box, at(50_000), inks);
    expect(fills).toHaveLength(1);
  });
});
