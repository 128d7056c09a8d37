import { describe, expect, it } from 'vitest';
import { refusedDelay } from '../../src/browser/live/reconnect-delay.js';
import { waitingSentence } from '../../src/browser/live/waiting.js';
import { GatewayMessageSchema, parseJson, WAITS } from '../../src/protocol/messages.js';

const queue = (some: object) => ({
  type: 'queue' as const,
  position: 3,
  length: 5,
  for: 'stages' as const,
  place: 'p',
  ...some,
});

describe('the sentence of a page that waits', () => {
  it('the sentence of a page that waits says what it waits for, where it stands, and that it comes in by itself', () => {
    expect(waitingSentence(queue({}))).toBe(
      'All stages are taken. You are number 3 of 5 who wait. This page comes in by itself.',
    );
    expect(waitingSentence(queue({ position: 1, length: 1 }))).toContain('You are next.');
  });

  it('the sentence of a page that waits differs for each thing that one can wait for, and fits under a slide', () => {
    const sentences = WAITS.map((what) => waitingSentence(queue({ for: what, position: 199, length: 200 })));
    expect(new Set(sentences).size).toBe(WAITS.length);
    // A slide may show these two.
    const [seats, , , busy] = sentences as [string, string, string, string];
    for (const sentence of [seats, busy]) expect(sentence.length, sentence).toBeLessThan(110);
  });
});

describe('the message of a queue', () => {
  it.each([
    ['position 0', { position: 0 }],
    ['half a position', { position: 1.5 }],
    ['an unknown reason', { for: 'luck' }],
    ['no place', { place: undefined }],
    ['a place that is too long', { place: 'p'.repeat(257) }],
  ])('the message of a queue is not taken with %s', (_, wrong) => {
    expect(parseJson(GatewayMessageSchema, JSON.stringify(queue({})))).toEqual(queue({}));
    expect(parseJson(GatewayMessageSchema, JSON.stringify(queue(wrong)))).toBeNull();
  });
});

it('pages that were refused at one moment do not come back at one moment', () => {
  expect(refusedDelay(0)).toBeGreaterThan(0);
  expect(refusedDelay(1)).toBeGreaterThanOrEqual(refusedDelay(0) * 2);
});
