import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLines } from '../../src/cli/lines.js';

const LIMIT = 8;

/** All that is heard when `chunks` come. */
const heard = (chunks: Buffer[]) =>
  new Promise<string[]>((resolve) => {
    const all: string[] = [];
    readLines(Readable.from(chunks), LIMIT, {
      line: (text) => all.push(`line ${text}`),
      tooLong: () => all.push('too long'),
      end: () => resolve(all),
    });
  });

const cut = (text: Buffer, at: number[]) => {
  const places = [0, ...at.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return places.slice(1).map((place, index) => text.subarray(places[index], place));
};

it('lines are read as they are, and a line that is too long is reported once', async () => {
  expect(await heard([Buffer.from('a\r\n\n12345678\n123456789\nb')])).toEqual([
    'line a',
    'line ',
    'line 12345678',
    'too long',
    'line b',
  ]);
});

it('lines are the same however their bytes are cut', async () => {
  const line = fc.oneof(fc.string({ maxLength: 12 }), fc.constant('grün €'));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat(), { maxLength: 6 }), async (lines, places) => {
      const text = Buffer.from(lines.join('\n'));
      expect(await heard(cut(text, places))).toEqual(await heard([text]));
    }),
  );
});
