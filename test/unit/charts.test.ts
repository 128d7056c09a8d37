import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartLines, chartRows } from '../../src/cli/terminal/chart/chart.js';
import { ASCII, UNICODE } from '../../src/cli/terminal/marks.js';
import type { Chart } from '../../src/demo/charts/index.js';
import { TILE_STATES, TILES_A_NUMBER } from '../../src/demo/charts/packing.js';
import { type Tiles, tileRowsOf } from '../../src/demo/charts/tiles.js';
import { carsOf, type Track } from '../../src/demo/charts/track.js';
import { pointsOf, type Wedge } from '../../src/demo/charts/wedge.js';
import type { View } from '../../src/log/index.js';
import { ROOT } from '../helpers/app.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const metric = (id: string, name: string, value: number) => ({ type: 'metric', id, name, value }) as const;

const tiles = (shape: Tiles['shape'], count: number): Tiles => ({
  kind: 'tiles',
  title: 'Homes',
  shape,
  states: [
    { word: 'cut off', figure: 'hollow', tone: 'down' },
    { word: 'online', figure: 'full', tone: 'up' },
    { word: 'asleep', figure: 'dotted', tone: 'wait' },
  ],
  rows: [{ label: 'drill', process: 'objects', metric: 'homes', count, cable: 'threads' }],
});

/** A story in which `objects` has told of tiles, the first ones in `states`. */
function told(states: number[]): View {
  const story = new Story().allUp();
  for (let at = 0; at < states.length; at += TILES_A_NUMBER) {
    const packed = states.slice(at, at + TILES_A_NUMBER).reduceRight((sum, state) => sum * TILE_STATES + state, 0);
    story.append(metric('objects', `homes ${at / TILES_A_NUMBER}`, packed));
  }
  return story.view;
}

const lines = (chart: Chart, view: View, marks = UNICODE, width = 80) =>
  texts(chartLines({ ...frameOf(new Story(), { demo: { ...demo, chart } }), view, marks }, width)).map((line) =>
    line.trimEnd(),
  );

describe('tiles', () => {
  it('tiles are unpacked as they were packed, however many there are', () => {
    const states = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 220 });
    fc.assert(
      fc.property(states, (given) => {
        const [row] = tileRowsOf(tiles('jack', given.length), told(given));
        expect(row?.tiles).toEqual(given);
        expect(row?.counts.reduce((sum, one) => sum + one, 0)).toBe(given.length);
      }),
      { numRuns: 50 },
    );
  });

  it('tiles are packed by a demo’s process as the view unpacks them', async () => {
    const states = Array.from({ length: 60 }, (_, at) => at % 3);
    const program = `import { tiles } from '${ROOT}/dist/src/demo/worker.js'; tiles('homes', ${JSON.stringify(states)});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const story = new Story().allUp();
    child.on('message', (told: { name: string; value: number }) => {
      story.append(metric('objects', told.name, told.value));
    });
    await once(child, 'close');
    expect(tileRowsOf(tiles('jack', 60), story.view)[0]?.tiles).toEqual(states);
  });

  it('tiles that were never reported, or in an unknown state, are in the first state', () => {
    expect(tileRowsOf(tiles('page', 3), new Story().view)[0]?.tiles).toEqual([0, 0, 0]);
    for (const nonsense of [-1, 0.5, Number.MAX_VALUE, 3]) {
      const view = new Story().allUp().append(metric('objects', 'homes 0', nonsense)).view;
      expect(tileRowsOf(tiles('page', 1), view)[0]?.tiles).toEqual([0]);
    }
  });

  it('tiles hang on their cable', () => {
    expect(tileRowsOf(tiles('jack', 1), new Story().view)[0]?.cable).toBe('waiting');
    expect(tileRowsOf(tiles('jack', 1), new Story().allUp().view)[0]?.cable).toBe('up');
  });

  it('tiles are a cell each in the terminal, or a dot', () => {
    const view = told([1, 1, 0, 2]);
    expect(lines(tiles('page', 4), view)).toEqual(['drill ⣿⣿⣀◐  1 cut off  2 online  1 asleep']);
    expect(lines(tiles('page', 4), view, ASCII)).toEqual(['drill ##.o  1 cut off  2 online  1 asleep']);
    const many = told(Array.from({ length: 24 }, (_, at) => (at < 12 ? 1 : 0)));
    expect(lines(tiles('jack', 24), many)).toEqual(['drill 12 ⣿⠏⠀']);
    expect(lines(tiles('jack', 24), many, ASCII)).toEqual(['drill 12 #o.']);
  });
});

describe('a track', () => {
  const track: Track = {
    kind: 'track',
    title: 'Laps',
    laps: 200,
    cars: [
      { label: 'one', looks: 'racer', drives: 'threads', process: 'objects', metric: 'one' },
      { label: 'another', looks: 'beetle', drives: 'line-1', process: 'objects', metric: 'another' },
    ],
  };

  it('a track has each car where it has come to, in the state of its process', () => {
    const story = new Story()
      .allUp()
      .append(metric('objects', 'one', 50))
      .append(metric('objects', 'another', 300));
    story.dies('line-1', 1, null);
    expect(carsOf(track, story.view)).toMatchObject([
      { label: 'one', state: 'up', laps: 50, share: 0.25 },
      { label: 'another', state: 'down', laps: 300, share: 1 },
    ]);
    const [first = '', second = ''] = lines(track, story.view);
    expect(first).toMatch(/^one {5}·+♥ +│ {2}50$/);
    expect(second).toMatch(/^another ·+✕│ 300$/);
    expect(first).toHaveLength(80);
    expect(first.indexOf('♥') - 8).toBe(Math.round((80 - 7 - 3 - 4) / 4));
  });
});

describe('a wedge', () => {
  const wedge: Wedge = {
    kind: 'wedge',
    title: 'Answered',
    unit: '%',
    from: 80,
    to: 100,
    points: [1, 2, 3].map((parts) => ({ label: `${parts}`, process: 'objects', metric: `answered ${parts}` })),
  };

  it('a wedge has its points on the scale, and none that was not measured or is below', () => {
    const story = new Story().append(metric('objects', 'answered 1', 99)).append(metric('objects', 'answered 2', 70));
    expect(pointsOf(wedge, story.view)).toEqual([
      { label: '1', text: '99', height: 0.95, isBelow: false },
      { label: '2', text: '70', height: 0, isBelow: true },
      { label: '3', text: '–', height: null, isBelow: false },
    ]);
    const [shape = '', values = '', labels = ''] = lines(wedge, story.view, UNICODE, 30);
    expect(shape).toBe('⣿'.repeat(10));
    expect(values).toMatch(/^99 +70 +–$/);
    expect(labels).toMatch(/^1 +2 +3$/);
  });
});

it.each([tiles('page', 4), tiles('jack', 4)])('a chart takes the rows that it says', (chart) => {
  expect(lines(chart, told([1]))).toHaveLength(chartRows(chart));
});
