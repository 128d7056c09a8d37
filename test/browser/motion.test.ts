import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { MOVING, openDeck, sharedApp } from '../helpers/browser.js';

const use = sharedApp();

/** Where acts of the talk open: a part, a principle, a plain list, a statement, the closing. */
const [PART, PRINCIPLE, LIST, STATEMENT, CLOSING] = [4, 13, 7, 2, 35];

/** Goes to a slide; resolves with what is set in motion by that, each with how long it takes in ms. */
const opens = (page: Page, slide: number) =>
  page.evaluate(async (at) => {
    location.hash = `#/${at}`;
    const section = document.querySelectorAll('.slides > section')[at - 1] as HTMLElement;
    while (!section.classList.contains('present')) await new Promise(requestAnimationFrame);
    return document.getAnimations().map((animation) => {
      const { target, pseudoElement } = animation.effect as KeyframeEffect;
      const name = [target?.nodeName, ...(target?.closest('.number') ? ['number'] : [])].join('.');
      return { what: `${name}${pseudoElement ?? ''}`, ms: Number(animation.effect?.getTiming().duration) };
    });
  }, slide);

describe('motion', () => {
  it('a slide changes by a cut', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 1, MOVING);
    for (const slide of [STATEMENT, LIST, CLOSING]) {
      const moves = await opens(page, slide);
      expect(
        moves.filter(({ what }) => /SECTION|H1|H2|UL|OL|LI|FIGURE|IMG/.test(what)),
        `slide ${slide}`,
      ).toEqual([]);
    }
    await page.close();
  });

  it.each([
    ['a part', PART, 'SECTION::before'],
    ['a principle', PRINCIPLE, 'SPAN.number'],
  ])('the ink of %s is pulled into register, within a quarter of a second', async (_, slide, what) => {
    const { page } = await openDeck(use.browser, use.app.address, 1, MOVING);
    const moves = (await opens(page, slide)).filter((move) => move.what === what);
    expect(moves).toHaveLength(1);
    expect(moves[0]?.ms).toBeGreaterThan(0);
    expect(moves[0]?.ms).toBeLessThanOrEqual(250);
    await page.close();
  });

  it('nothing at all moves for those who asked for less', async () => {
    const { page } = await openDeck(use.browser, use.app.address);
    for (const slide of [PART, PRINCIPLE, LIST, STATEMENT, CLOSING, 1]) {
      expect(await opens(page, slide), `slide ${slide}`).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('body.in-overview');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.close();
  });
});
