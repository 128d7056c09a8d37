import { describe, expect, it } from 'vitest';
import { announce } from '../../src/browser/demo/announce.js';
import { narrate } from '../../src/cli/narration.js';
import { type EventBody, EventLog } from '../../src/log/index.js';

const node = (id: string) => ({ id, type: 'worker' as const, parent: 'top', restart: 'permanent' as const });
const SCENE: EventBody = {
  type: 'scene',
  demo: 'punt',
  tree: [
    { id: 'top', type: 'supervisor', parent: null, restart: 'permanent', strategy: 'rest_for_one' },
    node('fuse'),
    node('shop'),
  ],
};
const born = (id: string, pid: number, incarnation: number): EventBody[] => [
  { type: 'start', id, pid, incarnation, because: incarnation === 1 ? 'boot' : 'restart' },
  { type: 'ready', id, pid, incarnation, afterMs: 10 },
];
const died = (id: string, pid: number, expected: boolean): EventBody => ({
  type: 'exit',
  ...{ id, pid, incarnation: 1, code: null, signal: 'SIGKILL', expected, uptimeMs: 1000, tail: '' },
});

/** A fuse that is out for 90 ms takes the shop along. */
function happened(said: (log: EventLog) => void): void {
  let now = 0;
  const log = new EventLog(() => now);
  said(log);
  const add = (at: number, ...events: EventBody[]) => {
    now = at;
    for (const event of events) log.append(event);
  };
  add(0, SCENE, ...born('fuse', 1, 1), ...born('shop', 2, 1));
  add(1000, died('fuse', 1, false), died('shop', 2, true));
  add(1090, ...born('fuse', 3, 2));
  add(1500, ...born('shop', 4, 2));
}

describe('a restart', () => {
  it('a restart is a line with its time, and without one if it was not a recovery', () => {
    const lines: string[] = [];
    happened((log) => narrate(log, (line) => lines.push(line.trim())));
    expect(lines).toEqual(['fuse: SIGKILL after 1.0 s', 'fuse: reborn as 3 in 90 ms', 'shop: reborn as 4']);
  });

  it('a restart is the same sentence for a screen reader', () => {
    const sentences: string[] = [];
    happened((log) =>
      log.subscribe((event) => {
        const sentence = event.type === 'ready' ? announce(event, log.view) : null;
        if (sentence) sentences.push(sentence);
      }),
    );
    expect(sentences).toEqual(['fuse is up again as process 3 after 90 ms.', 'shop is up again as process 4.']);
  });
});

describe('a verdict', () => {
  const verdictOn = (passed: boolean): EventBody => ({
    type: 'verdict',
    passed,
    expected: 'kill shop: shop is up: up',
    seen: 'kill shop: shop is up: down',
  });

  it.each([
    [true, ['PASS']],
    [false, ['FAIL', '  expected: kill shop: shop is up: up', '  seen:     kill shop: shop is up: down']],
  ])('a verdict has the expected and the seen figures when it did not pass (passed: %s)', (passed, told) => {
    const log = new EventLog(() => 0);
    const lines: string[] = [];
    narrate(log, (line) => lines.push(...line.split('\n')));
    log.append(verdictOn(passed));
    expect(lines).toEqual(told);
  });
});
