#!/usr/bin/env bash
# Package: reveal.js 6.0.2 (shown with playwright-core 1.65.1 and @sparticuz/chromium 147.0.0).
# Behaviour: the scale of the slides is rounded to hundredths, up as well as down, after it was fitted to the window. With slides of
#   1280 × 720 and no margin, a slide is up to 6.4 px wider than the window in which it is to fit.
# Expected: a slide that is as large as its window lets it be, and no larger.
# Output seen: `650 652.8` (window, slide): 650 / 1280 is 0.5078, and the scale is 0.51.
# Source: layout() in js/reveal.js of the package, `Math.round( scale * 100 ) / 100`; the documentation of the option `margin` and of
#   `getScale` (https://revealjs.com/presentation-size/) does not mention it.
# For our users: a deck in a small part of a page, as in the presenter view, loses some pixels at its edges; slides keep their words
#   further from the edge than that. `test/browser/presenter.test.ts` allows for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
  reveal.js@6.0.2 playwright-core@1.65.1 @sparticuz/chromium@147.0.0 >/dev/null 2>&1

cat >"$folder/ask.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 650, height: 500 } });
const read = (name) => readFileSync(new URL(`node_modules/reveal.js/dist/${name}`, import.meta.url), 'utf8');
await page.setContent(`<style>${read('reveal.css')}</style><div class="reveal"><div class="slides"><section>One</section></div></div>`);
await page.addScriptTag({ content: read('reveal.js') });
await page.evaluate(() => Reveal.initialize({ width: 1280, height: 720, margin: 0, hash: false }));
const width = await page.evaluate(() => document.querySelector('.slides').getBoundingClientRect().width);
console.log(650, Math.round(width * 10) / 10);
await browser.close();
JS
mkdir "$folder/tmp"
(cd "$folder" && TMPDIR="$folder/tmp" AWS_LAMBDA_JS_RUNTIME=nodejs22.x LD_LIBRARY_PATH="$folder/tmp/al2023/lib" node ask.mjs) | tee "$folder/said"
[ "$(cat "$folder/said")" = '650 652.8' ]
