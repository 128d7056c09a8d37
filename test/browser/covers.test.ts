import { expect, it } from 'vitest';
import { command, openDeck, sharedApp } from '../helpers/browser.js';
import { slidesOf } from '../helpers/slides.js';

const use = sharedApp();
/** Both play `failfast`. */

const [FIRST, SECOND] = slidesOf('failfast') as [number, number];

it('a demo that two slides play covers the one on which it was started', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, FIRST);
  const covered = page.locator('section.present > reboot-demo[playing]');
  await page.locator('section.present .actions .start:not([disabled])').waitFor();
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => document.querySelectorAll('section.present .cell[data-state="up"]').length === 8);
  expect(await covered.count()).toBe(1);

  await page.evaluate((place) => {
    location.hash = `#/${place}`;
  }, SECOND);
  await page.waitForSelector('section.present > reboot-demo:not([playing]) .actions button');
  expect(await page.locator('section.present h2').first().isVisible()).toBe(true);
  await page.keyboard.press('PageDown');
  await covered.waitFor();

  // A page that comes late does not know on which slide it was started.
  await page.reload();
  await covered.waitFor();

  // A demo that has ended stays on the pages that showed it; a new page shows the slide.
  await command(page, { do: 'stop' });
  await page.waitForSelector('section.present .actions .start:not([disabled])');
  expect(await covered.count()).toBe(1);
  await page.reload();
  await page.waitForSelector('section.present > reboot-demo:not([playing]) .actions .start:not([disabled])');
  expect(errors).toEqual([]);
  await page.close();
});
