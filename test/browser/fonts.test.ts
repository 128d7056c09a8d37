import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { beginIsolation, openDeck, sharedApp } from '../helpers/browser.js';
import { isNight } from '../helpers/night.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

interface DomNode {
  nodeId: number;
  nodeType: number;
  nodeName: string;
  nodeValue: string;
  children?: DomNode[];
}

const TEXT = 3;

/** Elements with words of their own. */
const withWords = (node: DomNode): DomNode[] => {
  const children = node.children ?? [];
  const own = children.some(({ nodeType, nodeValue }) => nodeType === TEXT && nodeValue.trim() !== '');
  return [...(own ? [node] : []), ...children.flatMap(withWords)];
};

/** Fonts of this machine that something in the page is drawn with, each with the words that it was taken for. */
async function strangers(session: CDPSession): Promise<string[]> {
  const { root } = (await session.send('DOM.getDocument', { depth: -1 })) as { root: DomNode };
  const found = new Set<string>();
  for (const node of withWords(root)) {
    // A demo draws on, and the node may be gone.
    const answer = await session.send('CSS.getPlatformFontsForNode', { nodeId: node.nodeId }).catch(() => null);
    const words = node.children?.map(({ nodeValue }) => nodeValue).join('') ?? '';
    for (const { isCustomFont, familyName } of answer?.fonts ?? []) {
      if (!isCustomFont) found.add(`${familyName}: ${words.trim().slice(0, 40)}`);
    }
  }
  return [...found];
}

async function inspect(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  return session;
}

describe('type', () => {
  it.runIf(isNight)('type is ours on every slide and in a demo that was hurt: no machine puts in its own', async () => {
    const { page } = await openDeck(use.browser, use.app.address, slideOf('isolation'));
    await beginIsolation(page);
    await page.getByRole('button', { name: 'throw objects' }).click();
    await page.waitForSelector('.pane[data-state="off"]');
    await page.click('.cell:nth-child(4)');
    await page.getByRole('button', { name: 'kill -9 line-4' }).click();
    await expect.poll(() => page.textContent('.cell:nth-child(4)'), { timeout: 30_000 }).toContain('life 2');
    const session = await inspect(page);
    expect(await strangers(session)).toEqual([]);
    const slides = await page.locator('.slides > section').count();
    for (let slide = 1; slide <= slides; slide++) {
      await page.evaluate((at) => {
        location.hash = `#/${at}`;
      }, slide);
      await page.waitForFunction(
        (at) => document.querySelectorAll('.slides > section')[at - 1]?.classList.contains('present'),
        slide,
      );
    }
    await page.evaluate(() => document.fonts.ready);
    expect(await strangers(session)).toEqual([]);
    await page.close();
  });

  it('type moves nothing when it comes late', async () => {
    const context = await use.browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\.woff2$/, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${use.app.address}#/1`, { waitUntil: 'commit' });
    await page.waitForSelector('.reveal.ready');
    const boxes = () =>
      page.$$eval('section.present :is(h1, p)', (blocks) =>
        blocks.map((block) => [
          block.textContent,
          block.getBoundingClientRect().top,
          block.getBoundingClientRect().height,
        ]),
      );
    const isThere = () => page.evaluate(() => document.fonts.check('20px "League Gothic Variable"'));
    expect(await isThere()).toBe(false);
    const before = await boxes();
    release();
    await expect.poll(isThere).toBe(true);
    const words = (all: typeof before) => all.filter(([text]) => /Fault|Garrett|Chicago/.test(String(text)));
    expect(words(await boxes())).toEqual(words(before));
    expect(words(before)).toHaveLength(3);
    await context.close();
  });
});
