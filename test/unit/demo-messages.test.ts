import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { Grave } from '../../demos/messages/grave.js';
import { earOn } from '../../demos/messages/lane.js';
import { letter, readLetter } from '../../demos/messages/letter.js';

describe('a letter', () => {
  it('a letter is read as it was written', () => {
    expect(readLetter(letter(3, 1363))).toEqual({ round: 3, number: 1363 });
  });
  it('a letter is none when a part is missing, or when two have run into each other', () => {
    const whole = letter(1, 1);
    expect(readLetter(whole.slice(0, 100))).toBeNull();
    expect(readLetter(whole.slice(0, 100) + whole)).toBeNull();
  });
});

describe('an ear', () => {
  async function hear(chunks: string[]) {
    const lines: string[] = [];
    const over: string[] = [];
    const stream = new PassThrough();
    earOn(stream, { line: (text) => lines.push(text), over: (how) => over.push(how) });
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await finished(stream);
    return { lines, over };
  }

  it('an ear puts lines together, however they come', async () => {
    expect(await hear(['a\nb', 'c\n', '\nd\n'])).toEqual({ lines: ['a', 'bc', '', 'd'], over: ['end'] });
  });
  it('an ear tells who was cut off in the middle of a word', async () => {
    expect(await hear(['a\nb'])).toEqual({ lines: ['a'], over: ['end in mid-word'] });
  });
});

describe('a grave', () => {
  it('times how long a death went unnoticed', () => {
    const grave = new Grave();
    grave.look(true, 1000);
    expect(grave.noticedMs(1000)).toBeNull();
    grave.look(false, 5000);
    grave.look(false, 6000);
    expect(grave.noticedMs(undefined)).toBeNull();
    expect(grave.noticedMs(5200)).toBe(200);
  });
  it('a grave was there before it was looked at; but not for a death before that', () => {
    const grave = new Grave();
    grave.look(true, 1000);
    grave.look(false, 5000);
    expect(grave.noticedMs(4990)).toBe(0);
    expect(grave.noticedMs(2000)).toBeNull();
  });
});
