/** `npm run pictures`: those of the README and the card that others show when they link to us, taken from the real thing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SWEEP_MS } from '../../src/browser/heart/trace.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, ROOT, startApp } from '../../test/helpers/app.js';
import { allUp, beginIsolation, MOVING, openBrowser, openDeck } from '../../test/helpers/browser.js';
import { isChildOf } from '../../test/helpers/os.js';
import { filmed } from './camera.js';
import { develop, print } from './film.js';
import { readPng } from './png.js';

const ISOLATION = 11;
/** Time for the room to see what was done before the next thing is. */
const LOOK_MS = 2600;
/** How long the gateway of the poster lives: the cross is in the middle of the line. */
const LIFE_MS = 3600;
/** The pen has come to its end and has started again. */
const MARGIN_MS = 150;
/** After the start: two faults, a question between them, and a third. */
const STEPS = 4;
const COLOURS = { still: 200, film: 96 };

/** As others show it: 1200 × 630, cut from the title slide, with a few rows less at the top and the bottom. */
const CARD = { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1200 / 1280 };
const CARD_CLIP = { x: 0, y: 24, width: 1280, height: 672 };
const VIEW = { viewport: { width: 1280, height: 760 } };
/** From the start to the question. */
const QUESTION = 3;
/** The options that the phones choose. */
const VOTES = [1, 0, 1, 3, 1, 0, 2];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** The slide, and a phone beside it. */
const BOARD = { width: 1230, height: 540 };
const FILM = { viewport: { width: 960, height: 540 } };

/** Resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`npm run pictures takes nothing; ${args.join(' ')} stands behind it.`);
    return 2;
  }
  const browser = await openBrowser();
  const app = await startApp();
  try {
    save('docs/pictures/isolation.png', await isolation(browser, app));
    save('docs/pictures/presenter.png', await presenterView(browser, app));
    save('docs/pictures/votes.png', await votes(browser, app));
    const title = await reborn(browser, app, { viewport: { width: 1280, height: 720 } });
    save('docs/pictures/title.png', print(readPng(await title.screenshot()), COLOURS.still));
    await title.context().close();
    const card = await reborn(browser, app, CARD);
    save('public/social.png', print(readPng(await card.screenshot({ clip: CARD_CLIP })), COLOURS.still));
  } finally {
    await browser.close();
    await app.stop();
  }
  return 0;
}

function save(name: string, file: Buffer): void {
  const place = join(ROOT, name);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, file);
  console.log(`${relative(ROOT, place)}  ${Math.round(file.length / 1000)} kB`);
}

/** The demo as the clicker plays it, in real time. */
async function isolation(browser: Browser, app: App): Promise<Buffer> {
  const { page } = await openDeck(browser, app.address, ISOLATION, { ...FILM, ...MOVING });
  await page.addStyleTag({ content: '.slide-number, .progress { visibility: hidden }' });
  await beginIsolation(page);
  // The first step was done by hand.
  await page.keyboard.press('PageDown');
  await beginIsolation(page);
  const { shots, end } = await filmed(page, async () => {
    for (let step = 0; step < STEPS; step++) {
      await pause(LOOK_MS);
      await page.keyboard.press('PageDown');
    }
    await pause(LOOK_MS);
  });
  await page.context().close();
  return develop(shots, end, COLOURS.film);
}

/** The presenter view beside the demo on isolation, when its first fault is seen. */
async function presenterView(browser: Browser, app: App): Promise<Buffer> {
  const context = await browser.newContext({ ...VIEW, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${app.address.replace('/?', '/presenter?')}#/${ISOLATION}`);
  await page.waitForSelector('.presenter > * > .steps li');
  await page.keyboard.press('PageDown');
  await allUp(page);
  await pause(LOOK_MS);
  await page.keyboard.press('PageDown');
  await pause(LOOK_MS);
  const picture = print(readPng(await page.screenshot()), COLOURS.still);
  await context.close();
  return picture;
}

/** The split of a vote on the slide, beside one of the phones that have voted. */
async function votes(browser: Browser, app: App): Promise<Buffer> {
  const { page } = await openDeck(browser, app.address, ISOLATION);
  await beginIsolation(page);
  for (let step = 0; step < QUESTION; step++) {
    await page.keyboard.press('PageDown');
    await pause(LOOK_MS);
  }
  const phones: Page[] = [];
  for (const option of VOTES) {
    const phone = await (await browser.newContext(PHONE)).newPage();
    await phone.goto(app.address.replace('/?', '/join?'));
    await phone.getByText('only vote and ask').click();
    await phone.locator('.poll ol button').nth(option).click();
    phones.push(phone);
  }
  await page.getByText(`${VOTES.length} votes`).waitFor();
  await page.keyboard.press('PageDown');
  await page.waitForSelector('.ask .votes');
  await phones[0]?.waitForSelector('.votes');
  const shots = [await page.screenshot(), await phones[0]?.screenshot()];
  const [slide, phone] = shots.map((shot) => `data:image/png;base64,${shot?.toString('base64')}`);
  const board = await browser.newPage({ viewport: BOARD });
  await board.setContent(
    `<body style="margin:0;display:flex;gap:20px;background:#15110e"><img src="${slide}" height="540"><img src="${phone}" height="540"></body>`,
  );
  const picture = print(readPng(await board.screenshot()), COLOURS.still);
  for (const one of [page, board, ...phones]) await one.context().close();
  return picture;
}

const gatewayOf = (app: App) =>
  processesWith('REBOOT_CAMP_GATEWAY').find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;

/** The title slide, some seconds after its gateway was killed: the pen has just started again. */
async function reborn(browser: Browser, app: App, options: BrowserContextOptions): Promise<Page> {
  const { page } = await openDeck(browser, app.address, 1, { ...options, ...MOVING });
  await page.addStyleTag({ content: '.slide-number, .progress { visibility: hidden }' });
  await page.waitForSelector('reboot-heart[data-state="alive"]');
  const began = performance.now();
  await pause(LIFE_MS);
  process.kill(gatewayOf(app), 'SIGKILL');
  await page.waitForFunction(() => document.querySelector('reboot-heart')?.textContent?.startsWith('reborn'));
  await pause(began + SWEEP_MS + MARGIN_MS - performance.now());
  return page;
}
