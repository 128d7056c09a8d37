import { expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.js';

const newScreen = () => new Screen(20, 5, { pressure: () => {}, answer: () => {} });

it('a snapshot has all that was written before it was asked for', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('before'));
  const asked = screen.snapshot();
  screen.write(Buffer.from(' after'));
  expect(await asked).toBe('before');
  screen.close();
});

it('a snapshot that meets the end of its screen is empty, and so is one asked for later', async () => {
  const screen = newScreen();
  screen.write(Buffer.from('x'.repeat(1000)));
  const asked = screen.snapshot();
  screen.close();
  expect(await asked).toBe('');
  expect(await screen.snapshot()).toBe('');
});
