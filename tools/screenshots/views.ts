/** Views that are no slide as it stands: another way to look at them, somebody else's eyes, something wrong. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { processesWith } from '../../src/supervisor/processes.js';
import { type App, startApp } from '../../test/helpers/app.js';
import { copyProject } from '../../test/helpers/copy.js';
import type { PageView } from './page-views.js';
import { DESK, PHONE, STAGE } from './sizes.js';
import { openSlide, playSteps } from './talk.js';

const ISOLATION = 11;
/** Where most kinds of slide are around it. */
const MIDDLE = 12;

const gatewayOf = ({ process: { pid } }: App) =>
  processesWith('REBOOT_CAMP_GATEWAY').find((gateway) =>
    readFileSync(`/proc/${gateway.pid}/status`, 'utf8').includes(`PPid:\t${pid}\n`),
  )?.pid as number;

/** A slide with a mistake in its source, as its author sees it. */
const mistaken = (name: string, file: string, number: number, spoil: (text: string) => string): PageView => ({
  name,
  on: [STAGE],
  async show(page) {
    const copy = copyProject();
    const source = join(copy.folder, 'slides', file);
    writeFileSync(source, spoil(readFileSync(source, 'utf8')));
    const app = await startApp('dev', [], copy.inCopy);
    // The copy's packages are those of the project, outside of it: Vite serves none of their files, and fonts are such.
    await page.route('**/@fs/**/*.woff2', (route) =>
      route.fulfill({ path: new URL(route.request().url()).pathname.replace('/@fs', '') }),
    );
    await openSlide(page, app.address, number);
    return async () => {
      await app.stop();
      copy.remove();
    };
  },
});

/** A lesson before the prediction, or after the first fault. */
const lesson = (colorScheme: 'light' | 'dark', until: 'predict' | 'why'): PageView => ({
  name: `workshop-${colorScheme}-${until}`,
  on: colorScheme === 'light' ? [DESK, PHONE] : [DESK],
  context: { colorScheme },
  async show(page, { address, origin }) {
    await page.goto(address);
    await page.goto(`${origin}/workshop#isolation`);
    await page.waitForFunction(() => document.querySelector('.bench .panes')?.textContent?.includes('12 of 12 up'));
    if (until === 'predict') return undefined;
    await page.locator('.predict .option').first().click();
    await page.locator('.predict .main').click();
    await page.getByRole('button', { name: 'kill line-3' }).click();
    await page.waitForSelector('.lesson .why');
    return undefined;
  },
});

export const VIEWS: PageView[] = [
  lesson('light', 'predict'),
  lesson('light', 'why'),
  lesson('dark', 'predict'),
  lesson('dark', 'why'),
  {
    name: 'presenter',
    on: [DESK],
    async show(page, { address }) {
      await page.goto(`${address.replace('/?', '/presenter?')}#/${ISOLATION}`);
      await page.waitForSelector('.presenter > * > .steps li');
      await page.keyboard.press('PageDown');
      await page.waitForFunction(() => document.querySelector('.panes')?.textContent?.includes('12 of 12 up'));
      return undefined;
    },
  },
  {
    name: 'remote',
    on: [PHONE],
    async show(page, { address }) {
      await page.goto(address.replace('/?', '/remote?'));
      await page.waitForSelector('.pad .next');
      return undefined;
    },
  },
  {
    name: 'join',
    on: [PHONE],
    async show(page, { address }) {
      await page.goto(address.replace('/?', '/join?'));
      await page.waitForSelector('.choice');
      return undefined;
    },
  },
  {
    name: 'join-vote',
    on: [PHONE],
    async show(page, { address }) {
      const deck = await page.context().newPage();
      await openSlide(deck, address, ISOLATION);
      for (const key of ['PageDown', 'PageDown', 'PageDown']) await deck.keyboard.press(key);
      await deck.waitForSelector('.ask');
      await page.goto(address.replace('/?', '/join?'));
      await page.getByText('only vote and ask').click();
      await page.locator('.poll ol button').first().click();
      await page.getByText('Yours is in').waitFor();
      return undefined;
    },
  },
  {
    name: 'overview',
    on: [STAGE, PHONE],
    async show(page, { address }) {
      await openSlide(page, address, MIDDLE);
      await page.keyboard.press('Escape');
      await page.waitForSelector('body.in-overview');
      return undefined;
    },
  },
  {
    name: 'black',
    on: [STAGE],
    async show(page, { address }) {
      await openSlide(page, address, MIDDLE);
      await page.keyboard.press('.');
      await page.waitForSelector('.reveal.paused');
      return undefined;
    },
  },
  {
    name: 'reduced-motion',
    on: [STAGE],
    context: { reducedMotion: 'reduce' },
    async show(page, { address }) {
      await openSlide(page, address, ISOLATION);
      await playSteps(page, 1);
      return undefined;
    },
  },
  {
    name: 'no-token',
    on: [STAGE, PHONE],
    async show(page, { origin }) {
      await openSlide(page, `${origin}/`, ISOLATION);
      await page.waitForSelector('.trouble');
      return undefined;
    },
  },
  {
    name: 'reconnecting',
    on: [STAGE, PHONE],
    async show(page, app) {
      await openSlide(page, app.address, ISOLATION);
      await playSteps(page, 1);
      // The next gateway is there within the blink of an eye: a page that gets no ticket from it stays as it is.
      await page.route('**/ticket', (route) => route.abort());
      process.kill(gatewayOf(app), 'SIGKILL');
      await page.waitForSelector('.trouble');
      return undefined;
    },
  },
  mistaken('mistake-in-demo', '03-isolation.md', ISOLATION, (text) => text.replace('throw objects', 'thrwo objects')),
  mistaken('mistake-in-picture', '01-reliability.md', 3, (text) => text.replace('vettel.jpg', 'vetel.jpg')),
];
