import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/log/index.js';
import { encodeOutput } from '../../src/protocol/messages.js';
import { EVENT, encodeControl, encodeFrame, type Frame, OUTPUT, readFrames } from '../../src/protocol/stage-frames.js';
import { firstShown, headLine, parseTalkRecording, type TalkRecordingLine } from '../../src/protocol/talk-recording.js';
import { RecordingFile } from '../../src/recorder/recording-file.js';
import { StageReader } from '../../src/recorder/stage-reader.js';
import { Player } from '../../src/replay/player.js';
import { EMPTY_TALK } from '../../src/talk/reducer.js';

const HEAD = headLine({ recording: 'talk', version: 1, day: '2026-11-29', machine: 'Linux', began: 1000 });
const SCENE: LogEvent = {
  seq: 0,
  at: 5000,
  type: 'scene',
  demo: 'small',
  tree: [
    { id: 'root', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'one_for_one' },
    { id: 'a', type: 'worker', parent: 'root', restart: 'permanent' },
  ],
};
const START: LogEvent = { seq: 1, at: 5010, type: 'start', id: 'a', pid: 7, incarnation: 1, because: 'boot' };
const EXIT: LogEvent = {
  ...{ seq: 2, at: 5110, type: 'exit', id: 'a', pid: 7, incarnation: 1 },
  ...{ code: null, signal: 'SIGKILL', uptimeMs: 100, expected: false },
};
const place = (slide: number, at: number): TalkRecordingLine => ({
  at,
  talk: { type: 'place', seq: 0, at: 0, place: { slide, step: 0 } },
});

const recordingOf = (lines: TalkRecordingLine[]) => ({ ...parseTalkRecording(`${HEAD}\n`, ''), lines });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of a recorded talk', () => {
  it('is read line by line, and a last line that was cut off by a crash is left out', () => {
    const text = [HEAD, JSON.stringify(place(3, 10)), '{"at":20,"tal'].join('\n');
    expect(parseTalkRecording(text, 'talk.jsonl').lines).toEqual([place(3, 10)]);
  });

  it('is refused with the number of the line that is damaged', () => {
    const text = [HEAD, JSON.stringify(place(3, 10)), '{"at":20,"tal', JSON.stringify(place(4, 30)), ''].join('\n');
    expect(() => parseTalkRecording(text, 'talk.jsonl')).toThrow(/^talk\.jsonl:3: .*damaged/);
    expect(() => parseTalkRecording('{"day":"2026-11-29"}\n', 'talk.jsonl')).toThrow(
      /^talk\.jsonl:1: expected the head/,
    );
  });

  it('knows when each slide is first shown', () => {
    const recording = { ...parseTalkRecording(`${HEAD}\n`, ''), lines: [place(3, 10), place(5, 20), place(3, 30)] };
    expect([0, 3, 5, 9].map((slide) => firstShown(recording, slide))).toEqual([0, 10, 20, null]);
  });

  it('gets lines with their times, up to its limit, and says in its last line that it is full', () => {
    const path = join(folder, 'talk.jsonl');
    writeFileSync(path, `${HEAD}\n`);
    const file = new RecordingFile(path, () => 1250, HEAD.length + 120);
    for (let slide = 0; slide < 5; slide++) file.write({ talk: { type: 'hidden', seq: slide, at: 0 } });
    file.flush();
    const { lines } = parseTalkRecording(readFileSync(path, 'utf8'), path);
    expect(lines.at(-1)).toEqual({ at: 250, isFull: true });
    expect(lines.slice(0, -1)).toEqual(
      lines.slice(0, -1).map((_, seq) => ({ at: 250, talk: { type: 'hidden', seq, at: 0 } })),
    );
    const again = new RecordingFile(path, () => 1300);
    again.write({ epoch: 'x' });
    again.flush();
    expect(parseTalkRecording(readFileSync(path, 'utf8'), path).lines).toEqual(lines);
  });

  it('goes on where a killed recorder has left it, on a line of its own', () => {
    const path = join(folder, 'talk.jsonl');
    const before = [
      { at: 1, epoch: 'e1' },
      { at: 2, stage: SCENE },
      { at: 3, stage: START },
    ];
    writeFileSync(path, [HEAD, ...before.map((line) => JSON.stringify(line)), '{"at":4,"sta'].join('\n'));
    const file = new RecordingFile(path, () => 1005);
    expect(file.lastStage).toEqual({ epoch: 'e1', seq: 1 });
    file.write({ stage: EXIT });
    file.flush();
    expect(parseTalkRecording(readFileSync(path, 'utf8'), path).lines).toEqual([...before, { at: 5, stage: EXIT }]);
  });
});

/** The frames in bytes of a stage, as its reader gets them. */
function frames(...bytes: Buffer[]): Frame[] {
  const found: Frame[] = [];
  const socket = {
    on(_: string, take: (data: Buffer) => void) {
      for (const one of bytes) take(one);
    },
  };
  readFrames(socket as never, (frame) => found.push(frame));
  return found;
}
const event = (one: LogEvent) =>
  encodeFrame({ kind: EVENT, seq: one.seq, payload: Buffer.from(JSON.stringify({ type: 'event', event: one })) });
const output = (seq: number, data: Uint8Array) =>
  encodeFrame({ kind: OUTPUT, seq, payload: encodeOutput({ channel: 0, seq, at: 5020, data }) });
const hello = (epoch: string) => encodeControl({ type: 'hello', epoch, next: 0, ageMs: 5 });

describe('the reader of a stage', () => {
  it('leaves out what it has read of the same log before, and begins again with another log', () => {
    const reader = new StageReader({ epoch: '', seq: -1 });
    const read = (...bytes: Buffer[]) => frames(...bytes).flatMap((frame) => reader.read(frame) ?? []);
    expect(read(hello('e1'), event(SCENE), event(START))).toEqual([
      { epoch: 'e1' },
      { stage: SCENE },
      { stage: START },
    ]);
    expect(read(hello('e1'), event(SCENE), event(START), event(EXIT))).toEqual([{ stage: EXIT }]);
    expect(read(hello('e2'), event(SCENE))).toEqual([{ epoch: 'e2' }, { stage: SCENE }]);
  });

  it('writes output as text, also where a character is cut by two writes', () => {
    const reader = new StageReader({ epoch: '', seq: -1 });
    const bytes = Buffer.from('ä');
    const lines = frames(hello('e1'), event(SCENE), output(1, bytes.subarray(0, 1)), output(2, bytes.subarray(1))).map(
      (frame) => reader.read(frame),
    );
    const texts = lines.flatMap((line) =>
      line && 'stage' in line && line.stage.type === 'output' ? [line.stage.data] : [],
    );
    expect(texts).toEqual(['', 'ä']);
  });
});

describe('the player of a recorded talk', () => {
  it('plays each line when it is due, with the intervals that the stage has measured', () => {
    const lines: TalkRecordingLine[] = [
      { at: 0, state: EMPTY_TALK },
      place(3, 100),
      { at: 90, epoch: 'e1' },
      { at: 205, stage: SCENE },
      { at: 215, stage: START },
      { at: 390, stage: EXIT },
    ];
    let now = 0;
    const player = new Player(recordingOf(lines), new Map(), () => now);
    expect(player.play()).toBe(100);
    now = 150;
    expect(player.play()).toBe(205);
    expect(player.talk.state.place).toEqual({ slide: 3, step: 0 });
    now = 10_000;
    expect(player.play()).toBeNull();
    const { view } = player.stage.log;
    expect(view).toMatchObject({
      demo: 'small',
      running: true,
      kills: 1,
      recorded: 'A recording of 2026-11-29 (Linux).',
    });
    expect(player.stage.log.since(0)?.map(({ type, at }) => [type, at])).toEqual([
      ['scene', 205],
      ['start', 215],
      ['exit', 315],
    ]);
  });

  it('refuses whatever a page asks of the talk', () => {
    const player = new Player(recordingOf([]), new Map(), () => 0);
    expect(() => player.talk.do()).toThrow(/recorded talk/);
  });

  it('says again what the talk knew when its log was lost', () => {
    const known = { ...EMPTY_TALK, place: { slide: 4, step: 1 }, kills: { demo: 'small', count: 2 } };
    const player = new Player(recordingOf([{ at: 0, state: known }]), new Map(), () => 1);
    player.play();
    expect(player.talk.state).toMatchObject({ place: known.place, kills: known.kills });
  });
});
