// Opens the browser of the tests, draws a page and prints the width of its text; an error's message goes to stderr.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const helper = fileURLToPath(new URL('../../../src/measure/chromium.ts', import.meta.url));
try {
  const { module } = await runnerImport(helper, { configFile: false, logLevel: 'error' });
  const browser = await module.openBrowser();
  const page = await browser.newPage();
  await page.setContent('<span style="font-family: serif">Reboot</span>');
  console.log(await page.locator('span').evaluate(({ offsetWidth }) => `${offsetWidth} px`));
  await browser.close();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
