import { describe, expect, it } from 'vitest';
import { lookAtRecordings } from '../../src/cli/check-recordings.js';
import type { Slide, Step } from '../../src/deck/types.js';
import { treeNodes } from '../../src/demo/tree.js';
import type { LogEvent } from '../../src/log/index.js';
import type { Recording } from '../../src/log/recording.js';
import { demoNamed } from '../helpers/demos.js';

const messages = await demoNamed('messages');
const isolation = await demoNamed('isolation');
const demos = [isolation, messages];

const slideWith = (name: string, ...steps: Step[]) => ({ demos: [{ name, steps }] }) as unknown as Slide;
const kill: Step = { text: 'kill reader', do: 'fault', name: 'kill', id: 'reader' };
const thaw: Step = { text: 'thaw reader', do: 'fault', name: 'thaw', id: 'reader' };
const start: Step = { text: 'start', do: 'start' };

const scene = { seq: 0, at: 0, type: 'scene', demo: 'messages', tree: treeNodes(messages.tree) } as LogEvent;
const killed: LogEvent = { seq: 1, at: 1, type: 'fault', id: 'reader', pid: 1, name: 'kill' };
const recordingOf = (...events: LogEvent[]): Recording => ({ day: '2026-01-01', machine: 'a', events });
const none = () => null;

describe('the check of recordings', () => {
  it('names the demos on slides that have none, and the command that makes one', () => {
    expect(lookAtRecordings([slideWith('messages', start), slideWith('isolation')], demos, none)).toEqual([
      'No recording can stand in for isolation, messages. On a quiet machine: npm run record -- isolation',
    ]);
  });

  it('says nothing of a demo that is on no slide', () => {
    expect(lookAtRecordings([slideWith('messages')], demos, () => recordingOf(scene))).toEqual([]);
    expect(lookAtRecordings([], demos, none)).toEqual([]);
  });

  it('says nothing of a recording with the tree of its demo and the faults of its slides', () => {
    const slides = [slideWith('messages', start, kill)];
    expect(lookAtRecordings(slides, demos, () => recordingOf(scene, killed))).toEqual([]);
  });

  it('names a recording of another version of its demo: with another tree, or without a scene', () => {
    const sentence =
      'The recording of messages is of another version of the demo. Record it again: npm run record -- messages';
    const other = { ...scene, tree: treeNodes(isolation.tree) } as LogEvent;
    for (const recording of [recordingOf(other, killed), recordingOf()])
      expect(lookAtRecordings([slideWith('messages', kill)], demos, () => recording)).toEqual([sentence]);
  });

  it('names the faults of all slides of a demo that its recording does not show', () => {
    const slides = [slideWith('messages', kill, thaw, thaw), slideWith('messages', thaw)];
    expect(lookAtRecordings(slides, demos, () => recordingOf(scene, killed))).toEqual([
      'The recording of messages does not show what its slides do: thaw reader. A recording shows the script of its demo.',
    ]);
  });

  it('says in the words of the reader that a recording cannot be read', () => {
    const broken = () => {
      throw new Error('recording.jsonl:1: expected the head of a recording.');
    };
    expect(lookAtRecordings([slideWith('messages')], demos, broken)).toEqual([
      'recording.jsonl:1: expected the head of a recording.',
    ]);
  });
});
