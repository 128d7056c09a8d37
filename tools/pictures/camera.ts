/** Films a page in a real browser, with the times at which it was painted. */
import type { Page } from 'playwright-core';
import type { Shot } from './film.js';
import { readPng } from './png.js';

/** More pictures a second make a larger file, and nobody sees more of a kill. In ms. */
const APART_MS = 95;

/** Films `page` while `scene` is played; with the moment that it ended, in ms. */
export async function filmed(page: Page, scene: () => Promise<void>): Promise<{ shots: Shot[]; end: number }> {
  const session = await page.context().newCDPSession(page);
  const takes: { file: Buffer; at: number }[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    const at = (metadata.timestamp ?? 0) * 1000;
    const last = takes.at(-1);
    if (!last || at - last.at >= APART_MS) takes.push({ file: Buffer.from(data, 'base64'), at });
    // The last ones may come when the page is closed already.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await scene();
  await session.send('Page.stopScreencast');
  const end = Date.now();
  return { shots: takes.map(({ file, at }) => ({ picture: readPng(file), at })), end };
}
