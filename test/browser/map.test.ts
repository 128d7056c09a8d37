import { expect, it } from 'vitest';
import { BLACK_BOX, openDeck, sharedApp, startBlackBox } from '../helpers/browser.js';
import { slideTitled } from '../helpers/slides.js';

const use = sharedApp();
const PRINCIPLES = slideTitled('The Principles');

it('the principles lead to their demos, and tell which have run', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, PRINCIPLES);
  const links = page.locator('section.present li a');
  expect(await links.allTextContents()).toHaveLength(6);
  expect(await page.locator('section.present a[data-played]').count()).toBe(0);

  await links.filter({ hasText: 'Black box design' }).click();
  await expect.poll(() => page.url()).toContain(`#/${BLACK_BOX.slide}`);
  await startBlackBox(page);
  await page.evaluate((slide) => {
    location.hash = `#/${slide}`;
  }, PRINCIPLES);
  await page.waitForSelector('section.present li a');
  await expect
    .poll(() => page.locator('section.present a[data-played]').allTextContents())
    .toEqual(['Black box design']);

  // Each leads to a slide that plays something.
  for (let at = 0; at < 6; at++) {
    await links.nth(at).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('section.present > reboot-demo .actions', { state: 'attached' });
    await expect.poll(() => page.url()).not.toContain(`#/${PRINCIPLES}`);
    await page.goto(`${use.app.origin}/#/${PRINCIPLES}`);
    await page.waitForSelector('section.present li a');
  }
  expect(errors).toEqual([]);
  await page.close();
});
