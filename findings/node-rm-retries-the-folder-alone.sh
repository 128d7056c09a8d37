#!/usr/bin/env bash
# Package: node 20.19.5 (npm package that brings the binary).
# Behaviour: the retries of fs.rmSync (`recursive`, `maxRetries`, `retryDelay`) look into the folder once more, and from then on try to
#   remove the folder alone. A file that another process puts there meanwhile keeps the folder for all further tries: the call waits
#   through all of them and throws ENOTEMPTY, although nobody has written for seconds by then.
# Expected: each retry removes what is there.
# Output seen: `20: ENOTEMPTY after 6 s, the writer ended after 1 s, still there`. Node 24 and 26, whose rmSync is another program,
#   removed such a folder at once; now and then they returned without an error and left it, which is too rare for this script.
# Source: _rmdirSync in lib/internal/fs/rimraf.js of Node 20; the documentation of fs.rmSync says of maxRetries: "Node.js retries the
#   operation".
# For our users: the mouse of `punt` could not remove the data of a shop that counted on, and the shop did not forget its visitor. The
#   mouse looks again by itself now (demos/common/mouse.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" node@20.19.5 >/dev/null

cat > "$folder/try.mjs" <<'JS'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
mkdirSync('data');
// It puts one file into the folder, again and again, for half a second.
const writer = spawn(process.execPath, ['-e', `
  const fs = require('node:fs');
  const end = Date.now() + 500;
  fs.writeSync(1, 'up');
  while (Date.now() < end) {
    try {
      fs.writeFileSync('data/new', '1');
      fs.renameSync('data/new', 'data/count');
    } catch {}
  }
`], { stdio: ['ignore', 'pipe', 'inherit'] });
await once(writer.stdout, 'data');
const began = performance.now();
let said = 'no error';
try {
  rmSync('data', { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
} catch (error) {
  said = error.code;
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`20: ${said} after ${seconds} s, the writer ended after 1 s, ${existsSync('data') ? 'still there' : 'gone'}`);
JS
cd "$folder"
"$folder/node_modules/node/bin/node" try.mjs | tee said
grep -qx '20: ENOTEMPTY after [56] s, the writer ended after 1 s, still there' said
