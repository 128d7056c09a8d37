/** Prints the deck with a browser that is installed. Each stage has a limit of time, and an error names its stage. */
import type { Browser } from 'playwright-core';
import { killAll, ownIdentity, processesWith } from '../supervisor/processes.js';

/** No PDF: the message names the stage, and says why. */
export class NotPrinted extends Error {}

/** A stage takes seconds on a slow machine; a browser that waits for an answer of its user would take for ever. In ms. */
const LIMIT_MS = 30_000;
/** In the environment of the browser: the identity of the process that has started it. */
const MARK = 'REBOOT_CAMP_BROWSER';
const VIEWPORT = { width: 1280, height: 720 };
/** A picture that is missing is on paper as it is on the screen. */
const LOADED =
  'Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode().catch(() => {}))]).then(() => {})';

async function stage<T>(name: string, limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(), { name: 'TimeoutError' })), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    endBrowser();
    const { name: kind, message } = error as Error;
    const why = kind === 'TimeoutError' ? `took longer than ${limitMs / 1000} s` : `failed: ${message.split('\n')[0]}`;
    throw new NotPrinted(`${name} ${why}`);
  } finally {
    clearTimeout(timer);
  }
}

/** A browser that answers no more does not close either, and playwright waits half a minute for that. */
const endBrowser = () => {
  const own = ownIdentity();
  killAll(processesWith(MARK).flatMap(({ pid, value }) => (value === own ? pid : [])));
};

/** `folder`: for the temporary files of the browser. Rejects with `NotPrinted`, and no browser is left then. */
export async function startBrowser(executablePath: string, folder: string, limitMs = LIMIT_MS): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const launching = chromium.launch({
    executablePath,
    timeout: limitMs,
    env: { ...process.env, [MARK]: ownIdentity(), TMPDIR: folder },
    // The command closes it in order.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  return stage(`The start of ${executablePath}`, limitMs, launching);
}

/** `address`: the presenter's. Rejects with `NotPrinted`, and no browser is left then. */
export async function printDeck(browser: Browser, address: string, limitMs = LIMIT_MS): Promise<Uint8Array> {
  const page = await stage('A new page', limitMs, browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' }));
  await stage('The loading of the deck', limitMs, page.goto(`${address}&print-pdf`));
  await stage('The layout of the pages', limitMs, page.waitForSelector('.pdf-page'));
  await stage('The loading of pictures and fonts', limitMs, page.evaluate(LOADED));
  const how = { preferCSSPageSize: true, printBackground: true, outline: true, tagged: true };
  return stage('The printing', limitMs, page.pdf(how));
}
