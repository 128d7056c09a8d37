#!/usr/bin/env bash
# Package: playwright-core 1.65.1 (shown with @sparticuz/chromium 147.0.0).
# Behaviour: `browser.close()` waits 30 s for a browser that does not answer, and then kills it and resolves, without an error. The time
#   is in no option of `launch` or `close`: `launch({ timeout })` is about the start alone. A program that gives a stage of its work ten
#   seconds and then closes the browser in its `finally` takes half a minute longer.
# Expected: a limit that the caller can set, or a rejection.
# Output seen: `closed after 30 s` (29 to 31 here) for a browser that is stopped by SIGSTOP, and `closed after 0 s` for one that is not.
# Source: the launcher of processes in the package (gracefullyClose, which kills after 30 s); https://playwright.dev/docs/api/class-browser#browser-close
#   names a `reason` as the only option.
# For our users: `npm run export -- --pdf` ends a browser that hangs by its mark in the environment (src/export/pdf.ts), and
#   `test/browser/export.test.ts` has stages that do not end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
  playwright-core@1.65.1 @sparticuz/chromium@147.0.0 >/dev/null 2>&1

cat >"$folder/ask.mjs" <<'JS'
import { execFileSync } from 'node:child_process';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
const executablePath = await chromium.executablePath();
for (const isFrozen of [false, true]) {
  const browser = await browsers.launch({ executablePath, args: ['--no-sandbox'], timeout: 10_000 });
  const [pid] = execFileSync('pgrep', ['-P', String(process.pid), '-f', executablePath]).toString().split('\n');
  if (isFrozen) process.kill(Number(pid), 'SIGSTOP');
  const began = performance.now();
  await browser.close();
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`closed after ${seconds >= 29 && seconds <= 31 ? 30 : seconds} s`);
}
JS
mkdir "$folder/tmp"
(cd "$folder" && TMPDIR="$folder/tmp" AWS_LAMBDA_JS_RUNTIME=nodejs22.x LD_LIBRARY_PATH="$folder/tmp/al2023/lib" node ask.mjs) | tee "$folder/said"
[ "$(tr '\n' ' ' <"$folder/said")" = 'closed after 0 s closed after 30 s ' ]
