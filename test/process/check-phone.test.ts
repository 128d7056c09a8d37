import { expect, it, vi } from 'vitest';
import { waitForPhone } from '../../src/cli/check-phone.js';
import { run } from '../helpers/app.js';
import { until } from '../helpers/until.js';

const { signal } = new AbortController();

it('the check with a phone tells how soon the phone was there, and takes no other address for it', async () => {
  const told: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line));
  try {
    const waiting = waitForPhone(signal, { port: 0, addresses: ['127.0.0.1'], isCodeShown: true });
    await until(() => told.length === 3);
    const address = told[1]?.trim() as string;
    expect((await fetch(new URL('/other', address))).status).toBe(404);
    expect(await (await fetch(address)).text()).toContain('reaches the talk');
    expect(await waiting).toEqual({ isSeen: true, words: expect.stringMatching(/^a phone was here after \d+\.\d s$/) });
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    log.mockRestore();
  }
});

it('the check with a phone says what to try when no phone comes, and when there is no network', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const unseen = await waitForPhone(signal, { port: 0, addresses: ['127.0.0.1'], patienceMs: 50 });
    expect(unseen).toEqual({ isSeen: false, words: expect.stringContaining('hotspot') });
    const alone = await waitForPhone(signal, { port: 0, addresses: [] });
    expect(alone).toEqual({ isSeen: false, words: expect.stringContaining('on no network') });
  } finally {
    log.mockRestore();
  }
});

it('the check with a phone ends at once when its user interrupts it', async () => {
  const check = run(['check', '--phone']);
  await Promise.race([check.exit, until(() => check.stdout.includes('Open this with a phone'))]);
  check.process.kill('SIGINT');
  // On a machine without a network it has ended by itself.
  expect([130, 1]).toContain(await check.exit);
});
