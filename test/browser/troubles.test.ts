import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { allUp, command, openDeck, runIsolation, sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { isChildOf } from '../helpers/os.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();
const ISOLATION = slideOf('isolation');

const gatewayPid = () =>
  processesWith('REBOOT_CAMP_GATEWAY').find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;

const troubles = (page: Page) => page.locator('.trouble').allTextContents();
const LOST = 'The connection was lost before the answer came. Check whether it took effect, then try again.';

const kills = async (page: Page) => Number(await page.textContent('.figures dd'));
const chooseLine = (page: Page, line: number) => page.click(`.cell:nth-child(${line})`);
const kill = (page: Page, line: number) =>
  page.getByRole('button', { name: `kill -9 line-${line}`, exact: true }).click();

/** Boxes that share any of their area with `selector`'s. */
const covered = (page: Page, selector: string, others: string) =>
  page.evaluate(
    ([one, many]) => {
      const box = document.querySelector(one)?.getBoundingClientRect() as DOMRect;
      const shown = [...document.querySelectorAll(`section.present :is(${many})`)].filter(
        (element) => !element.contains(document.querySelector(one)),
      );
      const hits = shown.filter((element) => {
        const other = element.getBoundingClientRect();
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        return wide > 0 && high > 0;
      });
      return hits.map((element) => element.className);
    },
    [selector, others] as const,
  );

describe('the notices of a demo', () => {
  it('notices of the connection and of a command are shown separately, until they are over, and cover nothing', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    await chooseLine(page, 6);
    const pid = gatewayPid();
    process.kill(pid, 'SIGSTOP');
    await kill(page, 6);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => troubles(page)).toEqual(['Reconnecting …', LOST]);
    await expect.poll(() => troubles(page)).toEqual([LOST]);
    expect(await covered(page, '.trouble', '.tree li, .lanes, .pane, button, input, h2, .figures')).toEqual([]);
    await page.waitForSelector('.trouble', { state: 'detached', timeout: 20_000 });
    await page.close();
  });

  it('when too much waits for an answer: the rest is refused, in words', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    const pid = gatewayPid();
    process.kill(pid, 'SIGSTOP');
    const answers = Array.from({ length: 150 }, () => command(page, { do: 'fault', id: 'line-1', name: 'thaw' }));
    await expect.poll(() => troubles(page)).toEqual([expect.stringContaining('Too much is waiting')]);
    process.kill(pid, 'SIGCONT');
    const done = await Promise.all(answers);
    expect(done.filter(Boolean).length).toBe(100);
    await page.close();
  });
});

it('restarts that are spent come back by themselves when their time is over', async () => {
  const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
  await runIsolation(page);
  const tree = () => page.textContent('.tree');
  await expect.poll(tree).toContain('0 of 20 restarts');
  await chooseLine(page, 4);
  await kill(page, 4);
  await expect.poll(tree).toContain('1 of 20 restarts');
  await expect.poll(tree).toContain('0 of 20 restarts');
  await page.close();
});

it('a line that was reborn says so beside its words, not over them', async () => {
  const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
  await runIsolation(page);
  await chooseLine(page, 8);
  await kill(page, 8);
  await page.waitForSelector('.cell:nth-child(8)[data-state="up"] .life');
  expect(await covered(page, '.cell:nth-child(8) .life', '.cell .words, .cell .pid, .cell .id')).toEqual([]);
  await page.close();
});

describe('a line that garbles what it carries', () => {
  /** The page's line, on which `garble` may spoil each text message of the gateway. */
  async function openGarbled(garble: (text: string) => string) {
    const opened = await openDeck(use.browser, use.app.address, ISOLATION);
    await opened.page.routeWebSocket(/\/socket$/, (page: WebSocketRoute) => {
      const gateway = page.connectToServer();
      gateway.onMessage((message) => page.send(typeof message === 'string' ? garble(message) : message));
    });
    // The line that it opened when it was loaded first is as good as any.
    await opened.page.reload();
    return opened;
  }

  it.each(
    byDay([
      [
        'an event without its pid',
        2,
        /"exit","id":"line-2".*"expected":false/,
        (text: string) => text.replace('"pid"', '"p"'),
      ],
      ['an event that is not JSON', 3, /"restart","id":"line-3"/, (text: string) => text.slice(1)],
      [
        'an event that is missing',
        5,
        /"start","id":"line-5".*"incarnation":2/,
        () => '{"type":"done","request":99999}',
      ],
    ]),
  )('%s: the page takes a fresh picture, and is right', async (_, line, which, spoil) => {
    let spoilt = 0;
    let snapshots = 0;
    const { page, errors } = await openGarbled((text) => {
      if (text.startsWith('{"type":"snapshot"')) snapshots++;
      if (spoilt > 0 || !text.startsWith('{"type":"event"') || !which.test(text)) return text;
      spoilt++;
      return spoil(text);
    });
    await runIsolation(page);
    const before = { snapshots, kills: await kills(page) };
    await chooseLine(page, line);
    await kill(page, line);
    await expect.poll(() => page.textContent(`.cell:nth-child(${line})`)).toContain('life 2');
    await allUp(page);
    expect(spoilt).toBe(1);
    expect(snapshots).toBeGreaterThan(before.snapshots);
    expect(await kills(page)).toBe(before.kills + 1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('a picture that is none: the page asks for another one', async () => {
    let spoilt = 0;
    const { page, errors } = await openGarbled((text) => {
      if (!text.startsWith('{"type":"snapshot"') || spoilt >= 3) return text;
      spoilt++;
      return text.replace('"processes":{', '"processes":{"x":7,').replace('"kills":', '"kilt":');
    });
    await runIsolation(page);
    expect(spoilt).toBe(3);
    expect(errors).toEqual([]);
    await page.close();
  });
});
