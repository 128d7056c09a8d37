#!/usr/bin/env bash
# Package: sirv 3.0.2 (npm), with Node 20 or later.
# Behaviour: when a client leaves in the middle of a file, the file stays open for as long as the server runs. Each such
#   visit costs the server one descriptor.
# Seen here: "20 visits, 20 files open".
# Expected: "20 visits, 0 files open".
# Source: build.mjs of the package, send(): `fs.createReadStream(file, opts).pipe(res)`. Node's documentation of
#   readable.pipe() says that a destination that closes does not close its source; sirv's readme says nothing of clients
#   that leave.
# For our users: a guest who reloads often could use up the descriptors of the gateway. src/gateway/files.ts closes each
#   file at the end of its connection, and test/process/admission.test.ts holds it.
set -euo pipefail
[ -d /proc/self/fd ] || { echo 'This finding counts open files in /proc.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" sirv@3.0.2 >/dev/null
mkdir "$folder/files"
head -c 3000000 /dev/zero > "$folder/files/large.bin"

cat > "$folder/try.mjs" <<'JS'
import { readdirSync, readlinkSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import sirv from 'sirv';

const server = createServer(sirv(new URL('files', import.meta.url).pathname));
await once(server.listen(0, '127.0.0.1'), 'listening');
const target = (fd) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
};
const open = () => readdirSync('/proc/self/fd').filter((fd) => target(fd).endsWith('large.bin')).length;

const VISITS = 20;
for (let visit = 0; visit < VISITS; visit++) {
  const [response] = await once(get({ port: server.address().port, path: '/large.bin', agent: false }), 'response');
  // As a reader does who closes the tab.
  response.destroy();
}
await pause(1000);
console.log(`${VISITS} visits, ${open()} files open`);
process.exit();
JS
seen=$(cd "$folder" && node try.mjs)
echo "$seen"
[ "$seen" = '20 visits, 20 files open' ]
