import { expect, it } from 'vitest';
import { run } from '../helpers/app.js';

it('the kitchen of the game day ends normally when its stage asks it to', async () => {
  const playing = run(['demo', 'gameday', '--auto', '--seed', '7']);
  const code = await playing.exit;
  expect(playing.stdout + playing.stderr).not.toMatch('was shut down and ended with');
  expect(code, playing.stdout + playing.stderr).toBe(0);
});
