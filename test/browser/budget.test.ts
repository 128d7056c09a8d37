import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

const zipped = async (responses: Response[], ...endings: string[]) => {
  const wanted = responses.filter((response) =>
    endings.some((ending) => new URL(response.url()).pathname.endsWith(ending)),
  );
  const bodies = await Promise.all(wanted.map((response) => response.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
};

it('the first slide is light, and the terminal comes only when it is needed', async () => {
  const page = await use.browser.newPage();
  let responses: Response[] = [];
  page.on('response', (response) => response.ok() && responses.push(response));
  await page.goto(`${use.app.address}#/1`);
  await page.waitForLoadState('networkidle');
  expect(await zipped(responses, '.js', '.css')).toBeLessThanOrEqual(60_000);
  expect(responses.some((response) => response.url().includes('terminal'))).toBe(false);

  responses = [];
  await page.evaluate((slide) => {
    location.hash = `#/${slide}`;
  }, slideOf('isolation'));
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await page.waitForLoadState('networkidle');
  const terminal = responses.filter((response) => response.url().includes('terminal'));
  expect(terminal.length).toBeGreaterThan(0);
  expect(await zipped(terminal, '.js', '.css')).toBeLessThanOrEqual(90_000);
  await page.close();
});
