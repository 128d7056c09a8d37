/** Slides of other talks, in any length and script: their words fit, or the page says by how much they do not. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '../../src/gateway/files.js';
import { wordsAreLargeEnough, wrongsOf } from '../../src/measure/rules.js';
import { buildPages } from '../../src/pages/build.js';
import { ROOT } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { describeTalk, goTo, learnToMeasure, resize } from './layout/measure.js';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];

const rows = (count: number, text = 'point number') =>
  Array.from({ length: count }, (_, at) => `- ${text} ${at + 1}`).join('\n');
const code = (count: number) =>
  `\`\`\`js\n${Array.from({ length: count }, (_, at) => `const step${at} = await close(${at});`).join('\n')}\n\`\`\``;

const FITS: Record<string, string> = {
  'a short headline alone': '## Thanks',
  'a German headline': '# Fehlertoleranz\n\nvon mir',
  'a Polish headline': '## Łódź, źródło, ręka\n\n- gęś',
  'a Cyrillic headline': '# Преговор и въпроси\n\nx',
  'a Greek headline': '## Ανοχή σφαλμάτων\n\n- επανεκκίνηση',
  'a Chinese headline': '## 容错系统设计与实践\n\n- 隔离',
  'a Hebrew headline': '## עמידות בפני תקלות\n\n- בידוד',
  'a word that does not break': '# erlang-patterns-for-everybody.example',
  'a long statement': '## Everything fails all the time, and those who plan for it sleep better than those who do not',
  'a first-level headline with a list':
    '# Agenda\n\n- where we were\n- where we are\n- where we go\n- how we get there',
  'a list of thirteen': `## Thirteen\n\n${rows(13)}`,
  'a list of long rows': `## Long rows\n\n${rows(5, 'a row that goes on for longer than one line of a slide can hold, number')}`,
  'code below a short headline': `## Args\n\n${code(4)}`,
  'code of fourteen lines': `## Shutdown\n\n${code(14)}`,
  'code in steps': '## Look here\n\n```js [1|2-3]\nconst a = 1;\nconst b = 2;\nconst c = a + b;\n```',
  'a table': '## Costs\n\n| part | price |\n|---|---|\n| one | 1 |\n| two | 2 |\n| three | 3 |',
  'a ground of its own': '<!-- .slide: data-background="#113355" -->\n\n## Dark\n\nwords',
};
const TOO_MUCH: Record<string, string> = {
  'code of forty lines': `## Too long\n\n${code(40)}`,
  'a list of forty': `## Too many\n\n${rows(40)}`,
  'one line of code of three hundred letters': `## Too wide\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\``,
};

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decks-'));
  mkdirSync(join(folder, 'slides'));
  mkdirSync(join(folder, 'art'));
  const slides = [...Object.values(FITS), ...Object.values(TOO_MUCH)];
  writeFileSync(join(folder, 'slides/01.md'), slides.join('\n\n---\n\n'));
  const outDir = join(folder, 'pages');
  const folders = { slidesDir: join(folder, 'slides'), artDir: join(folder, 'art') };
  await buildPages({ root: ROOT, outDir, ...folders, catalogue: async () => ({}) });
  server = createServer(serveFiles(outDir));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await openBrowser();
  page = await browser.newPage({ viewport: SIZES[0] ?? null, reducedMotion: 'reduce' });
  const { port } = server.address() as { port: number };
  await page.goto(`http://127.0.0.1:${port}/#/1`);
  await page.waitForSelector('.reveal.ready');
  await learnToMeasure(page);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The excess that the page found on the slide that is shown, as it stands on the slide; empty if all fits. */
async function excess(slide: number): Promise<string | null> {
  await goTo(page, slide);
  const shown = page.locator('section.present');
  await expect.poll(() => shown.getAttribute('data-excess')).not.toBeNull();
  await page.evaluate(() => document.fonts.ready);
  return shown.getAttribute('data-excess');
}

describe.each(SIZES)('at $width × $height', (size) => {
  beforeAll(() => resize(page, size));

  it.each(Object.keys(FITS))('%s fits', async (name) => {
    expect(await excess(Object.keys(FITS).indexOf(name) + 1)).toBe('');
  });

  it.each(Object.keys(TOO_MUCH))('%s is reported with its pixels', async (name) => {
    const slide = Object.keys(FITS).length + Object.keys(TOO_MUCH).indexOf(name) + 1;
    expect(await excess(slide)).toMatch(/^(0 [1-9]\d*|[1-9]\d* \d+)$/);
  });

  it('every slide that fits keeps its words whole, apart, in their place, and large enough for the last row', async () => {
    const slides = (await describeTalk(page)).slice(0, Object.keys(FITS).length);
    expect(slides.flatMap((slide) => wrongsOf(slide))).toEqual([]);
    if (size.width === 1280) expect(slides.flatMap((slide) => wrongsOf(slide, [wordsAreLargeEnough]))).toEqual([]);
  });
});
