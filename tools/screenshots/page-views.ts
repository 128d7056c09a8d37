/** A view in the browser: shown once on each device, and photographed at each of its sizes. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { App } from '../../test/helpers/app.js';
import type { Picture } from './options.js';
import { type Device, nameOf } from './sizes.js';
import { type Shooting, type Studio, settled } from './studio.js';

export interface PageView {
  /** As the file is called. */
  name: string;
  on: Device[];
  context?: BrowserContextOptions;
  /** Brings the page to what is to be seen. May return what puts things back afterwards. */
  show(page: Page, app: App): Promise<undefined | (() => Promise<unknown>)>;
}

export const shootingOf = (view: PageView): Shooting => ({
  pictures: view.on.flatMap((device) => picturesOn(device, view)),
  async take(wanted, studio) {
    for (const device of view.on) {
      const isWanted = (picture: Picture) => wanted.some(({ folder }) => folder === picture.folder);
      const pictures = picturesOn(device, view).filter(isWanted);
      if (pictures.length > 0) await takeOn(device, view, pictures, studio);
    }
  },
});

const picturesOn = ({ sizes }: Device, { name }: PageView): Picture[] =>
  sizes.map((size) => ({ folder: nameOf(size), name }));

async function takeOn(device: Device, view: PageView, pictures: Picture[], studio: Studio): Promise<void> {
  const [viewport] = device.sizes;
  const context = await studio.browser.newContext({ viewport, ...device.context, ...view.context });
  const page = await context.newPage();
  const putBack = await view.show(page, studio.app);
  for (const picture of pictures) {
    const size = device.sizes.find((one) => nameOf(one) === picture.folder);
    if (size) await page.setViewportSize(size);
    await settled(page);
    studio.save(picture, await page.screenshot());
  }
  await putBack?.();
  await context.close();
}
