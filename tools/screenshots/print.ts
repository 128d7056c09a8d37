/** The talk on paper: each page as the browser prints it. */
import type { Slide } from '../../src/deck/types.js';
import { type Shooting, settled } from './studio.js';
import { slideName } from './talk.js';

const FOLDER = 'print';

export const printShooting = (slides: Slide[]): Shooting => ({
  pictures: slides.map(({ title }, index) => ({ folder: FOLDER, name: slideName(title, index + 1) })),
  async take(wanted, { browser, app, save }) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${app.address}&print-pdf`);
    await page.emulateMedia({ media: 'print' });
    await page.waitForSelector('.pdf-page');
    await settled(page);
    const pages = page.locator('.pdf-page');
    for (const picture of wanted) {
      const number = Number.parseInt(picture.name, 10);
      save(picture, await pages.nth(number - 1).screenshot());
    }
    await page.close();
  },
});
