import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchRecording, RecordedSource, recordingIn } from '../../src/browser/live/recorded-source.js';
import { lastLine } from '../../src/browser/live/terminals.js';
import { demoManifest } from '../../src/demo/manifest-of.js';
import { parseRecording, type Recording } from '../../src/log/recording.js';
import { reduce } from '../../src/log/view.js';
import { demoNamed } from '../helpers/demos.js';

const DEMOS = new URL('../../demos/', import.meta.url).pathname;
const fileOf = (demo: string) => join(DEMOS, demo, 'recording.jsonl');
const textOf = (demo: string) => readFileSync(fileOf(demo), 'utf8');
const recorded = readdirSync(DEMOS).filter((demo) => existsSync(fileOf(demo)));

const sources: RecordedSource[] = [];

async function sourceOf(recording: Recording): Promise<RecordedSource> {
  const name = recording.events.flatMap((event) => (event.type === 'scene' ? [event.demo] : []))[0] as string;
  const source = new RecordedSource(recording, { [name]: demoManifest(await demoNamed(name)) });
  sources.push(source);
  return source;
}

const lastMoment = ({ events }: Recording) => events.at(-1)?.at as number;

/** The words of a terminal that it shows, once it has taken what was written to it. */
async function shownBy({ terminals }: RecordedSource, id: string): Promise<string> {
  const terminal = terminals.get(id);
  await new Promise<void>((resolve) => terminal?.write('', resolve));
  return terminal ? lastLine(terminal) : '';
}

afterEach(() => {
  for (const source of sources.splice(0)) source.stop();
  vi.useRealTimers();
});

describe('the recording of a demo', () => {
  it.each(recorded)('%s becomes the same view in a page as by one fold of its events', async (demo) => {
    vi.useFakeTimers();
    const recording = parseRecording(textOf(demo), demo);
    const source = await sourceOf(recording);
    source.play();
    // A timer counts whole ms, so that the last events may come a little later.
    await vi.advanceTimersByTimeAsync(lastMoment(recording) + 1000);
    const { recorded: label, ...view } = source.view;
    const { recorded: none, ...folded } = recording.events.reduce(reduce, (await sourceOf(recording)).view);
    expect(view).toEqual(folded);
    expect(none).toBeNull();
    expect(label).toContain(recording.day);
  });

  it('is told at its own pace, no event before its time', async () => {
    vi.useFakeTimers();
    const recording = parseRecording(textOf('supervision'), 'supervision');
    const source = await sourceOf(recording);
    const told: { seq: number; at: number; now: number }[] = [];
    const begin = performance.now();
    source.watch(
      () => {},
      ({ seq, at }) => told.push({ seq, at, now: performance.now() - begin }),
    );
    source.play();
    const half = lastMoment(recording) / 2;
    await vi.advanceTimersByTimeAsync(half);
    expect(told.length).toBe(recording.events.filter(({ at }) => at <= half).length);
    expect(source.end).toBeCloseTo(half, 0);
    await vi.advanceTimersByTimeAsync(half + 1);
    expect(told.map(({ seq }) => seq)).toEqual(recording.events.map(({ seq }) => seq));
    expect(told.filter(({ at, now }) => now < at)).toEqual([]);
    // A timer is of whole ms.
    expect(told.filter(({ at, now }) => now > at + 2)).toEqual([]);
  });

  it('stands still at its end', async () => {
    vi.useFakeTimers();
    const recording = parseRecording(textOf('supervision'), 'supervision');
    const source = await sourceOf(recording);
    source.play();
    await vi.advanceTimersByTimeAsync(lastMoment(recording) + 60_000);
    expect([source.now(), source.end]).toEqual([lastMoment(recording), lastMoment(recording)]);
  });

  it('fills the terminals with what the processes printed', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    const recording = parseRecording(textOf('supervision'), 'supervision');
    const source = await sourceOf(recording);
    source.play();
    const first = recording.events.find(({ type }) => type === 'output');
    await vi.advanceTimersByTimeAsync((first?.at ?? 0) + 1);
    vi.useRealTimers();
    expect(first).toMatchObject({ id: 'clerk', data: expect.stringContaining('systemd: fine') });
    expect(await shownBy(source, 'clerk')).toBe('systemd-analyze verify');
  });

  it('is looked back on: each moment is the fold of all that was until then', async () => {
    vi.useFakeTimers();
    const recording = parseRecording(textOf('gameday'), 'gameday');
    const source = await sourceOf(recording);
    source.play();
    // A timer counts whole ms, so that the last events may come a little later.
    await vi.advanceTimersByTimeAsync(lastMoment(recording) + 1000);
    const at = lastMoment(recording) / 3;
    source.playback.seek(at);
    const until = recording.events.filter((event) => event.at <= at);
    expect(source.playback.shown?.view.next).toBe(until.length);
    expect(source.view.next).toBe(recording.events.length);
    source.playback.live();
    expect(source.playback.shown).toBeNull();
  });

  it('begins again when it is played again', async () => {
    vi.useFakeTimers();
    const recording = parseRecording(textOf('erlang'), 'erlang');
    const source = await sourceOf(recording);
    source.play();
    // A timer counts whole ms, so that the last events may come a little later.
    await vi.advanceTimersByTimeAsync(lastMoment(recording) + 1000);
    const once = source.view;
    source.play();
    expect(source.view.next).toBeLessThan(once.next);
    // A timer counts whole ms, so that the last events may come a little later.
    await vi.advanceTimersByTimeAsync(lastMoment(recording) + 1000);
    expect(source.view).toEqual(once);
  });

  it('takes no command, and there is no way to give one', async () => {
    const source = await sourceOf(parseRecording(textOf('erlang'), 'erlang'));
    expect(source.mayCommand).toBe(false);
    expect('do' in source || 'type' in source).toBe(false);
  });
});

describe('the text of a recording', () => {
  const [head, ...lines] = textOf('erlang').split('\n');
  const answer = (status: number, text: string) =>
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(text, { status }));
  afterEach(() => vi.restoreAllMocks());

  it('is the same from a file beside the page and from an element within it', async () => {
    answer(200, textOf('erlang'));
    const element = { id: 'erlang', textContent: `\n${textOf('erlang')}\n` } as Element;
    const fetched = await fetchRecording('./erlang.jsonl');
    expect(fetched).toEqual(recordingIn(element));
    expect(fetched).toEqual(parseRecording(textOf('erlang'), 'erlang'));
  });

  it('is refused with the address when the file is not there', async () => {
    answer(404, 'not found');
    await expect(fetchRecording('./erlang.jsonl')).rejects.toThrow(
      './erlang.jsonl: the recording cannot be fetched (status 404).',
    );
  });

  it.each([
    ['without a head', lines.join('\n'), 'r.jsonl:1: expected the head of a recording.'],
    ['that is empty', '', 'r.jsonl:1: expected the head of a recording.'],
    ['with a line too few', [head, ...lines.slice(1)].join('\n'), 'r.jsonl:2: expected event #0, found'],
    [
      'with a line that was cut',
      [head, lines[0], lines[1]?.slice(0, 20)].join('\n'),
      'r.jsonl:3: expected event #1, found',
    ],
  ])('%s is refused with its place', (_, text, words) => {
    expect(() => parseRecording(text, 'r.jsonl')).toThrow(words);
  });
});
