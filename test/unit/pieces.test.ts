import { expect, it } from 'vitest';
import { piecesOf } from '../../src/browser/live/pieces.js';
import { INPUT_LIMIT } from '../../src/protocol/messages.js';

it.each([
  ['nothing', ''],
  ['a key', '\r'],
  ['lines', 'one\r\ntwo\u2028'.repeat(3000)],
  ['characters of two units behind one of one unit', `x${'\u{1f680}'.repeat(10_000)}`],
])('%s comes in pieces that an input command takes, and no character is cut', (_, text) => {
  const pieces = piecesOf(text);
  expect(pieces.join('')).toBe(text);
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(INPUT_LIMIT);
    expect(Buffer.from(piece).toString()).toBe(piece);
  }
});
