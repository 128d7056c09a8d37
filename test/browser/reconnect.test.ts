import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { allUp, openDeck, pids, runIsolation, sharedApp, startIsolation } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

const gatewayPid = () =>
  processesWith('REBOOT_CAMP_GATEWAY').find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;

const terminalOf = (page: Page, id: string) =>
  page.evaluate((name) => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: {
        terminals: Map<
          string,
          { buffer: { active: { length: number; getLine(row: number): { translateToString(trim: boolean): string } } } }
        >;
      };
    };
    const active = log.terminals.get(name)?.buffer.active;
    if (!active) return [];
    return Array.from({ length: active.length }, (_, row) => active.getLine(row).translateToString(true));
  }, id);

it('the gateway is killed while a page is open: it comes back by itself, with nothing lost', async () => {
  const { page } = await openDeck(use.browser, use.app.address, slideOf('isolation'));
  await startIsolation(page);
  // A line that has ended talks no more: its terminal must be there afterwards to the letter.
  await page.getByRole('button', { name: 'throw objects' }).click();
  await expect.poll(() => page.getAttribute('.pane:nth-child(1)', 'data-state')).toBe('off');
  await expect.poll(async () => (await terminalOf(page, 'objects')).join('\n')).toContain('it stays down');
  const before = { screen: await terminalOf(page, 'objects'), pids: await pids(page), url: page.url() };

  for (let kill = 0; kill < 3; kill++) {
    const pid = gatewayPid();
    process.kill(pid, 'SIGKILL');
    await page.waitForFunction(() => document.querySelector('.trouble')?.textContent?.includes('Reconnecting'));
    await page.waitForSelector('.trouble', { state: 'hidden', timeout: 20_000 });
    await expect.poll(gatewayPid).not.toBe(pid);
    expect(await terminalOf(page, 'objects')).toEqual(before.screen);
    expect(await pids(page)).toEqual(before.pids);
    expect(page.url()).toBe(before.url);
  }

  await page.click('.cell:nth-child(4)');
  await page.getByRole('button', { name: 'kill -9 line-4' }).click();
  await expect.poll(() => page.textContent('.cell:nth-child(4)')).toContain('life 2');
  await allUp(page);

  // A line's whole conversation, second by second, without a hole: the words of one life follow each other.
  const spoken = async () => (await terminalOf(page, 'line-9')).filter((line) => /^\d+:\d\d [0-9a-f]{4}/.test(line));
  await expect.poll(async () => (await spoken()).length).toBeGreaterThan(20);
  const talk = await spoken();
  const words = talk.map((line) => line.split(' ').length);
  words.forEach((count, at) => {
    if (at > 0)
      expect(count === (words[at - 1] as number) + 1 || count === 3, `${talk[at - 1]} | ${talk[at]}`).toBe(true);
  });
  await page.close();
});

it('input that is typed for a process during an outage of the gateway is refused when that process has ended meanwhile', async () => {
  const { page } = await openDeck(use.browser, use.app.address, slideOf('isolation'));
  await runIsolation(page);
  const { page: other } = await openDeck(use.browser, use.app.address, slideOf('isolation'));
  await other.waitForSelector('.cell:nth-child(4) .pid');
  const pidIn = async (one: Page) => Number((await one.textContent('.cell:nth-child(4) .pid'))?.match(/\d+/)?.[0]);
  const pid = await pidIn(page);

  // Without a ticket the page does not come back, however soon there is another gateway.
  await page.route('**/ticket', (route) => route.abort());
  process.kill(gatewayPid(), 'SIGKILL');
  await page.waitForFunction(() => document.querySelector('.trouble')?.textContent?.includes('Reconnecting'));
  await page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { type(id: string, data: string): void };
    };
    log.type('line-4', 'for the first');
  });
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => pidIn(other), { timeout: 20_000 }).not.toBe(pid);
  await allUp(other);
  await page.unroute('**/ticket');
  await expect.poll(() => page.textContent('.trouble')).toContain(`The process ${pid} of line-4 has ended`);
  // The terminal would have echoed it.
  expect((await terminalOf(page, 'line-4')).join('\n')).not.toContain('for the first');
  await page.close();
  await other.close();
});
