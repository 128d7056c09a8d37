#!/usr/bin/env bash
# Package: sirv 3.0.2 (npm), with Node 20 or later.
# Behaviour: a request for the last bytes of a file (`Range: bytes=-5`, a suffix range) is answered with its first bytes, and
#   with a Content-Range that says so.
# Seen here: "206 bytes 0-5/26: abcdef".
# Expected: "206 bytes 21-25/26: vwxyz" (RFC 9110, 14.1.2: a suffix range is "the last N bytes of the representation").
# Source: build.mjs of the package, send(): the text before the `-` is read with `parseInt(x, 10) || 0`.
# For our users: none of the built files is asked for in ranges. src/gateway/files.ts, which serves them in its place,
#   ignores ranges, as RFC 9110, 14.2 allows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" sirv@3.0.2 >/dev/null
mkdir "$folder/files"
printf 'abcdefghijklmnopqrstuvwxyz' > "$folder/files/alphabet.txt"

cat > "$folder/try.mjs" <<'JS'
import { createServer } from 'node:http';
import sirv from 'sirv';

const server = createServer(sirv('files')).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const answer = await fetch(`http://127.0.0.1:${port}/alphabet.txt`, { headers: { range: 'bytes=-5' } });
  console.log(`${answer.status} ${answer.headers.get('content-range')}: ${await answer.text()}`);
  server.closeAllConnections();
  server.close();
});
JS
cd "$folder"
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '206 bytes 0-5/26: abcdef' ]
