#!/usr/bin/env bash
# Package: @sparticuz/chromium 147.0.0 (npm), with Node 20 or later.
# Behaviour: executablePath() resolves with the file `chromium` in os.tmpdir() as soon as there is one. So the browser of an
#   earlier version, and any other file of that name, is used in its place, and a second caller is given the path of a file
#   that the first one is still writing.
# Seen here: "a file of 9 bytes is the browser" and "the second call: ready before the first, with a part of the file".
# Source: build/esm/index.js of the package, executablePath(): `if (existsSync(join(tmpdir(), "chromium"))) return …`. The
#   README says that it resolves with the path of the binary and decompresses it when needed.
# For our users: the first `npm test` on a machine lost three files of tests. test/helpers/chromium.ts unpacks into a folder
#   of its own, by version, and gives it its name when it is complete.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" @sparticuz/chromium@147.0.0 >/dev/null

cat > "$folder/try.mjs" <<'JS'
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';

const empty = () => {
  process.env.TMPDIR = mkdtempSync(join(process.argv[2], 't-'));
  return join(process.env.TMPDIR, 'chromium');
};

writeFileSync(empty(), 'some text');
console.log(`a file of ${statSync(await chromium.executablePath()).size} bytes is the browser`);

const file = empty();
let isReady = false;
const first = chromium.executablePath().then(() => {
  isReady = true;
});
while (!existsSync(file)) await turn();
const { size } = statSync(await chromium.executablePath());
const when = isReady ? 'after' : 'before';
await first;
console.log(`the second call: ready ${when} the first, with ${size < statSync(file).size ? 'a part' : 'the whole'} of the file`);
JS
node "$folder/try.mjs" "$folder" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
a file of 9 bytes is the browser
the second call: ready before the first, with a part of the file
SEEN
