import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BLACK_BOX, openDeck, sharedApp } from '../helpers/browser.js';

const use = sharedApp();
let foreign: Server;
let foreignOrigin: string;

/** A server on another port of this host, as any program of anybody here may run one: browsers keep no ports apart in cookies. */
beforeEach(async () => {
  const name = `reboot-camp-${use.app.port}`;
  foreign = createServer((_, response) => {
    response.setHeader('Set-Cookie', [
      `${name}-presenter=foreign; Path=/ticket`,
      `${name}-device=foreign; Path=/ticket`,
      `${name}-device=other.foreign; Path=/ticket/learner`,
    ]);
    response.end('Cookies are set.');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  foreignOrigin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
afterEach(() => {
  foreign.closeAllConnections();
  foreign.close();
});

it('a server on another port that sets our cookies for longer paths keeps the presenter from nothing', async () => {
  const { page } = await openDeck(use.browser, use.app.address, BLACK_BOX.slide);
  const start = page.locator('section.present reboot-demo .actions button:not([disabled])');
  await start.waitFor();
  await page.goto(foreignOrigin);

  const asked = page.waitForRequest((request) => new URL(request.url()).pathname === '/ticket');
  await page.goto(`${use.app.origin}/#/${BLACK_BOX.slide}`);
  const { cookie = '' } = await (await asked).allHeaders();
  // The browser puts the foreign one first.
  expect(cookie.split('; ')[0]).toContain('=foreign');
  await start.waitFor();
  expect(await page.locator('.trouble').count()).toBe(0);
  await page.context().close();
});

it('a learner has the same stage as before, after a server on another port has set the learner’s cookies', async () => {
  const context = await use.browser.newContext();
  const page = await context.newPage();
  const epoch = () =>
    page
      .waitForFunction(() => {
        const element = document.querySelector('reboot-demo') as unknown as
          | { log?: { epoch: string | null } }
          | undefined;
        return element?.log?.epoch;
      })
      .then((handle) => handle.jsonValue());
  await page.goto(`${use.app.origin}/workshop?token=${use.app.token}`);
  const before = await epoch();
  await page.goto(foreignOrigin);
  await page.goto(`${use.app.origin}/workshop`);
  expect(await epoch()).toBe(before);
  await context.close();
});
